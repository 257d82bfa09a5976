"""What the producer's people are told when an office has done something with their dossier."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from saoque.dossiers.events import DossierProposed, DossierReceived, DossierReturned
from saoque.dossiers.models import Dossier, DossierState
from saoque.dossiers.queries import visible_to
from saoque.kernel import news
from saoque.kernel.access import Actor
from saoque.kernel.events import subscribe
from saoque.people.queries import people_in
from saoque.people.roles import Role

_RECEIVED = {
    "commune": gettext_noop("UBND %(place)s đã nhận hồ sơ %(product)s. Số phiếu %(number)s."),
    "province": gettext_noop("Cơ quan tham mưu OCOP %(place)s đã nhận hồ sơ %(product)s. Số phiếu %(number)s."),
    "ministry": gettext_noop("Cơ quan tham mưu OCOP của Bộ đã nhận hồ sơ %(product)s. Số phiếu %(number)s."),
}
_RETURNED = {
    "commune": gettext_noop("UBND %(place)s trả lại hồ sơ %(product)s, số mục cần sửa: %(items)s."),
    "province": gettext_noop("Cơ quan tham mưu OCOP %(place)s trả lại hồ sơ %(product)s, số mục cần sửa: %(items)s."),
    "ministry": gettext_noop("Cơ quan tham mưu OCOP của Bộ trả lại hồ sơ %(product)s, số mục cần sửa: %(items)s."),
}
_PROPOSED = gettext_noop("UBND %(place)s đã đề nghị cấp tỉnh đánh giá, phân hạng %(product)s.")


def still_returned(actor: Actor, subjects: Collection[str]) -> set[str]:
    """Those that the actor may read and that are still with the producer to be mended."""
    waiting = [DossierState.COMMUNE_RETURNED, DossierState.AGENCY_RETURNED]
    return _texts(visible_to(actor).filter(pk__in=subjects, state__in=waiting))


def readable(actor: Actor, subjects: Collection[str]) -> set[str]:
    return _texts(visible_to(actor).filter(pk__in=subjects))


RETURNED = news.kind("dossiers.returned", _("Hồ sơ được trả lại để sửa"), sees=still_returned)
MOVED = news.kind("dossiers.moved", _("Hồ sơ được tiếp nhận, được đề nghị"), sees=readable)


@subscribe(DossierReceived)
def tell_received(event: DossierReceived) -> None:
    _tell_moved(event.dossier, "received", event.office, _RECEIVED[event.office], number=event.number)


@subscribe(DossierProposed)
def tell_proposed(event: DossierProposed) -> None:
    _tell_moved(event.dossier, "proposed", "commune", _PROPOSED)


@subscribe(DossierReturned)
def tell_returned(event: DossierReturned) -> None:
    """Urgent, whatever its deadline: the office waits, and the producer's days are running."""
    dossier = event.dossier
    news.tell(
        RETURNED,
        people_in(dossier.producer.unit_id, Role.PRODUCER),
        subject=dossier.pk,
        text=_RETURNED[event.office],
        values={**_names(dossier, event.office), "items": event.items},
        url=reverse("dossiers:returns", args=[dossier.pk]),
        urgent=True,
        due_on=dossier.due_on,
        mail_to=dossier.producer.email,
    )


def settle_returned(dossier: Dossier) -> None:
    """The producer has handed it in again, or has taken it back."""
    news.settle(RETURNED, subject=dossier.pk)


def _tell_moved(dossier: Dossier, what: str, office: str, text: str, **more: Any) -> None:
    news.tell(
        MOVED,
        people_in(dossier.producer.unit_id, Role.PRODUCER),
        subject=dossier.pk,
        key=f"{dossier.pk}:{what}:{office}",
        text=text,
        values={**_names(dossier, office), **more},
        url=reverse("dossiers:home", args=[dossier.pk]),
        mail_to=dossier.producer.email,
    )


def _names(dossier: Dossier, office: str) -> dict[str, str]:
    place = dossier.commune if office == "commune" else dossier.province
    return {"product": " ".join(dossier.product.name.split()), "place": place.full_name}


def _texts(found: Any) -> set[str]:
    return {str(pk) for pk in found.values_list("pk", flat=True)}
