from django.db.models import QuerySet

from saoque.capital.models import BusinessPlan
from saoque.capital.queries.claims import area_of
from saoque.capital.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound


def find_plans(actor: Actor) -> QuerySet[BusinessPlan]:
    """Return the plans that the actor may read, latest first."""
    return BusinessPlan.objects.filter(area_of(actor)).select_related("producer").order_by("-changed_at", "-pk")


def get_plan(actor: Actor, pk: int) -> BusinessPlan:
    """Return a plan that the actor may read. Raises `NotFound`."""
    plan = BusinessPlan.objects.select_related("producer__unit", "producer__commune__parent").filter(pk=pk).first()
    if plan is None or not rules.may(actor, "see", plan):
        raise NotFound()
    return plan
