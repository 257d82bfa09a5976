"""Autosave keeps its promise: what was acknowledged is stored, a clash shows both sides, wrong things change nothing."""

import json
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from saoque.dossiers.actions.writing import save_field
from saoque.dossiers.actions.writing.fields import Clash, token_of
from saoque.dossiers.forms.stations import Station, find_station
from saoque.dossiers.models import CriterionAnswer, Dossier, FieldValue
from saoque.dossiers.queries_writing import kept_of, values_of
from saoque.dossiers.tests.factories import draft, filed, person
from saoque.dossiers.tests.test_writing_pages import client_of
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.people.roles import Role

pytestmark = pytest.mark.django_db
PART_2 = ("M02", "part_2")


def at(dossier: Dossier, form: str = "M02", key: str = "part_2") -> tuple[Station, str]:
    place = find_station(dossier.scorecard, dossier.kind, form, key)
    return place, token_of(place, kept_of(dossier, place.paths))


def send(
    client: Client, dossier: Dossier, field: str, value: Any, version: str, station: tuple[str, str] = PART_2
) -> Any:
    address = reverse("dossiers:save_field", args=[dossier.pk, *station])
    data = {"field": field, "value": value, "version": version}
    return client.post(address, data, headers={"Accept": "application/json"})


def send_answer(client: Client, dossier: Dossier, code: str, **data: Any) -> Any:
    address = reverse("dossiers:save_answer", args=[dossier.pk, code])
    return client.post(address, data, headers={"Accept": "application/json"})


@pytest.mark.parametrize(
    ("station", "field", "typed", "kept"),
    [
        (PART_2, "M02.revenue", "1.234.567,5", "1234567.5"),
        (PART_2, "M02.profit", "-2.000", "-2000"),
        (PART_2, "M02.plan_results", "Dòng một\r\nDòng hai", "Dòng một\nDòng hai"),
        (("M02", "part_1"), "M02.founded_on", "2/9/2020", "2020-09-02"),
        (("M02", "part_1"), "M02.representative_sex", "female", "female"),
        (("M02", "part_1"), "M02.existing_papers", ["patent", "quality_declared"], ["quality_declared", "patent"]),
        (("M02", "part_1"), "M02.existing_papers.other_ip_text", "Giống cây", "Giống cây"),
        (PART_2, "M02.revenue", "", None),
    ],
)
def test_what_is_acknowledged_is_stored(station: tuple[str, str], field: str, typed: Any, kept: Any) -> None:
    here, dossier = draft()
    _place, token = at(dossier, *station)
    answer = send(client_of(here.user), dossier, field, typed, token, station)
    assert answer.status_code == 200
    assert set(answer.json()) == {"version", "saved_at", "html"}
    assert values_of(dossier).get(field) == kept
    assert at(dossier, *station)[1] == answer.json()["version"]


@pytest.mark.parametrize(
    ("station", "field", "typed"),
    [
        (PART_2, "M02.revenue", "1,234.5"),
        (PART_2, "M02.revenue", "12.34"),
        (PART_2, "M02.revenue", "nhiều lắm"),
        (PART_2, "M02.revenue", "9" * 40),
        (PART_2, "M02.nothing", "x"),
        (PART_2, "M01.unit_name", "x"),
        (("M02", "part_1"), "M02.founded_on", "31/2/2020"),
        (("M02", "part_1"), "M02.founded_on", "2020"),
        (("M02", "part_1"), "M02.representative_sex", "khác"),
        (("M02", "part_1"), "M02.existing_papers", ["quality_declared", "không có"]),
        (("M02", "part_1"), "M02.organisation_type", "association"),
        (("M01", "title"), "M01.sector", "Ngành khác"),
        (PART_2, "M02.plan_results", "a" * 20_001),
    ],
)
def test_impossible_values_and_unknown_fields_change_nothing(station: tuple[str, str], field: str, typed: Any) -> None:
    here, dossier = draft()
    _place, token = at(dossier, *station)
    before, records = values_of(dossier), AuditRecord.objects.count()
    answer = send(client_of(here.user), dossier, field, typed, token, station)
    assert answer.status_code == 422
    assert set(answer.json()) == {"error"}
    assert (values_of(dossier), AuditRecord.objects.count()) == (before, records)


def test_a_clash_shows_both_sides_and_mine_may_still_win() -> None:
    here, dossier = draft()
    other = person(Role.PRODUCER, here.producer.unit, "Chị Hai")
    _place, token = at(dossier)
    assert send(client_of(other), dossier, "M02.revenue", "1.000", token).status_code == 200
    mine = client_of(here.user)
    clash = send(mine, dossier, "M02.revenue", "2.000", token)
    assert clash.status_code == 409
    told = clash.json()
    assert (told["current"], told["current_text"], told["by"]) == (["1.000"], "1.000", "Chị Hai")
    assert values_of(dossier)["M02.revenue"] == "1000"
    assert send(mine, dossier, "M02.revenue", "2.000", told["version"]).status_code == 200
    assert values_of(dossier)["M02.revenue"] == "2000"


def test_two_people_on_one_page_meet_only_at_the_same_blank() -> None:
    here, dossier = draft()
    place, token = at(dossier)
    save_field(dossier, place, "M02.profit", ["1"], token, here.actor)
    saved = save_field(dossier, place, "M02.revenue", ["2"], token, here.actor)
    with pytest.raises(Clash):
        save_field(dossier, place, "M02.profit", ["3"], saved.token, here.actor)
    assert (values_of(dossier)["M02.profit"], values_of(dossier)["M02.revenue"]) == ("1", "2")


def test_sending_the_same_again_after_a_lost_answer_is_no_clash() -> None:
    here, dossier = draft()
    client = client_of(here.user)
    _place, token = at(dossier)
    first = send(client, dossier, "M02.revenue", "5", token)
    again = send(client, dossier, "M02.revenue", "5", token)
    assert (first.status_code, again.status_code, again.json()["version"]) == (200, 200, first.json()["version"])
    assert FieldValue.objects.get(dossier=dossier, path="M02.revenue").version == 1


@pytest.mark.parametrize("token", ["", "0", "x.y", "0." * 50, "9999999999"])
def test_a_token_of_another_page_is_refused(token: str) -> None:
    here, dossier = draft()
    assert send(client_of(here.user), dossier, "M02.revenue", "5", token).status_code == 409
    assert "M02.revenue" not in values_of(dossier)


def test_cells_of_a_table_are_kept_one_by_one() -> None:
    here, dossier = draft("QD26-08", "reassessment", star=3, star_until=today() + timedelta(days=150))
    client, station = client_of(here.user), ("M02", "part_3")
    token = at(dossier, *station)[1]
    for name, typed in (("M02.output:0:year", "2025"), ("M02.output:0:amount", "1.200,5"), ("M02.output:1:unit", "kg")):
        answer = send(client, dossier, name, typed, token, station)
        assert answer.status_code == 200
        token = answer.json()["version"]
    assert values_of(dossier)["M02.output"] == [{"year": "2025", "amount": "1200.5"}, {"unit": "kg"}]
    page = client.get(reverse("dossiers:station", args=[dossier.pk, *station])).content.decode()
    assert 'value="1.200,5"' in page
    assert 'value="2025"' in page
    assert send(client, dossier, "M02.output:1:unit", "", token, station).status_code == 200
    assert values_of(dossier)["M02.output"] == [{"year": "2025", "amount": "1200.5"}]
    assert send(client, dossier, "M02.output:99:unit", "kg", token, station).status_code == 422


def test_a_plain_form_keeps_the_page_and_says_what_is_wrong() -> None:
    here, dossier = draft()
    client = client_of(here.user)
    _place, token = at(dossier)
    address = reverse("dossiers:station", args=[dossier.pk, *PART_2])
    data = {"version": token, "M02.plan_results": "Đã làm", "M02.revenue": "một tỷ", "M02.profit": "7"}
    answer = client.post(address, data)
    assert answer.status_code == 422
    assert "một tỷ" in answer.content.decode()
    values = values_of(dossier)
    assert (values["M02.plan_results"], values["M02.profit"], values.get("M02.revenue")) == ("Đã làm", "7", None)
    good = client.post(address, {"version": at(dossier)[1], "M02.revenue": "10", "go": "next"})
    assert (good.status_code, good["Location"]) == (
        302,
        reverse("dossiers:station", args=[dossier.pk, "M02", "part_4"]),
    )


def test_a_filed_dossier_takes_no_field() -> None:
    here, dossier, _filing = filed()
    before = values_of(dossier)
    answer = send(client_of(here.user), dossier, "M02.revenue", "99", at(dossier)[1])
    assert answer.status_code == 403
    assert values_of(dossier) == before


def test_an_answer_is_saved_with_the_new_points_drawn() -> None:
    here, dossier = draft()
    answer = send_answer(client_of(here.user), dossier, "1.5", field="option", value="c", version="0")
    assert answer.status_code == 200
    told = answer.json()
    assert told["version"] == 1
    assert '<b class="big">2</b>' in told["html"]["#score"]
    described = send_answer(client_of(here.user), dossier, "1.5", field="description", value="Ba hợp đồng", version="1")
    assert described.json()["version"] == 2
    row = CriterionAnswer.objects.get(dossier=dossier)
    assert (row.option, row.description) == ("c", "Ba hợp đồng")


@pytest.mark.parametrize(
    ("code", "data", "status"),
    [
        ("1.5", {"field": "option", "value": "zz", "version": "0"}, 422),
        ("8.8", {"field": "option", "value": "a", "version": "0"}, 422),
        ("1.5", {"field": "points", "value": "3", "version": "0"}, 422),
        ("1.5", {"field": "option", "value": "a", "version": "x"}, 422),
        ("1.5", {"field": "option", "value": "a", "version": "7"}, 409),
    ],
)
def test_a_wrong_answer_changes_nothing(code: str, data: dict[str, str], status: int) -> None:
    here, dossier = draft()
    assert send_answer(client_of(here.user), dossier, code, **data).status_code == status
    assert CriterionAnswer.objects.count() == 0


def test_an_answers_clash_names_the_other_choice() -> None:
    here, dossier = draft()
    other = person(Role.PRODUCER, here.producer.unit, "Chị Hai")
    send_answer(client_of(other), dossier, "1.5", field="option", value="c", version="0")
    clash = send_answer(client_of(here.user), dossier, "1.5", field="option", value="d", version="0")
    assert clash.status_code == 409
    assert (clash.json()["current"], clash.json()["by"], clash.json()["version"]) == ("c", "Chị Hai", 1)


@pytest.mark.django_db(transaction=True)
def test_the_commit_comes_before_the_acknowledgement() -> None:
    """Another connection reads every word as soon as the answer is there: a killed process loses nothing said to be saved."""
    here, dossier = draft()
    _place, token = at(dossier)
    answer = send(client_of(here.user), dossier, "M02.revenue", "5", token)
    assert answer.status_code == 200
    seen: list[object] = []

    def look() -> None:
        seen.append(values_of(dossier)["M02.revenue"])
        connection.close()

    reader = Thread(target=look)
    reader.start()
    reader.join()
    assert seen == ["5"]


def test_without_script_the_answer_moves_on() -> None:
    here, dossier = draft()
    address = reverse("dossiers:save_answer", args=[dossier.pk, "1.5"])
    answer = client_of(here.user).post(address, {"option": "b", "description": "Có", "version": "0", "go": "back"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("dossiers:criterion", args=[dossier.pk, "1.4"]))
    assert CriterionAnswer.objects.get(dossier=dossier).option == "b"


def test_a_locked_blank_says_why() -> None:
    here, dossier = draft()
    place, token = at(dossier, "M01", "title")
    with pytest.raises(DomainError, match="đang khóa"):
        save_field(dossier, place, "M01.year", ["2030"], token, here.actor)


def test_the_conflict_answer_is_plain_json() -> None:
    here, dossier = draft()
    answer = send(client_of(here.user), dossier, "M02.revenue", "5", "1.1")
    assert json.loads(answer.content)["error"].startswith("Có người vừa thay đổi")


def test_another_producers_dossier_is_not_found() -> None:
    _mine, dossier = draft()
    there, _other = draft()
    assert send(client_of(there.user), dossier, "M02.revenue", "5", at(dossier)[1]).status_code == 404
