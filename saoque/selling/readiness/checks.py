"""The checks. Each is a pure function of the evidence; more evidence never makes an answer worse.

`NO`: nothing is there, or what is there does not do. `UNKNOWN`: something is there that only a person can judge.
`YES`: it is there. Of several papers the best one counts. `reason` is a key of the check's words in `checks.yaml`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from saoque.knowledge.labels.gtin import is_valid
from saoque.knowledge.papers import find_kind
from saoque.selling.readiness.evidence import Evidence, LabelState, PaperProof
from saoque.selling.readiness.lists import steady_from

MONTHS = 12


class State(IntEnum):
    """From worst to best."""

    NO = 0
    UNKNOWN = 1
    YES = 2


@dataclass(frozen=True)
class Answer:
    """`proof`: the papers that count, best first; `figure`: what the field holds, in a form that needs no translation."""

    state: State
    reason: str
    proof: tuple[PaperProof, ...] = ()
    figure: str = ""


Check = Callable[[Evidence], Answer]
_checks: dict[str, Check] = {}
# Who may issue invoices as a legal person. A household may issue them too but is no legal person; a co-operative group
# was turned away by supermarkets because it could not (source in checks.yaml).
_PERSONS = ("cooperative", "small_medium_enterprise", "association", "federation")
_UNREGISTERED = ("producing_household",)


def check(name: str) -> Callable[[Check], Check]:
    def keep(function: Check) -> Check:
        _checks[name] = function
        return function

    return keep


def names() -> frozenset[str]:
    return frozenset(_checks)


def answer(name: str, evidence: Evidence) -> Answer:
    """Return the answer of the check of that name."""
    return _checks[name](evidence)


def _told(there: bool, figure: str = "") -> Answer:
    return Answer(State.YES, "told", figure=figure) if there else Answer(State.NO, "untold")


def _judge(paper: PaperProof, row: str, kinds: frozenset[str], day: date) -> tuple[State, str] | None:
    if paper.kind == row:
        return State.UNKNOWN, "general"
    if paper.kind not in kinds:
        return None
    if paper.ends_on is not None and paper.ends_on < day:
        return State.NO, "over"
    return (State.YES, "held") if paper.dated else (State.UNKNOWN, "undated")


_RANK = ("missing", "over", "general", "undated", "held")


def best_paper(evidence: Evidence, kinds: Iterable[str]) -> Answer:
    """Return what the drawer proves with papers of these kinds; a paper told only by its evidence row stays unknown."""
    wanted = frozenset(kinds)
    first = find_kind(next(iter(sorted(wanted))))
    row = first.row if first else ""
    found = [(judged, paper) for paper in evidence.papers if (judged := _judge(paper, row, wanted, evidence.day))]
    if not found:
        return Answer(State.NO, "missing")
    found.sort(key=lambda pair: (_RANK.index(pair[0][1]), pair[1].ends_on or date.max, pair[1].pk), reverse=True)
    state, reason = found[0][0]
    return Answer(state, reason, tuple(paper for judged, paper in found if judged == found[0][0]))


@check("invoice")
def invoice(evidence: Evidence) -> Answer:
    if evidence.invoice == "none":
        return Answer(State.NO, "untold")
    if evidence.legal_form in _PERSONS:
        return Answer(State.YES, "legal_person")
    if evidence.legal_form in _UNREGISTERED:
        return Answer(State.UNKNOWN, "unregistered")
    return Answer(State.UNKNOWN, "no_legal_person")


@check("registration")
def registration(evidence: Evidence) -> Answer:
    found = best_paper(
        evidence,
        (
            "household_registration", "enterprise_registration", "cooperative_registration",
            "cooperative_group_registration",
        ),
    )  # fmt: skip
    if found.state != State.YES and evidence.registration_number:
        return Answer(State.UNKNOWN, "number_only", figure=evidence.registration_number)
    return found


@check("contract_papers")
def contract_papers(evidence: Evidence) -> Answer:
    return best_paper(evidence, ("sales_contract", "sales_invoice"))


@check("barcode")
def barcode(evidence: Evidence) -> Answer:
    if evidence.gtin and is_valid(evidence.gtin):
        return Answer(State.YES, "told", figure=evidence.gtin)
    held = best_paper(evidence, ("barcode_certificate",))
    if held.reason in ("held", "undated"):
        return Answer(State.UNKNOWN, "paper_only", held.proof)
    return Answer(State.NO, "untold")


@check("declaration")
def declaration(evidence: Evidence) -> Answer:
    return best_paper(evidence, ("self_declaration", "declaration_receipt"))


@check("test_report")
def test_report(evidence: Evidence) -> Answer:
    return best_paper(evidence, ("test_report",))


@check("food_safety")
def food_safety(evidence: Evidence) -> Answer:
    return best_paper(evidence, ("food_certificate_nlts", "food_certificate_ct", "food_commitment"))


@check("traceability")
def traceability(evidence: Evidence) -> Answer:
    return best_paper(evidence, ("traceability_paper",))


@check("star")
def star(evidence: Evidence) -> Answer:
    """Other grounds than a star are known to people only, so that there is no «no»."""
    held = evidence.star >= 3
    return Answer(State.YES, "held", figure=str(evidence.star)) if held else Answer(State.UNKNOWN, "none")


@check("label")
def label(evidence: Evidence) -> Answer:
    reasons = {LabelState.NONE: "untold", LabelState.FAULTY: "faulty", LabelState.GOOD: "told"}
    return Answer(State.YES if evidence.label == LabelState.GOOD else State.NO, reasons[evidence.label])


@check("identity")
def identity(evidence: Evidence) -> Answer:
    return Answer(State.UNKNOWN, "elsewhere")


@check("tax_number")
def tax_number(evidence: Evidence) -> Answer:
    return Answer(State.UNKNOWN, "elsewhere")


@check("capacity_told")
def capacity_told(evidence: Evidence) -> Answer:
    told = len(evidence.capacity)
    if not told or not any(evidence.capacity.values()):
        return Answer(State.NO, "untold")
    return Answer(
        State.YES if told == MONTHS else State.UNKNOWN, "told" if told == MONTHS else "some", figure=f"{told}/12"
    )


def steadiness(evidence: Evidence) -> int | None:
    """Return the lowest month in percent of the mean, rounded down; None while not every month is told or all are 0."""
    total = sum(evidence.capacity.values())
    if len(evidence.capacity) < MONTHS or not total:
        return None
    return min(evidence.capacity.values()) * MONTHS * 100 // total


@check("capacity_steady")
def capacity_steady(evidence: Evidence) -> Answer:
    percent = steadiness(evidence)
    if percent is None:
        return Answer(State.NO, "untold")
    good = percent >= steady_from()
    return Answer(State.YES if good else State.NO, "told" if good else "uneven", figure=f"{percent} %")


@check("price")
def price(evidence: Evidence) -> Answer:
    return _told(evidence.price > 0)


@check("tiers")
def tiers(evidence: Evidence) -> Answer:
    return _told(evidence.tiers > 0, str(evidence.tiers))


@check("lead_time")
def lead_time(evidence: Evidence) -> Answer:
    return _told(evidence.lead_days is not None, str(evidence.lead_days))


@check("shelf_life")
def shelf_life(evidence: Evidence) -> Answer:
    return _told(evidence.shelf_life_days is not None, str(evidence.shelf_life_days))


@check("delivery")
def delivery(evidence: Evidence) -> Answer:
    return _told(bool(evidence.delivers), evidence.delivers)


@check("credit")
def credit(evidence: Evidence) -> Answer:
    if evidence.payment_days is None:
        return Answer(State.NO, "untold")
    return (
        Answer(State.YES, "told", figure=str(evidence.payment_days))
        if evidence.payment_days
        else Answer(State.NO, "refused")
    )


@check("discount")
def discount(evidence: Evidence) -> Answer:
    if evidence.discount_most is None:
        return Answer(State.NO, "untold")
    if not evidence.discount_most:
        return Answer(State.NO, "refused")
    return Answer(State.YES, "told", figure=f"{evidence.discount_most} %")


@check("terms")
def terms(evidence: Evidence) -> Answer:
    return _told(evidence.terms)


@check("photos")
def photos(evidence: Evidence) -> Answer:
    return _told(evidence.photos > 0, str(evidence.photos))


@check("words")
def words(evidence: Evidence) -> Answer:
    """Ingredients, storage and what the product is: the words that every platform's form asks for."""
    parts = [evidence.summary, evidence.storage, evidence.ingredients or evidence.goods != "food"]
    if all(parts):
        return Answer(State.YES, "told")
    return Answer(State.UNKNOWN, "some") if any(parts[:2]) or evidence.ingredients else Answer(State.NO, "untold")


@check("pack")
def pack(evidence: Evidence) -> Answer:
    return _told(evidence.packed)
