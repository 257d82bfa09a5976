"""Filing: what is handed in is written down as it stands, the receipt shows it, and returned dossiers open only where asked."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from saoque import rulebook
from saoque.dossiers.actions.writing import (
    answer_item,
    attach_paper,
    cite,
    detach_paper,
    file_dossier,
    hand_back,
    put_new_paper,
    save_answer,
    save_field,
    uncite,
    withdraw,
)
from saoque.dossiers.actions.writing.fields import token_of
from saoque.dossiers.changes import changes_between, now_as_filing
from saoque.dossiers.completeness import check_completeness
from saoque.dossiers.deadlines import due_when_back
from saoque.dossiers.forms.stations import station_of
from saoque.dossiers.models import CriterionAnswer, Dossier, DossierState, Evidence, Filing, Receipt, ReturnItem
from saoque.dossiers.queries_writing import answers_of, kept_of, todo_for, unlocked, values_of
from saoque.dossiers.tests.factories import (
    World,
    answer_all,
    draft,
    filed,
    fill_fast,
    fill_forms,
    officer,
    picture,
    world,
)
from saoque.dossiers.tests.test_writing_pages import client_of
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, Stale
from saoque.producers.models import LegalForm, Producer

pytestmark = pytest.mark.django_db


def fresh(dossier: Dossier) -> Dossier:
    return Dossier.objects.select_related("product", "producer__unit", "commune", "province").get(pk=dossier.pk)


def send_back(here: World, dossier: Dossier, *targets: tuple[str, str], state: str = "commune_returned") -> Dossier:
    """Stand where an office has returned the dossier with one item per target."""
    for target, key in targets:
        ReturnItem.objects.create(
            dossier=dossier,
            office="commune",
            target=target,
            key=key,
            reason="Cần sửa",
            due_on=today(),
            opened_by=here.user,
        )
    Dossier.objects.filter(pk=dossier.pk).update(state=state)
    return fresh(dossier)


def receipt_of(here: World, dossier: Dossier) -> None:
    """The commune's own receipt of three days ago."""
    user = officer(here)
    Receipt.objects.create(
        dossier=dossier, office="commune", unit=user.memberships.get().unit, serial=1, year=2026, number="1",
        received_on=today() - timedelta(days=3), received_by=user,
    )  # fmt: skip


def put(dossier: Dossier, here: World, path: str, typed: str) -> None:
    station = station_of(dossier.scorecard, dossier.kind, path)
    assert station is not None
    save_field(dossier, station, path, [typed], token_of(station, kept_of(dossier, station.paths)), here.actor)


def test_the_whole_way_through_actions_ends_filed_with_everything_in_the_snapshot() -> None:
    here, dossier = draft()
    fill_forms(dossier, here.actor)
    answer_all(dossier, here.actor)
    paper = put_new_paper(dossier, picture(), {"title": "Hợp đồng", "kind": "E03"}, "1.5", here.actor)
    cite(dossier, paper, "1.1", here.actor)
    filing = file_dossier(dossier, here.actor)
    dossier = fresh(dossier)
    assert (dossier.state, dossier.filed_at, dossier.product.set_locked) == (DossierState.FILED, filing.filed_at, True)
    file = paper.paper.file
    assert filing.manifest == [
        {"evidence": paper.pk, "title": "Hợp đồng", "kind": "E03", "name": "hop-dong.png", "size": len(picture().read()),
         "sha256": hashlib.sha256(picture().read()).hexdigest(), "pages": 1, "criteria": ["1.1", "1.5"]}
    ]  # fmt: skip
    assert file.sha256 == filing.manifest[0]["sha256"]
    assert filing.snapshot["fields"] == values_of(dossier)
    assert {c: a["option"] for c, a in filing.snapshot["answers"].items()} == answers_of(dossier)
    result = rulebook.score(rulebook.scorecard("QD26-08"), answers_of(dossier))
    assert filing.snapshot["points"] == {**dict(result.parts), "total": result.total}
    assert (filing.snapshot["stars"], dossier.self_total) == (result.stars, result.total)
    text = json.dumps([filing.manifest, filing.snapshot], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert filing.digest == hashlib.sha256(text.encode()).hexdigest()
    assert Filing.objects.get().digest == filing.digest


def test_the_receipt_says_exactly_what_was_filed() -> None:
    here, dossier = draft()
    fill_fast(dossier)
    for number in range(3):
        put_new_paper(dossier, picture(f"giay-{number}.png", number), {"title": f"Giấy {number}"}, "1.5", here.actor)
    filing = file_dossier(dossier, here.actor)
    page = client_of(here.user).get(reverse("dossiers:filing", args=[dossier.pk, 1])).content.decode()
    for row in filing.manifest:
        assert page.count(row["sha256"]) == 1
        assert row["title"] in page
        assert f">{row['size']}<" in page
    assert filing.digest in page
    assert client_of(here.user).get(reverse("dossiers:filing", args=[dossier.pk, 2])).status_code == 404


def test_a_later_change_never_reaches_what_was_filed() -> None:
    here, dossier, filing = filed()
    dossier = send_back(here, dossier, ("field", "M02.history"))
    before = filing.snapshot["fields"]["M02.history"]
    put(dossier, here, "M02.history", "Chuyện khác")
    filing.refresh_from_db()
    assert filing.snapshot["fields"]["M02.history"] == before


def test_an_unfinished_draft_is_refused_and_stays_a_draft() -> None:
    here, dossier = draft()
    with pytest.raises(DomainError, match="bắt buộc"):
        file_dossier(dossier, here.actor)
    assert (fresh(dossier).state, Filing.objects.count()) == (DossierState.DRAFT, 0)


def test_who_became_an_association_after_choosing_the_set_may_not_file_for_goods() -> None:
    """Article 2 clause 3: associations and operating centres register community tourism only."""
    here, dossier = draft()
    fill_fast(dossier)
    Producer.objects.filter(pk=here.producer.pk).update(legal_form=LegalForm.ASSOCIATION)
    dossier = Dossier.objects.select_related("product", "producer").get(pk=dossier.pk)
    found = [one for one in check_completeness(dossier) if one.code == "not_entitled"]
    assert [(one.severity, one.where) for one in found] == [("must", f"/chu-the/{here.producer.pk}/sua/")]
    assert "chỉ đăng ký được bộ 26" in found[0].what
    tourism = draft("QD26-26")[1]
    Producer.objects.filter(pk=tourism.producer_id).update(legal_form=LegalForm.ASSOCIATION)
    tourism = Dossier.objects.select_related("product", "producer").get(pk=tourism.pk)
    assert [one for one in check_completeness(tourism) if one.code == "not_entitled"] == []


def test_filing_twice_files_once() -> None:
    here, dossier = draft()
    fill_fast(dossier)
    second = fresh(dossier)
    file_dossier(dossier, here.actor)
    with pytest.raises(Stale):
        file_dossier(second, here.actor)
    assert (Filing.objects.count(), AuditRecord.objects.filter(action="file").count()) == (1, 1)


def test_another_producer_may_neither_file_nor_withdraw() -> None:
    _here, dossier = draft()
    fill_fast(dossier)
    stranger = world().actor
    with pytest.raises(NotAllowed):
        file_dossier(dossier, stranger)
    with pytest.raises(NotAllowed):
        withdraw(dossier, "", stranger)
    assert fresh(dossier).state == DossierState.DRAFT


@pytest.mark.parametrize(
    ("state", "may"),
    [("draft", True), ("filed", True), ("commune_returned", True), ("commune_received", False), ("proposed", False),
     ("agency_returned", False), ("assessing", False), ("recognised", False)],
)  # fmt: skip
def test_withdrawing_is_open_only_before_the_commune_decides(state: str, may: bool) -> None:
    here, dossier, _filing = filed()
    Dossier.objects.filter(pk=dossier.pk).update(state=state)
    dossier = fresh(dossier)
    if may:
        withdraw(dossier, "Đổi ý", here.actor)
    else:
        with pytest.raises(DomainError):
            withdraw(dossier, "Đổi ý", here.actor)
    after = fresh(dossier)
    assert (after.state, after.product.set_locked) == ("withdrawn" if may else state, not may)


LOCKS = [
    ("field", "M02.history", ("field",)),
    ("criterion", "1.5", ("answer", "cite")),
    ("paper", "E03", ("paper",)),
]


@pytest.mark.parametrize("state", ["commune_returned", "agency_returned"])
@pytest.mark.parametrize(("target", "key", "opens"), LOCKS)
def test_an_item_unlocks_only_itself(target: str, key: str, opens: tuple[str, ...], state: str) -> None:
    here, dossier = draft()
    fill_fast(dossier)
    evidence = put_new_paper(dossier, picture(), {"title": "Giấy", "kind": "E07"}, "3.5", here.actor)
    file_dossier(dossier, here.actor)
    dossier = send_back(here, dossier, (target, key), state=state)
    version = CriterionAnswer.objects.get(dossier=dossier, criterion="1.5").version
    acts: dict[str, Any] = {
        "field": lambda: put(dossier, here, "M02.history", "Mới"),
        "other field": lambda: put(dossier, here, "M02.revenue", "12"),
        "answer": lambda: save_answer(dossier, "1.5", "a", None, version, here.actor),
        "other answer": lambda: save_answer(dossier, "1.4", None, None, 1, here.actor),
        "cite": lambda: cite(dossier, evidence, "1.5", here.actor),
        "other cite": lambda: cite(dossier, evidence, "1.4", here.actor),
        "paper": lambda: put_new_paper(dossier, picture(colour=3), {"kind": "E03"}, None, here.actor),
        "other paper": lambda: put_new_paper(dossier, picture(colour=4), {"kind": "E11"}, None, here.actor),
        "detach": lambda: detach_paper(dossier, evidence, here.actor),
    }
    done = []
    for name, act in acts.items():
        before = (values_of(dossier), answers_of(dossier), Evidence.objects.count(), AuditRecord.objects.count())
        try:
            act()
        except DomainError as error:
            assert error.status == 422
            assert "khóa" in str(error)
            assert before == (
                values_of(dossier),
                answers_of(dossier),
                Evidence.objects.count(),
                AuditRecord.objects.count(),
            )
        else:
            done.append(name)
    assert tuple(done) == opens


def test_an_answered_item_locks_again_and_the_whole_goes_back_with_a_new_filing() -> None:
    here, dossier, first = filed()
    dossier = send_back(here, dossier, ("field", "M02.history"), ("criterion", "1.5"))
    put(dossier, here, "M02.history", "Năm 2015 mười hộ bắt đầu.")
    items = list(ReturnItem.objects.order_by("pk"))
    answer_item(items[0], "Đã viết lại", here.actor)
    free = unlocked(dossier)
    assert (free.fields, free.criteria, free.everything) == (frozenset(), frozenset({"1.5"}), False)
    with pytest.raises(DomainError, match="1 chỗ chưa trả lời"):
        hand_back(dossier, here.actor)
    with pytest.raises(DomainError, match="vài chữ"):
        answer_item(items[1], "   ", here.actor)
    answer_item(items[1], "Giữ nguyên", here.actor)
    with pytest.raises(Stale):
        answer_item(items[1], "Lần nữa", here.actor)
    receipt_of(here, dossier)
    due = due_when_back(dossier, today())
    second = hand_back(dossier, here.actor)
    after = fresh(dossier)
    assert (second.sequence, after.state, after.due_on) == (2, "commune_received", due)
    assert set(ReturnItem.objects.values_list("state", flat=True)) == {"answered"}
    changes = changes_between(after, first, second)
    assert [(c.kind, c.before, c.after) for c in changes] == [("field", "Vài chữ", "Năm 2015 mười hộ bắt đầu.")]


def test_the_agencys_return_goes_back_to_the_agency() -> None:
    here, dossier, _first = filed()
    dossier = send_back(here, dossier, ("paper", "E03"), state="agency_returned")
    answer_item(ReturnItem.objects.get(), "Đã thêm", here.actor)
    hand_back(dossier, here.actor)
    assert fresh(dossier).state == "agency_received"


def test_comparing_shows_blanks_answers_and_files() -> None:
    here, dossier, filing = filed()
    dossier = send_back(here, dossier, ("criterion", "1.5"), ("field", "M02.revenue"))
    put(dossier, here, "M02.revenue", "1.500.000")
    save_answer(dossier, "1.5", "a", None, 1, here.actor)
    put_new_paper(dossier, picture(), {"title": "Giấy mới"}, "1.5", here.actor)
    found = {change.kind: change for change in changes_between(dossier, filing, now_as_filing(dossier))}
    assert (found["field"].before, found["field"].after) == ("10", "1.500.000")
    assert found["criterion"].after == "Không liên kết hoặc liên kết không rõ (0 điểm)"
    assert (found["paper"].where, found["paper"].before) == ("Giấy mới", "")
    page = client_of(here.user).get(reverse("dossiers:compare", args=[dossier.pk])).content.decode()
    assert "1.500.000" in page


def test_the_returns_page_answers_and_hands_back() -> None:
    here, dossier, _filing = filed()
    dossier = send_back(here, dossier, ("field", "M02.history"))
    item = ReturnItem.objects.get()
    client = client_of(here.user)
    page = client.get(reverse("dossiers:returns", args=[dossier.pk])).content.decode()
    assert reverse("dossiers:station", args=[dossier.pk, "M02", "part_1"]) + "#o-M02-history" in page
    wrong = client.post(reverse("dossiers:answer_item", args=[dossier.pk, item.pk]), {"answer": ""})
    assert wrong.status_code == 422
    client.post(reverse("dossiers:answer_item", args=[dossier.pk, item.pk]), {"answer": "Đã sửa"})
    answer = client.post(reverse("dossiers:hand_back", args=[dossier.pk]))
    assert answer["Location"] == reverse("dossiers:filing", args=[dossier.pk, 2])
    assert (
        client.post(reverse("dossiers:answer_item", args=[dossier.pk, item.pk + 9]), {"answer": "x"}).status_code == 404
    )


def test_filing_by_its_page_leads_to_the_receipt() -> None:
    here, dossier = draft()
    client = client_of(here.user)
    assert client.post(reverse("dossiers:submit", args=[dossier.pk])).status_code == 422
    fill_fast(dossier)
    answer = client.post(reverse("dossiers:submit", args=[dossier.pk]))
    assert answer["Location"] == reverse("dossiers:filing", args=[dossier.pk, 1])


def test_a_paper_stands_once_and_is_cited_by_many() -> None:
    here, dossier = draft()
    evidence = put_new_paper(dossier, picture(), {"title": "Giấy"}, "1.5", here.actor)
    again = attach_paper(dossier, evidence.paper, "1.1", here.actor)
    assert (again.pk, Evidence.objects.count()) == (evidence.pk, 1)
    assert sorted(evidence.citations.values_list("criterion", flat=True)) == ["1.1", "1.5"]
    uncite(dossier, evidence, "1.5", here.actor)
    uncite(dossier, evidence, "1.5", here.actor)
    assert list(evidence.citations.values_list("criterion", flat=True)) == ["1.1"]
    client = client_of(here.user)
    gone = client.post(reverse("dossiers:detach_paper", args=[dossier.pk, evidence.pk]))
    assert Evidence.objects.count() == 0
    assert "Lấy lại" in client.get(gone["Location"]).content.decode()
    client.post(reverse("dossiers:put_back_paper", args=[dossier.pk, evidence.paper_id]), {"tc": "1.1"})
    assert list(Evidence.objects.get().citations.values_list("criterion", flat=True)) == ["1.1"]


def test_strange_papers_and_files_are_refused() -> None:
    here, dossier = draft()
    there, other = draft()
    strange = put_new_paper(other, picture(), {"title": "Giấy người khác"}, None, there.actor).paper
    with pytest.raises(DomainError, match="ngăn giấy tờ"):
        attach_paper(dossier, strange, "1.5", here.actor)
    client, address = client_of(here.user), reverse("dossiers:criterion_papers", args=[dossier.pk, "1.5"])
    assert client.post(address, {"paper": strange.pk}).status_code == 404
    bad = picture("virus.png")
    bad.file.seek(0)
    bad.file.truncate()
    bad.file.write(b"MZ khong phai anh")
    bad.size = bad.file.tell()
    bad.file.seek(0)
    answer = client.post(address, {"file": bad}, headers={"HX-Request": "true"})
    assert (answer.status_code, set(answer.json())) == (422, {"error"})
    assert Evidence.objects.filter(dossier=dossier).count() == 0
    good = client.post(address, {"file": picture(), "kind": "E03"}, headers={"HX-Request": "true"})
    assert (good.status_code, good.content.decode().count('class="paper"')) == (201, 1)
    with pytest.raises(DomainError, match=r"9\.9"):
        put_new_paper(dossier, picture(colour=7), {}, "9.9", here.actor)


def test_what_needs_the_producer_today_takes_one_query(django_assert_num_queries: Any) -> None:
    here, dossier, _filing = filed()
    assert todo_for(here.actor) == []
    send_back(here, dossier, ("field", "M02.history"), ("criterion", "1.5"))
    with django_assert_num_queries(1):
        found = todo_for(here.actor)
    assert [(t.url, t.detail) for t in found] == [
        (reverse("dossiers:returns", args=[dossier.pk]), "2 chỗ cần sửa rồi trả lời.")
    ]
    assert todo_for(world().actor) == []
