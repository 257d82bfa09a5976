"""The room's part in the tests of the whole house."""

from decimal import Decimal

from django.db.models import QuerySet

from saoque.producers.models import Producer
from saoque.producers.tests.factories import picture
from saoque.site.demo.cast import Cast
from saoque.technology import digital
from saoque.technology.actions import (
    TransferPlan,
    add_measure,
    add_proof,
    answer_check,
    begin,
    open_transfer,
    write_figures,
)
from saoque.technology.models import DigitalCheck, Measure, Transfer

SHOWS = {"technology:transfers", "technology:transfer", "technology:results"}
DEFECTS = {
    "a transfer without figures": (
        lambda: Measure.objects.filter(transfer__state="done").delete(),
        "without any figure",
    ),
    "a figure taken back": (lambda: Measure.objects.update(after=None), "finished without its figures"),
    "an unknown technique": (lambda: _one().update(technique="techniques#khong-co"), "no technique is called"),
    "another digital score": (lambda: DigitalCheck.objects.update(score=1), "the answers give"),
}


def _one() -> QuerySet[Transfer]:
    return Transfer.objects.filter(pk=Transfer.objects.order_by("pk").values_list("pk", flat=True)[0])


def prepare(cast: Cast) -> None:
    """A photo at the transfer of the owner's producer."""
    add_proof(_under_way(), picture(), actor=cast.actor("helper"))


def things() -> dict[str, object]:
    transfer = _under_way()
    first = transfer.measures.first()
    proof = transfer.proofs.first()
    assert first is not None
    assert proof is not None
    return {"transfer": transfer.pk, "measure": first.pk, "proof": proof.pk}


def _under_way() -> Transfer:
    return Transfer.objects.get(
        state=Transfer.State.RUNNING, producer__unit__memberships__user__email__startswith="dau@"
    )


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    helper = cast.actor("helper")
    producer = Producer.objects.get(unit__memberships__user=cast.users["dau"])
    told = TransferPlan(title=f"={probe}", plan=probe, teacher=probe, paid_by=probe)
    transfer = open_transfer(producer, told, actor=helper)
    begin(transfer, actor=helper)
    measure = add_measure(transfer, probe, probe[:20], actor=helper)
    write_figures(measure, before=Decimal(1), after=None, actor=helper)
    proof = add_proof(transfer, picture(name=f"{probe}.jpg"), actor=helper)
    answer_check(producer, {question.id: 1 for question in digital.questions().all}, actor=helper)
    return {"transfer": transfer.pk, "measure": measure.pk, "proof": proof.pk}
