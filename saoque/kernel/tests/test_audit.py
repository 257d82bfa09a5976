"""The chain: what is written stays, and a change shows."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction

from saoque.kernel import audit
from saoque.kernel.access import Actor, Standing
from saoque.kernel.audit.chain import broken_chains, digest
from saoque.kernel.errors import DomainError
from saoque.kernel.models import AuditRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Any:
    return apps.get_model("people", "Unit").objects.create(kind="buyer", name="Siêu thị")


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_record_says_who_when_what_from_and_to(unit: Any) -> None:
    user = get_user_model().objects.create_user(phone="+84912345678", full_name="Ba")
    actor = Actor(user=user, standing=Standing("admin", unit.pk, "buyer"))
    made = audit.record(unit, "close", actor, from_state="open", to_state="closed", data={"lý do": "hết", "điểm": 85.5})
    kept = AuditRecord.objects.get()
    assert (kept.subject_type, kept.subject_id, kept.sequence, kept.action) == ("people.Unit", str(unit.pk), 1, "close")
    assert (kept.actor_id, kept.actor_unit_id, kept.from_state, kept.to_state) == (user.pk, unit.pk, "open", "closed")
    assert kept.data == {"lý do": "hết", "điểm": 85.5}
    assert kept.hash == digest(kept) == made.hash
    assert kept.previous_hash == ""


def test_each_subject_has_a_chain_of_its_own(unit: Any) -> None:
    other = apps.get_model("people", "Unit").objects.create(kind="buyer", name="Chợ")
    for subject in (unit, other, unit):
        audit.record(subject, "look", None)
    first, second = audit.history(unit)
    assert [(one.sequence, one.previous_hash) for one in (first, second)] == [(1, ""), (2, first.hash)]
    assert [one.sequence for one in audit.history(other)] == [1]
    assert list(broken_chains()) == []


def test_records_are_only_added(unit: Any) -> None:
    kept = audit.record(unit, "look", None)
    kept.action = "forge"
    records = AuditRecord.objects.filter(pk=kept.pk)
    for act in (kept.save, kept.delete, records.delete, lambda: records.update(action="forge")):
        with pytest.raises(DomainError):
            act()
    assert AuditRecord.objects.get().action == "look"


@pytest.mark.parametrize(
    ("column", "value"),
    [("action", "forge"), ("from_state", "x"), ("to_state", "x"), ("data", '{"a": 2}'), ("sequence", 7),
     ("previous_hash", "0" * 64), ("hash", "0" * 64), ("at", "2020-01-01 00:00:00+00:00"), ("subject_id", "999")],
)  # fmt: skip
def test_every_change_behind_the_back_is_found(unit: Any, column: str, value: object) -> None:
    records = [audit.record(unit, "look", None, data={"a": 1}) for _time in range(3)]
    assert list(broken_chains()) == []
    sql(f"UPDATE kernel_auditrecord SET {column} = %s WHERE id = %s", value, records[1].pk)  # noqa: S608
    assert list(broken_chains()) != []


def test_a_record_taken_out_of_the_middle_is_found(unit: Any) -> None:
    records = [audit.record(unit, "look", None) for _time in range(3)]
    sql("DELETE FROM kernel_auditrecord WHERE id = %s", records[1].pk)
    assert len(list(broken_chains())) == 1


def test_a_place_in_the_chain_is_given_once(unit: Any) -> None:
    kept = audit.record(unit, "look", None)
    twin = AuditRecord(
        subject_type=kept.subject_type, subject_id=kept.subject_id, sequence=1, action="twin", at=kept.at, hash="x"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
