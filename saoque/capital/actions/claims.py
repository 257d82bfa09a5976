"""A claim from the draft to the money."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from saoque.capital.actions.checks import not_future, some_money, some_words
from saoque.capital.flow import claim_flow
from saoque.capital.models import Claim, ClaimNeed, Payment
from saoque.capital.rules import rules
from saoque.capital.wording import english_of, in_words
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set
from saoque.knowledge.papers import same_kind
from saoque.knowledge.policies import Answer, Match, policy_of
from saoque.producers.keeping import keep
from saoque.producers.models import Paper, Producer, Product

_OPEN = (Claim.State.DRAFT, Claim.State.HANDED_OVER, Claim.State.PROMISED)


@transaction.atomic
def begin_claim(
    producer: Producer,
    found: Match,
    *,
    actor: Actor,
    product: Product | None = None,
    amount: int | None = None,
    note: str = "",
) -> Claim:
    """Prepare a claim under a policy, with the checklist of its papers; papers of the drawer of the right kind go in.

    Refused where the matcher says no. `amount` in VND: what is asked for; empty takes what was computed.
    """
    acting = rules.require(actor, "prepare", producer)
    if found.answer == Answer.NO:
        raise DomainError(_("Chưa đủ điều kiện của chính sách này: %(why)s") % {"why": in_words(found.reason)})
    if product is not None and product.producer_id != producer.pk:
        raise DomainError(_("Sản phẩm này không phải của cơ sở."), field="product")
    asked = found.amount if amount is None else amount
    if found.amount is not None and asked is not None and asked > found.amount:
        raise DomainError(
            _("Chính sách chỉ cho tới %(most)s đồng.") % {"most": f"{found.amount:,}".replace(",", ".")}, field="amount"
        )
    record = found.record
    Producer.objects.select_for_update().get(pk=producer.pk)  # two that begin at once would both find none
    mine = Claim.objects.filter(producer=producer, policy=record.key, product=product, state__in=_OPEN)
    if mine.exists():
        raise DomainError(_("Đã có một đề nghị theo chính sách này đang làm dở. Hãy mở đề nghị ấy."))
    claim = Claim.objects.create(
        producer=producer, product=product, policy=record.key, name=record.name, amount_asked=asked, note=note.strip(),
        record=_kept(found), created_by=acting.user,
    )  # fmt: skip
    _checklist(claim, found)
    audit.record(claim, "begin", acting, to_state=claim.state, data={"policy": record.key, "amount": asked})
    return claim


def _kept(found: Match) -> dict[str, Any]:
    record = found.record
    return {
        "basis": list(record.basis),
        "sources": list(record.sources),
        "c": record.c,
        "verify": record.verify,
        "until": record.until.isoformat() if record.until else None,
        "answer": found.answer.value,
        "reason": found.reason,
        "warnings": list(found.warnings),
        "english": english_of(found),
    }


def _checklist(claim: Claim, found: Match) -> None:
    drawer = list(
        Paper.objects.filter(producer=claim.producer_id, removed_at=None).exclude(kind="").order_by("-added_at", "-pk")
    )
    ClaimNeed.objects.bulk_create(
        ClaimNeed(
            claim=claim, position=place, words=need.paper, kind=need.kind or "", paper=_newest(drawer, need.kind or "")
        )
        for place, need in enumerate(policy_of(found.record).needs, start=1)
    )


def _newest(drawer: list[Paper], kind: str) -> Paper | None:
    """The newest paper that stands for the kind; a policy names the row of the annex, the drawer the paper itself."""
    return next((paper for paper in drawer if same_kind(paper.kind, kind)), None)


@transaction.atomic
def put_paper(need: ClaimNeed, paper: Paper | None, *, actor: Actor) -> None:
    """Answer one line of the checklist with a paper of the producer's drawer, or take it out again."""
    acting = rules.require(actor, "prepare", need)
    claim = need.claim
    if claim.state != Claim.State.DRAFT:
        raise Stale()
    if paper is not None and (paper.producer_id != claim.producer_id or paper.removed_at is not None):
        raise DomainError(_("Giấy này không nằm trong ngăn giấy tờ của cơ sở."), field="paper")
    compare_and_set(claim, acting, "attach_paper", data={"need": need.words, "paper": paper.pk if paper else None})
    ClaimNeed.objects.filter(pk=need.pk).update(paper=paper)


@transaction.atomic
def hand_over(claim: Claim, *, actor: Actor, to: str, on: date) -> None:
    """The file went to whoever pays. Every line of the checklist has its paper by then."""
    acting = rules.require(actor, "prepare", claim)
    not_future(on, "on")
    missing = list(claim.needs.filter(paper=None).values_list("words", flat=True))
    if missing:
        raise DomainError(_("Còn thiếu giấy: %(papers)s.") % {"papers": "; ".join(missing)})
    claim_flow.apply(claim, "hand_over", acting, handed_to=some_words(to, "to"), handed_on=on)


@transaction.atomic
def promise(
    claim: Claim, *, actor: Actor, payer: str, amount: int, on: date, number: str = "", due: date | None = None
) -> None:
    """Somebody decided to pay: how much, whose money, by when."""
    acting = rules.require(actor, "record", claim)
    not_future(on, "on")
    if due is not None and due < on:
        raise DomainError(_("Hạn chi phải sau ngày hứa."), field="due")
    amount = some_money(amount, "amount")
    claim_flow.apply(
        claim, "promise", acting, payer=some_words(payer, "payer"), promised_amount=amount, promised_on=on, due_on=due,
        promise_number=number.strip(), data={"amount": amount},
    )  # fmt: skip


def record_payment(
    claim: Claim, proof: UploadedFile | None, *, actor: Actor, amount: int, on: date, note: str = ""
) -> Payment:
    """Money came, with its proof. The claim is paid when all that was promised is there. Amounts in VND."""
    acting = rules.require(actor, "record", claim)
    not_future(on, "on")
    amount = some_money(amount, "amount")
    if claim.state != Claim.State.PROMISED:
        raise Stale()
    promised = claim.promised_amount or 0
    if claim.paid_amount + amount > promised:
        raise DomainError(_("Tổng đã nhận không thể hơn số tiền được hứa."), field="amount")
    if proof is None:
        raise DomainError(_("Cần chứng từ: giấy báo có, phiếu chi, ảnh chụp đều được."), field="proof")
    stored = keep(proof, acting.user)
    with transaction.atomic():
        action = "pay_in_full" if claim.paid_amount + amount == promised else "pay_in_part"
        claim_flow.apply(
            claim,
            action,
            acting,
            paid_amount=claim.paid_amount + amount,
            data={"amount": amount, "sha256": stored.sha256},
        )
        return Payment.objects.create(
            claim=claim, amount=amount, paid_on=on, proof=stored, note=note.strip(), entered_by=acting.user
        )


@transaction.atomic
def close(claim: Claim, *, actor: Actor, note: str = "") -> None:
    """End it: all is paid, or the rest will not come, which needs a word why."""
    acting = rules.require(actor, "record", claim)
    if claim.paid_amount < (claim.promised_amount or 0):
        some_words(note, "note")
    claim_flow.apply(claim, "close", acting, note="\n".join(filter(None, (claim.note, note.strip()))))


@transaction.atomic
def refuse(claim: Claim, *, actor: Actor, why: str) -> None:
    """Whoever pays said no. Not once money has come."""
    acting = rules.require(actor, "record", claim)
    if claim.paid_amount:
        raise DomainError(_("Đã có tiền về, không ghi là từ chối được. Hãy khép đề nghị và ghi lý do."))
    claim_flow.apply(claim, "refuse", acting, refusal=some_words(why, "why"))


@transaction.atomic
def withdraw(claim: Claim, *, actor: Actor) -> None:
    claim_flow.apply(claim, "withdraw", rules.require(actor, "prepare", claim))


@transaction.atomic
def add_need(claim: Claim, words: str, *, actor: Actor) -> ClaimNeed:
    """Add a line to the checklist: whoever pays asks for one more paper."""
    acting = rules.require(actor, "prepare", claim)
    if claim.state != Claim.State.DRAFT:
        raise Stale()
    words = some_words(words, "words")
    last = claim.needs.order_by("-position").values_list("position", flat=True).first() or 0
    compare_and_set(claim, acting, "add_need", data={"need": words})
    return ClaimNeed.objects.create(claim=claim, position=last + 1, words=words[:200])
