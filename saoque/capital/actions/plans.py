"""A business plan, saved field by field."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from saoque.capital.actions.checks import some_words
from saoque.capital.models import BusinessPlan
from saoque.capital.plans import NUMBERS, WORDS, PlanForm
from saoque.capital.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set
from saoque.producers.models import Producer


@transaction.atomic
def begin_plan(producer: Producer, title: str, *, actor: Actor) -> BusinessPlan:
    acting = rules.require(actor, "edit_plan", producer)
    plan = BusinessPlan.objects.create(
        producer=producer, title=some_words(title, "title")[:200], numbers={"months": 24}, created_by=acting.user
    )
    audit.record(plan, "begin", acting, to_state="held")
    return plan


def save_field(plan: BusinessPlan, field: str, value: str, version: int, *, actor: Actor) -> None:
    """Keep one field as typed. Raises `Stale` when the plan has moved on since `version`, `DomainError` for a wrong value."""
    acting = rules.require(actor, "edit_plan", plan)
    if plan.version != version:
        raise Stale()
    clean = _clean(field, value)
    if field == "title":
        compare_and_set(plan, acting, "save_plan", title=clean, data={"field": field})
    elif field in WORDS:
        compare_and_set(plan, acting, "save_plan", words={**plan.words, field: clean}, data={"field": field})
    else:
        compare_and_set(plan, acting, "save_plan", numbers={**plan.numbers, field: clean}, data={"field": field})


def _clean(field: str, value: str) -> Any:
    known = PlanForm.base_fields.get(field)
    if known is None or field not in (*WORDS, *NUMBERS, "title"):
        raise DomainError(_("Phương án không có ô này."))
    try:
        found = known.clean(value)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field=field) from None
    return str(found) if isinstance(found, Decimal) else found
