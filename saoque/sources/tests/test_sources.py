"""Officers' values: who may enter them, for where, and how they lie over the base."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.kernel.access import NOBODY, Actor, Standing
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.kernel.invariants import faults
from saoque.knowledge import record
from saoque.people.models import User
from saoque.people.roles import ROLES_IN, YOUTH_ROLES, Role, UnitKind
from saoque.people.tests.factories import make_member, make_province, make_unit
from saoque.sources.actions import correct
from saoque.sources.models import OfficersValue
from saoque.sources.queries import find_records, place_of, record_of, records_of, values_of
from saoque.sources.rules import rules

pytestmark = pytest.mark.django_db
KEY = "support-policies#dn_gap"
MILLION = 1_000_000


@pytest.fixture
def officer() -> Actor:
    return make_member(Role.YOUTH_HELPER, make_unit(UnitKind.YOUTH_CITY))[1]


@pytest.fixture
def admin() -> Actor:
    return make_member(Role.ADMIN, make_unit(UnitKind.PLATFORM))[1]


def enter(actor: Actor, cap: int = 60 * MILLION, **other: Any) -> OfficersValue:
    told: dict[str, Any] = {
        "province": "92", "facts": {"cap": cap}, "source": "NQ 1/2026/NQ-HĐND", "confidence": "O", "checked_on": today(),
    }  # fmt: skip
    return correct(other.pop("key", KEY), actor=actor, **told | other)


CITY = {Role.AGENCY_HEAD: UnitKind.OCOP_AGENCY, Role.AGENCY_CLERK: UnitKind.OCOP_AGENCY}


@pytest.mark.parametrize("role", list(Role), ids=lambda role: str(role.value))
@pytest.mark.parametrize("where", ["92", "91", ""])
def test_who_may_correct_for_where(role: Role, where: str) -> None:
    for kind, roles in ROLES_IN.items():
        if role not in roles:
            continue
        actor = Actor(user=User(pk=1), standings=(Standing(role, 1, kind, "31294", "92"),))
        own_city = where == "92" and (role in CITY or (role in YOUTH_ROLES and kind == UnitKind.YOUTH_CITY))
        assert rules.may(actor, "correct", where) == (role == Role.ADMIN or own_city), (kind, role)


@pytest.mark.parametrize("role", list(Role), ids=lambda role: str(role.value))
def test_who_sees_the_whole_origin(role: Role) -> None:
    offices = {Role.ADMIN, *YOUTH_ROLES, Role.AGENCY_HEAD, Role.AGENCY_CLERK, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER}
    actor = Actor(user=User(pk=1), standings=(Standing(role, 1, "x", "", "92"),))
    assert rules.may(actor, "see_origin") == (role in offices)
    assert not rules.may(NOBODY, "see_origin")
    assert set(rules.table) == {"correct", "see_origin"}


def test_a_value_goes_before_the_base_and_only_for_its_place(officer: Actor) -> None:
    value = enter(officer)
    here, elsewhere, base = record_of(KEY, province="92"), record_of(KEY, province="48"), record(KEY)
    assert here.facts == {**base.facts, "cap": 60 * MILLION}
    assert (here.c, here.sources[0], here.checked_on) == ("O", "NQ 1/2026/NQ-HĐND", today())
    assert (here.since, here.until) == (base.since, base.until)
    assert elsewhere == base
    last = AuditRecord.objects.order_by("-pk").first()
    assert last is not None
    assert (last.subject_type, last.subject_id, last.action) == ("sources.OfficersValue", str(value.pk), "correct")


def test_the_place_before_the_nation_and_the_later_before_the_earlier(officer: Actor, admin: Actor) -> None:
    enter(officer, 61 * MILLION)
    enter(admin, 70 * MILLION, province="")
    assert record_of(KEY, province="92").facts["cap"] == 61 * MILLION
    assert record_of(KEY, province="48").facts["cap"] == 70 * MILLION
    assert record_of(KEY).facts["cap"] == 70 * MILLION
    enter(officer, 62 * MILLION)
    assert record_of(KEY, province="92").facts["cap"] == 62 * MILLION


def test_a_future_value_waits_for_its_day(officer: Actor) -> None:
    starts = today() + timedelta(days=30)
    enter(officer, since=starts)
    assert record_of(KEY, province="92") == record(KEY)
    later = record_of(KEY, province="92", on=starts)
    assert (later.facts["cap"], later.since, later.until) == (60 * MILLION, starts, None)


def test_a_first_day_opens_a_period_and_a_last_day_closes_it(officer: Actor) -> None:
    enter(officer, until=date(2026, 12, 31))
    assert record_of(KEY, province="92").until == date(2026, 12, 31)
    valid = {one.id for one in records_of("policy", province="92", on=date(2027, 1, 1), only_valid=True)}
    assert "dn_gap" not in valid
    assert "dn_org" in valid


def test_numbers_as_keys_and_days_come_back_as_the_base_has_them(admin: Actor) -> None:
    key = "support-policies#bg_first"
    by_star = {3: 1, 4: 2, 5: 3}
    enter(
        admin, key=key, province="", facts={"by_star": by_star, "council": {"code": "24", "sat_on": date(2024, 2, 1)}}
    )
    found = record_of(key).facts
    assert (found["by_star"], found["council"]["sat_on"]) == (by_star, date(2024, 2, 1))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"key": "support-policies#none"}, "key"), ({"source": " "}, "source"), ({"confidence": "X"}, "confidence"),
        ({"checked_on": date(2100, 1, 1)}, "checked_on"), ({"since": date(2026, 2, 1), "until": date(2026, 1, 1)}, "until"),
        ({"until": date(2020, 1, 1)}, "until"), ({"facts": {"other": 1}}, "facts"), ({"facts": {"cap": "much"}}, "facts"),
        ({"facts": {"cap": -1}}, "facts"), ({"facts": {"council": {"code": "48"}}}, "facts"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_is_kept(officer: Actor, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as error:
        enter(officer, **wrong)
    assert (error.value.field, OfficersValue.objects.count()) == (field, 0)


def test_another_place_is_not_allowed(officer: Actor) -> None:
    for province in ("48", ""):
        with pytest.raises(NotAllowed):
            enter(officer, province=province)


def test_a_value_is_never_changed(officer: Actor) -> None:
    value = enter(officer)
    value.source = "khác"
    with pytest.raises(DomainError):
        value.save()
    assert [one.source for one in values_of(KEY)] == ["NQ 1/2026/NQ-HĐND"]


def test_a_spoiled_value_is_found(officer: Actor) -> None:
    value = enter(officer)
    assert list(faults()) == []
    OfficersValue.objects.filter(pk=value.pk).update(facts={"cap": "much"}, source="")
    assert [line for line in faults() if "officers' value" in line] == [
        f"officers' value {value.pk}: {KEY} has no such fact cap", f"officers' value {value.pk}: no source",
    ]  # fmt: skip


def test_the_list_costs_one_query_however_much_was_entered(officer: Actor) -> None:
    counts = []
    for _n in range(2):
        enter(officer)
        with CaptureQueriesContext(connection) as queries:
            find_records("92")
            counts.append(len(queries))
    assert counts == [1, 1]


def test_what_needs_a_look_is_found(officer: Actor) -> None:
    enter(officer, until=today() + timedelta(days=10))
    assert [row.record.key for row in find_records("92", state="soon")] == [KEY]
    assert [row.record.key for row in find_records("92", state="corrected")] == [KEY]
    assert find_records("48", state="corrected") == []
    assert all(row.record.verify for row in find_records("92", state="verify"))
    assert all(row.over for row in find_records("92", state="over"))
    assert [row.record.id for row in find_records("92", text="chung nhan vietgap")] == ["dn_gap"]
    assert {row.record.kind for row in find_records("92", kind="fee")} == {"fee"}


def test_a_commune_officer_sees_the_values_of_the_city() -> None:
    make_province("92")
    actor = make_member(Role.YOUTH_HELPER, make_unit(UnitKind.YOUTH_COMMUNE))[1]
    assert place_of(actor) == "92"
    assert place_of(NOBODY) == ""


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_of(actor: Actor, name: str, *args: str, status: int = 200, **query: str) -> str:
    response = client_of(actor).get(reverse(name, args=args), query)
    assert response.status_code == status
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def sent(actor: Actor, changes: dict[str, str], key: str = "dn_gap") -> dict[str, str]:
    """What the page of a record would send when nothing but `changes` was typed."""
    response = client_of(actor).get(reverse("sources:correct", args=["support-policies", key]))
    form = response.context["form"]
    plain = {bound.html_name: "" if bound.value() is None else str(bound.value()) for bound in form}
    plain |= {bound.html_name: bound.field.prepare_value(bound.initial) or "" for bound in form.values}
    plain = {name: value for name, value in plain.items() if name != "verify"}
    by_label = {bound.label: bound.html_name for bound in form}
    plain["checked_on"] = today().strftime("%d/%m/%Y")
    return {**plain, **{by_label.get(name, name): value for name, value in changes.items()}}


def test_an_officer_corrects_a_figure_on_the_page(officer: Actor) -> None:
    where = reverse("sources:correct", args=["support-policies", "dn_gap"])
    typed = sent(officer, {"Mức trần": "65.000.000", "source": "NQ 9/2026", "confidence": "O", "province": "92"})
    response = client_of(officer).post(where, typed)
    assert (response.status_code, response["Location"]) == (
        302,
        reverse("sources:record", args=["support-policies", "dn_gap"]),
    )
    assert [(v.facts, v.province, v.confidence) for v in values_of(KEY)] == [({"cap": 65 * MILLION}, "92", "O")]
    body = page_of(officer, "sources:record", "support-policies", "dn_gap")
    for words in ("65.000.000 đồng", "50.000.000 đồng", "NQ 9/2026"):
        assert words in body


def test_what_the_city_pays_can_be_entered_where_nothing_was_known(officer: Actor) -> None:
    where = reverse("sources:correct", args=["support-policies", "can_tho"])
    typed = sent(
        officer,
        {
            "Khi nào được": "mark", "Cách hỗ trợ": "percent_invoice", "Mức trần": "40000000", "Phần trăm": "100",
            "source": "NQ thử", "confidence": "O", "since": "01/01/2026", "until": "31/12/2030", "province": "92",
        },
        key="can_tho",
    )  # fmt: skip
    assert client_of(officer).post(where, typed).status_code == 302
    found = record_of("support-policies#can_tho", province="92")
    assert (found.facts["trigger"], found.facts["cap"], found.facts["pct"]) == ("mark", 40 * MILLION, 100)
    assert found.verify is False


def test_a_form_without_source_comes_back_with_words(officer: Actor) -> None:
    where = reverse("sources:correct", args=["support-policies", "dn_gap"])
    response = client_of(officer).post(where, sent(officer, {"source": "", "Mức trần": "nhiều"}))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {
        "source",
        *(b.html_name for b in response.context["form"].values if b.label == "Mức trần"),
    }


def test_whoever_only_reads_is_told_who_corrects() -> None:
    reader = make_member(Role.COMMUNE_OFFICER, make_unit(UnitKind.COMMUNE_COMMITTEE))[1]
    assert "Sửa, kèm nguồn" not in page_of(reader, "sources:record", "support-policies", "dn_gap")
    page_of(reader, "sources:correct", "support-policies", "dn_gap", status=403)
    page_of(reader, "sources:record", "support-policies", "none", status=404)


def test_a_producer_finds_no_such_pages() -> None:
    producer = make_member(Role.PRODUCER, make_unit(UnitKind.PRODUCER))[1]
    page_of(producer, "sources:list", status=404)
    page_of(producer, "sources:record", "support-policies", "dn_gap", status=404)


def test_the_table_can_be_taken_along(officer: Actor) -> None:
    lines = page_of(officer, "sources:export", loai="fee").splitlines()
    assert lines[0].lstrip("\ufeff").startswith("Mã,Loại,Tên")
    assert len(lines) == 1 + len(find_records("92", kind="fee"))


def test_everybody_sees_where_a_figure_comes_from_and_officers_the_way_to_it(officer: Actor) -> None:
    shown = Template("{% load sources %}{% origin record %}")
    one = record("support-policies#tv_fair")
    visitor = shown.render(Context({"record": one, "actor": NOBODY}))
    assert "Cần xác nhận" in visitor
    assert "chính sách tỉnh 2021" in visitor
    assert one.sources[0] in visitor
    assert "href=" not in visitor
    assert reverse("sources:record", args=["support-policies", "tv_fair"]) not in visitor
    assert reverse("sources:record", args=["support-policies", "tv_fair"]) in shown.render(
        Context({"record": one, "actor": officer})
    )
