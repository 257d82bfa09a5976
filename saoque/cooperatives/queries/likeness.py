"""Names in the place that are like one: a hint before the national register is asked."""

from dataclasses import dataclass

from django.db.models import Q

from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.naming import likeness, own_part
from saoque.cooperatives.records import record_for
from saoque.producers.models import LegalForm, Producer

_FORMS = (LegalForm.COOPERATIVE, LegalForm.COOPERATIVE_GROUP)
_MOST = 200  # names that are compared
SHOWN = 8


@dataclass(frozen=True)
class Alike:
    """A name that stands in Sao Quê. `kind`: same, confusing, or near (shares words)."""

    name: str
    kind: str


def names_like(cooperative: Cooperative, name: str) -> list[Alike]:
    """Return producers' and co-operatives' names of the province that share a word with `name`, the most alike first.

    Only names that anybody may see: registered producers, and co-operatives here once they are registered. Three queries.
    """
    facts = record_for(cooperative.commune, "coop_name").facts
    kinds = [value for key, value in facts["begins_with"].items() if key in ("cooperative", "group")]
    weak = facts["weak_words"]["value"]
    words = own_part(name, kinds).split()
    if not words:
        return []
    found = Q()
    for word in words:
        found |= Q(search__contains=f" {word}")
    here = {"commune__parent__code": cooperative.commune.parent.code if cooperative.commune.parent else ""}
    producers = Producer.objects.filter(found, legal_form__in=_FORMS, **here).exclude(cooperative=cooperative)
    others = Cooperative.objects.filter(found, state=Cooperative.State.REGISTERED, **here).exclude(pk=cooperative.pk)
    names = {*producers.values_list("name", flat=True)[:_MOST], *others.values_list("name", flat=True)[:_MOST]}
    judged = [Alike(other, likeness(name, other, kinds, weak) or "near") for other in sorted(names)]
    order = {"same": 0, "confusing": 1, "near": 2}
    return sorted(judged, key=lambda one: (order[one.kind], -_shared(name, one.name, kinds), one.name))[:SHOWN]


def _shared(name: str, other: str, kinds: list[str]) -> int:
    return len(set(own_part(name, kinds).split()) & set(own_part(other, kinds).split()))
