"""All checks before filing, put together and sorted into what must, what should, and what a person has to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.dossiers.completeness import LOOK, MUST, NO_EVIDENCE, SHOULD, Finding, check_completeness
from saoque.dossiers.models import Dossier
from saoque.dossiers.readiness.claims import claims
from saoque.dossiers.readiness.contradictions import contradictions
from saoque.dossiers.readiness.facts import Facts, facts_for
from saoque.dossiers.readiness.papers import marks, papers
from saoque.producers import labels

# What the label checker calls its findings, and what they are before filing: a label never bars a dossier.
_OF_LABEL = {"must": SHOULD, "should": SHOULD, "verify": LOOK}


@dataclass(frozen=True)
class Readiness:
    """Findings by group. Only `must` bars filing."""

    must: tuple[Finding, ...] = ()
    should: tuple[Finding, ...] = ()
    look: tuple[Finding, ...] = ()

    @property
    def count(self) -> int:
        return len(self.must) + len(self.should) + len(self.look)


def check_readiness(dossier: Dossier) -> Readiness:
    """Return everything that is worth mending before filing. A fixed number of queries."""
    facts = facts_for(dossier)
    weighty = list(marks(facts))
    told = {one.where for one in weighty}  # a mark says more than that its criterion has no evidence
    found = [
        *(one for one in check_completeness(dossier) if one.code != NO_EVIDENCE or one.where not in told),
        *weighty,
        *papers(facts),
        *claims(facts),
        *contradictions(facts),
        *_label(facts),
    ]
    unique = list(dict.fromkeys(found))
    return Readiness(*(tuple(one for one in unique if one.severity == group) for group in (MUST, SHOULD, LOOK)))


def _label(facts: Facts) -> Iterator[Finding]:
    where = reverse("producers:label", args=[facts.dossier.product_id])
    if facts.label is None:
        yield Finding(
            where,
            _("Chưa kiểm tra nhãn của sản phẩm. Hãy gõ hoặc chụp chữ trên nhãn rồi lưu."),
            SHOULD,
            "label_unknown",
        )
        return
    for one in labels.check_kept(facts.dossier.product, facts.label, facts.day):
        doubt = " " + _("(quy định này cần xác nhận lại)") if one.verify else ""
        said = _("Nhãn: %(message)s") % {"message": one.message} + doubt
        yield Finding(where, said, _OF_LABEL[one.severity], f"label_{one.code}")
