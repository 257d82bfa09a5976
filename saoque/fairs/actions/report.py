"""The result of a fair: handed in once, its figures kept in the audit as they stood."""

from dataclasses import asdict

from django.db import transaction

from saoque.fairs.flow import fair_flow
from saoque.fairs.models import Fair
from saoque.fairs.queries.results import result_of
from saoque.fairs.rules import rules
from saoque.kernel.access import Actor


@transaction.atomic
def report(fair: Fair, *, actor: Actor) -> None:
    """Close the daily logs and report. Raises `Stale` unless the fair has ended."""
    acting = rules.require(actor, "organise", fair)
    figures = asdict(result_of(fair))
    fair_flow.apply(fair, "report", acting, data=figures)
