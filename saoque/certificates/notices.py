"""What the producer's people are told about decisions and certificates."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from saoque.certificates.events import CertificateIssued, CertificateRevoked, ResultDecided
from saoque.certificates.models import Certificate
from saoque.certificates.outcomes import Outcome
from saoque.certificates.queries import certificate_url
from saoque.dossiers.queries import visible_to
from saoque.kernel import news
from saoque.kernel.access import Actor
from saoque.kernel.events import subscribe
from saoque.people.queries import people_in
from saoque.people.roles import Role
from saoque.producers.models import Producer

_DECIDED = {
    Outcome.SEND: gettext_noop("Kết quả của %(product)s được phê duyệt và chuyển lên Bộ. Quyết định số %(number)s."),
    Outcome.REFUSE: gettext_noop("%(product)s chưa đủ điều kiện được công nhận. Quyết định số %(number)s."),
    Outcome.ASSESS_AGAIN: gettext_noop("%(product)s sẽ được đánh giá lại. Quyết định số %(number)s."),
}
_ISSUED = gettext_noop("%(product)s được công nhận %(star)s sao. Giấy chứng nhận số %(number)s.")
_REVOKED = gettext_noop("Giấy chứng nhận số %(number)s của %(product)s đã bị thu hồi. Căn cứ: %(ground)s.")


def readable(actor: Actor, subjects: Collection[str]) -> set[str]:
    return {str(pk) for pk in visible_to(actor).filter(pk__in=subjects).values_list("pk", flat=True)}


def own(actor: Actor, subjects: Collection[str]) -> set[str]:
    """Certificates of producers for whom the actor acts today."""
    units = actor.unit_ids(Role.PRODUCER)
    found = Certificate.objects.filter(pk__in=subjects, product__producer__unit__in=units)
    return {str(pk) for pk in found.values_list("pk", flat=True)}


DECIDED = news.kind("certificates.decided", _("Quyết định về hồ sơ"), sees=readable)
ISSUED = news.kind("certificates.issued", _("Giấy chứng nhận mới"), sees=own)
REVOKED = news.kind("certificates.revoked", _("Giấy chứng nhận bị thu hồi"), sees=own)


@subscribe(ResultDecided)
def tell_decided(event: ResultDecided) -> None:
    """A recognition is told by its certificate."""
    text = _DECIDED.get(event.outcome)
    if text is None:
        return
    producer = event.dossier.producer
    news.tell(
        DECIDED,
        _people_of(producer),
        subject=event.dossier.pk,
        key=f"{event.dossier.pk}:{event.decision.pk}",
        text=text,
        values={"product": _name(event.dossier.product.name), "number": event.decision.number},
        url=reverse("dossiers:home", args=[event.dossier.pk]),
        mail_to=producer.email,
    )


@subscribe(CertificateIssued)
def tell_issued(event: CertificateIssued) -> None:
    certificate = event.certificate
    news.tell(
        ISSUED,
        _people_of(certificate.product.producer),
        subject=certificate.pk,
        text=_ISSUED,
        values={
            "product": _name(certificate.product_name),
            "star": certificate.star,
            "number": certificate.number,
        },
        url=certificate_url(certificate),
        mail_to=certificate.product.producer.email,
    )


@subscribe(CertificateRevoked)
def tell_revoked(event: CertificateRevoked) -> None:
    certificate = event.certificate
    decision = certificate.revoked_by
    news.tell(
        REVOKED,
        _people_of(certificate.product.producer),
        subject=certificate.pk,
        text=_REVOKED,
        values={
            "product": _name(certificate.product_name),
            "number": certificate.number,
            "ground": decision.note if decision else "",
        },
        url=certificate_url(certificate),
        urgent=True,
        mail_to=certificate.product.producer.email,
    )


def _people_of(producer: Producer) -> list[int]:
    return people_in(producer.unit_id, Role.PRODUCER)


def _name(name: str) -> str:
    return " ".join(name.split())
