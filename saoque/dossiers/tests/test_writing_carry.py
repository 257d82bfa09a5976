"""An upgrade starts from what is still true and valid, and shows only the gap."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from saoque.dossiers.actions.writing import begin_dossier, carry_over, cite, put_new_paper, save_answer
from saoque.dossiers.gap import gap_of
from saoque.dossiers.models import Citation, CriterionAnswer, Dossier, DossierState, Evidence, FieldValue
from saoque.dossiers.queries_writing import answers_of, earlier_of, values_of
from saoque.dossiers.tests.factories import World, draft, picture, world
from saoque.kernel.audit import history
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.producers.actions import put_paper
from saoque.producers.models import Paper, Product
from saoque.rulebook import scorecard

pytestmark = pytest.mark.django_db
PAPERS = [
    ("Giấy còn hạn", "E02", 100, ("1.1", "1.2")),
    ("Giấy hết hạn", "E12", 3, ("1.3",)),
    ("Không thời hạn", "E01", None, ()),
]


def recognised() -> tuple[World, Dossier]:
    """A product of three stars and the dossier that brought them, with papers of which one runs out in three days."""
    here, dossier = draft("QD26-08")
    for line in scorecard("QD26-08").criteria:
        save_answer(
            dossier,
            line.code,
            line.options[-2].id if len(line.options) > 1 else None,
            f"Lời {line.code}",
            0,
            here.actor,
        )
    FieldValue.objects.create(dossier=dossier, path="M02.history", value="Từ năm 1990")
    FieldValue.objects.create(dossier=dossier, path="M02.revenue", value="100")
    for title, kind, days, codes in PAPERS:
        ends = today() + timedelta(days=days) if days else None
        one = put_new_paper(
            dossier, picture(f"{kind}.png"), {"title": title, "kind": kind, "expires_on": ends}, None, here.actor
        )
        for code in codes:
            cite(dossier, one, code, here.actor)
    Dossier.objects.filter(pk=dossier.pk).update(state=DossierState.RECOGNISED, filed_at=timezone.now(), year=2025)
    Product.objects.filter(pk=here.product.pk).update(star=3, star_until=today() + timedelta(days=400))
    here.product.refresh_from_db()
    run_out = Paper.objects.get(kind="E12", producer=here.producer)
    Paper.objects.filter(pk=run_out.pk).update(expires_on=today() - timedelta(days=1))
    return here, Dossier.objects.get(pk=dossier.pk)


def citations(dossier: Dossier) -> dict[str, list[str]]:
    rows = Evidence.objects.filter(dossier=dossier).prefetch_related("citations").select_related("paper")
    return {one.paper.title: sorted(c.criterion for c in one.citations.all()) for one in rows}


def test_what_holds_comes_along() -> None:
    here, old = recognised()
    fresh = begin_dossier(here.actor, here.product, "upgrade")
    carried = carry_over(fresh, old, here.actor)
    answered = sum(1 for line in scorecard("QD26-08").criteria)
    assert (carried.answers, carried.fields, carried.papers, carried.left) == (answered, 1, 2, 1)
    assert answers_of(fresh) == answers_of(old)
    assert CriterionAnswer.objects.get(dossier=fresh, criterion="1.5").description == "Lời 1.5"
    assert citations(fresh) == {"Giấy còn hạn": ["1.1", "1.2"], "Không thời hạn": []}
    assert (values_of(fresh)["M02.history"], values_of(fresh).get("M02.revenue")) == ("Từ năm 1990", None)
    fresh.refresh_from_db()
    assert (fresh.self_total, fresh.answered) == (old.self_total, old.answered)
    record = history(fresh).last()
    told = {"from": old.pk, "answers": answered, "fields": 1, "papers": 2, "left": 1}
    assert (record.action, record.data) == ("carry_over", told)


def test_nothing_is_overwritten_and_twice_changes_nothing() -> None:
    here, old = recognised()
    fresh = begin_dossier(here.actor, here.product, "upgrade")
    line = scorecard("QD26-08").criteria[0]
    save_answer(fresh, line.code, line.options[0].id, "Của năm nay", 0, here.actor)
    carry_over(fresh, old, here.actor)
    before = (citations(fresh), values_of(fresh), answers_of(fresh))
    again = carry_over(fresh, old, here.actor)
    assert (again.answers, again.fields, again.papers) == (0, 0, 0)
    assert (citations(fresh), values_of(fresh), answers_of(fresh)) == before
    mine = CriterionAnswer.objects.get(dossier=fresh, criterion=line.code)
    assert (mine.option, mine.description) == (line.options[0].id, "Của năm nay")


def test_only_from_a_finished_dossier_of_the_same_product_into_a_draft() -> None:
    here, old = recognised()
    fresh = begin_dossier(here.actor, here.product, "upgrade")
    other = recognised()[1]
    for source in (other, fresh):
        with pytest.raises(DomainError):
            carry_over(fresh, source, here.actor)
    with pytest.raises(NotAllowed):
        carry_over(fresh, old, world().actor)
    with pytest.raises(DomainError):
        carry_over(old, fresh, here.actor)
    assert (answers_of(fresh), Evidence.objects.filter(dossier=fresh).count()) == ({}, 0)


def test_the_gap_is_marks_lost_papers_and_blanks() -> None:
    here, old = recognised()
    fresh = begin_dossier(here.actor, here.product, "upgrade")
    carry_over(fresh, old, here.actor)
    gap = gap_of(fresh)
    assert (gap.star, gap.earlier, gap.kept_papers) == (4, old, 2)
    assert [(lost.paper.title, lost.criteria) for lost in gap.papers] == [("Giấy hết hạn", ("1.3",))]
    from saoque import rulebook

    unmet = rulebook.gap_to(scorecard("QD26-08"), answers_of(fresh), 4)
    assert [mark.criterion.code for mark in gap.marks] == [one.criterion for one in unmet.missing_marks]
    assert gap.missing_points == unmet.missing_points
    assert any("Doanh thu" in finding.what or "doanh thu" in finding.what for finding in gap.blanks)
    assert not any("Lịch sử" in finding.what for finding in gap.blanks)


def test_a_new_paper_closes_its_gap() -> None:
    here, old = recognised()
    fresh = begin_dossier(here.actor, here.product, "upgrade")
    carry_over(fresh, old, here.actor)
    put_new_paper(fresh, picture("moi.png"), {"title": "Phiếu mới", "kind": "E12"}, "1.3", here.actor)
    assert gap_of(fresh).papers == ()


def test_a_paper_that_left_the_drawer_or_was_cited_nowhere_is_told_too() -> None:
    here, old = recognised()
    Paper.objects.filter(kind="E01").update(expires_on=today() - timedelta(days=1))
    fresh = begin_dossier(here.actor, here.product, "upgrade")
    carry_over(fresh, old, here.actor)
    assert {(lost.paper.title, lost.criteria) for lost in gap_of(fresh).papers} == {
        ("Giấy hết hạn", ("1.3",)),
        ("Không thời hạn", ()),
    }
    held = Paper.objects.select_related("producer").get(kind="E02")
    Paper.objects.filter(pk=held.pk).update(expires_on=today() - timedelta(days=1))
    assert [lost.criteria for lost in gap_of(fresh).papers if lost.paper == held] == [("1.1", "1.2")]


def test_the_pages_offer_it_and_show_only_the_gap(django_assert_num_queries: Any) -> None:
    here, old = recognised()
    client = Client()
    client.force_login(here.user)
    begin = reverse("dossiers:begin", args=[here.product.pk])
    assert "Bắt đầu từ hồ sơ năm 2025" in client.get(begin).content.decode()
    answer = client.post(begin, {"kind": "upgrade", "carry": "1"}, follow=True)
    fresh = Dossier.objects.get(state=DossierState.DRAFT)
    assert (answer.redirect_chain, earlier_of(fresh)) == ([(reverse("dossiers:gap", args=[fresh.pk]), 302)], old)
    html = answer.content.decode()
    assert "Phần còn thiếu để đạt 4 sao" in html and "Giấy hết hạn" in html and "Giấy còn hạn" not in html
    assert "Chụp giấy mới cho 1.3" in html and reverse("dossiers:criterion_pages", args=[fresh.pk, "1.3"]) in html


def test_without_carrying_the_gap_page_offers_it() -> None:
    here, _old = recognised()
    client = Client()
    client.force_login(here.user)
    client.post(reverse("dossiers:begin", args=[here.product.pk]), {"kind": "upgrade"})
    fresh = Dossier.objects.get(state=DossierState.DRAFT)
    assert Evidence.objects.filter(dossier=fresh).count() == 0
    assert "Mang sang từ hồ sơ năm 2025" in client.get(reverse("dossiers:gap", args=[fresh.pk])).content.decode()
    client.post(reverse("dossiers:carry_over", args=[fresh.pk]))
    assert Citation.objects.filter(evidence__dossier=fresh).count() == 2
    client.force_login(world().user)
    assert client.post(reverse("dossiers:carry_over", args=[fresh.pk])).status_code == 404


def test_the_gap_costs_the_same_with_more_papers(django_assert_num_queries: Any) -> None:
    here, old = recognised()
    fresh = begin_dossier(here.actor, here.product, "upgrade")
    carry_over(fresh, old, here.actor)
    with django_assert_num_queries(13):
        gap_of(Dossier.objects.select_related("product", "producer").get(pk=fresh.pk))
    for number in range(4):
        put_new_paper(fresh, picture(f"{number}.png", number * 9), {"kind": "E08"}, "1.5", here.actor)
    with django_assert_num_queries(13):
        gap_of(Dossier.objects.select_related("product", "producer").get(pk=fresh.pk))


def test_a_renewal_too_starts_from_what_is_still_valid_and_shows_only_the_gap() -> None:
    """A re-assessment keeps its star: the gap is what that star needs, the papers that ran out and the empty blanks."""
    here, old = recognised()
    Product.objects.filter(pk=here.product.pk).update(star_until=today() + timedelta(days=100))
    here.product.refresh_from_db()
    client = Client()
    client.force_login(here.user)
    begin = reverse("dossiers:begin", args=[here.product.pk])
    page = client.post(begin, {"kind": "reassessment", "carry": "1"}, follow=True).content.decode()
    fresh = Dossier.objects.get(state=DossierState.DRAFT)
    gap = gap_of(fresh)
    assert (fresh.kind, gap.star, gap.earlier, gap.kept_papers) == ("reassessment", 3, old, 2)
    assert [(lost.paper.title, lost.criteria) for lost in gap.papers] == [("Giấy hết hạn", ("1.3",))]
    assert answers_of(fresh) == answers_of(old)
    assert "Phần còn thiếu để đạt 3 sao" in page and "Giấy hết hạn" in page and "Giấy còn hạn" not in page
    asked = " ".join(finding.what for finding in gap.blanks)  # the parts of form 02 that only a re-assessment asks for
    assert "giấy tờ minh chứng pháp lý có thời hạn" in asked.lower()


def test_a_paper_of_the_same_row_does_not_stand_for_another() -> None:
    """A lost HACCP certificate is not made good by a VietGAP one, though both stand in row E14."""
    here, old = recognised()
    lost = put_paper(here.actor, here.producer, picture("haccp.png", 30), {"title": "HACCP", "kind": "haccp"})
    Evidence.objects.create(dossier=old, paper=lost, position=9)
    Paper.objects.filter(pk=lost.pk).update(expires_on=today() - timedelta(days=1))
    fresh = begin_dossier(here.actor, here.product, "upgrade")
    put_new_paper(fresh, picture("vg.png", 31), {"title": "VietGAP", "kind": "vietgap"}, None, here.actor)
    assert "HACCP" in [one.paper.title for one in gap_of(fresh).papers]
    put_new_paper(fresh, picture("h2.png", 32), {"title": "HACCP mới", "kind": "haccp"}, None, here.actor)
    assert "HACCP" not in [one.paper.title for one in gap_of(fresh).papers]
