"""The way to the next star on screen: the pure plan's own steps, real rounds, nothing for strangers."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from saoque.dossiers import way_help
from saoque.dossiers.actions.writing import save_answer
from saoque.dossiers.tests.factories import draft, picture
from saoque.dossiers.way_help import helps_for, support_kind
from saoque.dossiers.way_up import way_up
from saoque.kernel.calendar import add_working_days
from saoque.kernel.calendar.load import load_special_days
from saoque.kernel.doors import door
from saoque.producers.actions import put_paper
from saoque.rulebook import best_answers, score, scorecard
from saoque.rulebook.planning import plan

pytestmark = pytest.mark.django_db
SHEET = "QD26-08"


@pytest.mark.parametrize("by", ["criteria", "money", "time"])
@pytest.mark.parametrize("star", [3, 4, 5])
def test_the_steps_are_those_of_the_plan_and_reach_the_star(star: int, by: str) -> None:
    load_special_days()
    sheet = scorecard(SHEET)
    up = way_up(sheet, {}, star, by, date(2026, 11, 24))
    assert [(s.line.code, s.after.id) for s in up.steps] == [
        (c.criterion, c.to_option) for c in plan(sheet, {}, star, by=by).changes
    ]
    reached = score(sheet, {step.line.code: step.after.id for step in up.steps})
    assert (reached.total, reached.stars) == (up.plan.total, star)


def test_the_round_leaves_the_commune_its_fifteen_working_days() -> None:
    load_special_days()
    sheet = scorecard(SHEET)
    answers = dict(best_answers(sheet))
    first = sheet.criteria[0]
    answers[first.code] = first.options[0].id
    up = way_up(sheet, answers, 5, "criteria", date(2026, 11, 24))
    assert up.round is not None
    assert up.round.round.level == "central"
    assert add_working_days(up.round.ready_on, 15) == up.round.proposed_by
    assert up.round.via is not None
    assert add_working_days(up.round.file_by, 15) <= up.round.via.last_submit_day


def test_the_page_shows_the_plan_to_its_owner_alone(client: Client, django_assert_max_num_queries: Any) -> None:
    load_special_days()
    here, dossier = draft(SHEET)
    address = f"/ho-so/{dossier.pk}/len-sao/"
    assert client.get(address).status_code == 302
    client.force_login(here.user)
    with django_assert_max_num_queries(15) as before:
        page = client.get(address, {"sao": "4", "theo": "it-tien"})
    assert (page.status_code, page.context["up"].star, page.context["way"]) == (200, 4, "it-tien")
    for line in scorecard(SHEET).criteria[:10]:
        save_answer(dossier, line.code, line.options[-1].id, None, 0, here.actor)
    with django_assert_max_num_queries(15) as after:
        assert client.get(address, {"sao": "99", "theo": "x"}).context["way"] == "it-tieu-chi"
    assert len(after.captured_queries) == len(before.captured_queries)
    other, _theirs = draft(SHEET)
    client.force_login(other.user)
    assert client.get(address).status_code == 404


def test_each_step_leads_to_its_guidance_and_its_papers(client: Client, django_assert_num_queries: Any) -> None:
    load_special_days()
    here, dossier = draft(SHEET)
    put_paper(here.actor, here.producer, picture(), {"kind": "trademark_certificate", "title": "Nhãn hiệu"})
    client.force_login(here.user)
    page = client.get(f"/ho-so/{dossier.pk}/len-sao/", {"sao": "5"})
    helps = page.context["helps"]
    assert [one.step for one in helps] == list(page.context["up"].steps)
    assert {bool(one.ask) for one in helps} == {bool(door("support:ask"))}
    rights = next(one for one in helps if one.step.line.name == "Sở hữu trí tuệ")
    held = {paper.words: (paper.held, paper.url) for paper in rights.papers}
    assert held["Giấy chứng nhận đăng ký nhãn hiệu"] == (True, f"/ho-so/{dossier.pk}/tu-cham/3.5/#minh-chung")
    other = next(paper for one in helps for paper in one.papers if not paper.held)
    assert client.get(other.url).context["kind"] == other.url.split("loai=")[1]
    guidance = client.get(rights.guidance.split("#")[0]).content.decode()
    assert 'id="huong-dan"' in guidance and '<details class="fold" open>' in guidance
    assert '<details class="fold" open>' not in client.get(f"/ho-so/{dossier.pk}/tu-cham/3.5/").content.decode()
    with django_assert_num_queries(1):
        helps_for(dossier, page.context["up"].steps, date(2026, 11, 24))


def test_support_can_be_asked_for_once_that_room_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    load_special_days()
    _here, dossier = draft(SHEET)
    steps = way_up(scorecard(SHEET), {}, 5, "criteria", date(2026, 11, 24)).steps
    monkeypatch.setattr(way_help, "door", lambda name, **query: f"{name} {query['kind']} {query['product']}")
    asked = {one.step.line.code: one.ask for one in helps_for(dossier, steps, date(2026, 11, 24))}
    assert asked["3.5"] == f"support:ask trademark {dossier.product_id}"
    kinds = {line.code: support_kind(line.name) for line in scorecard(SHEET).criteria}
    assert [kinds[code] for code in ("2.2", "2.3", "3.1", "4.1", "4.3", "5.1", "1.3")] == [
        "packaging", "label", "legal_form", "outlet", "promotion", "brand", "technology",
    ]  # fmt: skip
