"""Units of before: their line is data, and what they did stays readable under those after them."""

from datetime import date

import pytest

from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError
from saoque.people.models import Unit
from saoque.people.roles import Role, UnitKind
from saoque.support import actions, queries
from saoque.support.lineage import former_ids, formers_of, sole_former_ids
from saoque.support.models import SupportCase, UnitSuccession
from saoque.support.rules import rules
from saoque.support.tests.factories import City, city, directive, fresh, member, part_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consistent_data")]
DAY = date(2025, 7, 1)


def admin() -> Actor:
    return member(Role.ADMIN, Unit.objects.create(kind="platform", name="Ban quản trị"))


def district(c: City, name: str = "Huyện đoàn Cờ Đỏ") -> Unit:
    return Unit.objects.create(kind=UnitKind.YOUTH_DISTRICT, name=name, province=c.province, since=date(2009, 1, 1))


def past(c: City, unit: Unit, who: str = "leader") -> SupportCase:
    case = actions.enter_past_case(
        c.producers["owner"], "technology", unit=unit, title="Tập huấn", words="Cần học", asked_on=date(2024, 3, 1),
        closed_on=date(2024, 5, 1), result="Đã học", actor=c[who],
    )  # fmt: skip
    return fresh(case)


def test_recording_the_line_ends_the_old_unit_the_day_before() -> None:
    c = city()
    old = district(c)
    actions.record_succession(old, [c.units["here"], c.units["there"]], since=DAY, source="QĐ 01", actor=admin())
    old.refresh_from_db()
    assert (old.until, [(one.unit.name, one.since) for one in formers_of([c.units["here"].pk])]) == (
        date(2025, 6, 30), [("Huyện đoàn Cờ Đỏ", DAY)],
    )  # fmt: skip
    assert (former_ids([c.units["there"].pk]), sole_former_ids([c.units["there"].pk])) == ({old.pk}, set())


def test_the_line_is_followed_over_several_steps() -> None:
    c = city()
    oldest, old, by = district(c, "Huyện đoàn cũ"), district(c), admin()
    actions.record_succession(oldest, [old], since=date(2015, 1, 1), source="QĐ", actor=by)
    actions.record_succession(old, [c.units["here"]], since=DAY, source="QĐ", actor=by)
    assert (former_ids([c.units["here"].pk]), sole_former_ids([c.units["here"].pk])) == ({old.pk, oldest.pk},) * 2


def test_a_line_that_cannot_be_is_refused() -> None:
    c = city()
    old, by = district(c), admin()
    actions.record_succession(old, [c.units["here"]], since=DAY, source="QĐ", actor=by)
    for unit, heirs, since, source, field in (
        (old, [], DAY, "QĐ", "successors"), (old, [c.units["there"]], DAY, " ", "source"), (old, [old], DAY, "QĐ", "successors"),
        (old, [c.units["here"]], DAY, "QĐ", "successors"), (c.units["here"], [old], date(2026, 1, 1), "QĐ", "successors"),
        (c.units["partner"], [c.units["here"]], DAY, "QĐ", "old"), (old, [c.units["there"]], date(2025, 6, 1), "QĐ", "since"),
    ):  # fmt: skip
        with pytest.raises(DomainError) as refused:
            actions.record_succession(unit, heirs, since=since, source=source, actor=by)
        assert refused.value.field == field
    assert UnitSuccession.objects.count() == 1


def test_what_a_former_unit_did_is_read_under_its_successor() -> None:
    c = city()
    old = district(c)
    actions.record_succession(old, [c.units["here"]], since=DAY, source="QĐ", actor=admin())
    case = past(c, old)
    readers = {who for who, actor in c.people.items() if rules.may(actor, "read", case)}
    assert readers == {"owner", "helper", "leader", "city_helper", "city_leader"}
    assert readers == {who for who, actor in c.people.items() if case in queries.visible_cases(actor)}
    assert (case.state, case.is_past, case.closed_on) == ("done", True, date(2024, 5, 1))


def test_a_successor_reads_whole_what_went_to_it_alone_and_of_a_split_unit_only_its_own_places() -> None:
    c = city()
    whole, split, by = district(c, "Huyện đoàn Một"), district(c, "Huyện đoàn Hai"), admin()
    actions.record_succession(whole, [c.units["there"]], since=DAY, source="QĐ", actor=by)
    actions.record_succession(split, [c.units["here"], c.units["there"]], since=DAY, source="QĐ", actor=by)
    cases = {}
    for unit in (whole, split):
        case = SupportCase.objects.create(
            producer=c.producers["owner"], kind="brand", title="x", words="x", asked_on=date(2024, 1, 1), unit=unit,
            asked_by=c["leader"].user, state="done", closed_on=date(2024, 2, 1), result="x", is_past=True,
        )  # fmt: skip
        cases[unit.name] = fresh(case)
    actor = c["other_helper"]
    assert {name: rules.may(actor, "read", case) for name, case in cases.items()} == {
        "Huyện đoàn Một": True,
        "Huyện đoàn Hai": False,
    }
    assert list(queries.visible_cases(actor)) == [cases["Huyện đoàn Một"]]


def test_directives_to_a_former_unit_are_read_by_those_after_it() -> None:
    c = city()
    made = directive(c)
    part = part_of(made, c.units["there"])
    actions.record_succession(c.units["there"], [c.units["here"]], since=DAY, source="QĐ", actor=admin())
    assert rules.may(c["helper"], "read_part", part)
    assert not rules.may(c["helper"], "answer_directive", part)
    assert queries.get_part(c["helper"], part.pk) == part


def test_past_cases_are_of_the_own_line_and_of_the_time_of_the_unit() -> None:
    c = city()
    old = district(c)
    with pytest.raises(DomainError) as refused:
        past(c, old)
    assert refused.value.field == "unit"
    actions.record_succession(old, [c.units["here"]], since=date(2024, 1, 1), source="QĐ", actor=admin())
    with pytest.raises(DomainError) as late:
        past(c, old)
    assert late.value.field == "asked_on"
    assert SupportCase.objects.count() == 0
