"""What is read of decisions and certificates, for signers and for anyone with a phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.certificates.models import Certificate
from saoque.certificates.outcomes import Outcome, outcomes
from saoque.certificates.rules import rules
from saoque.councils.models import Assessment
from saoque.dossiers.flow import FINISHED
from saoque.dossiers.models import Dossier, DossierState
from saoque.dossiers.queries import visible_to
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Level, Role
from saoque.rulebook import procedure, scorecard

_TODO_LIMIT = 20


def certificate_by_code(code: str) -> Certificate | None:
    """Return the certificate behind a QR code or a typed code or number, with what its page shows."""
    wanted = code.strip()
    found = Certificate.objects.select_related(
        "product__producer", "decision__unit", "revoked_by__unit", "superseded_by", "dossier", "pdf"
    )
    return found.filter(code=wanted.lower()).first() or found.filter(number__iexact=wanted).first()


def state_on(certificate: Certificate, day: date) -> str:
    """Return valid, expired, revoked or superseded, as of `day`. Expiry follows from the date, never from a job."""
    if certificate.state == Certificate.State.VALID and day > certificate.valid_until:
        return "expired"
    return str(certificate.state)


def life_of(certificate: Certificate) -> list[tuple[date, str]]:
    """Return what happened to the product's certificates, newest first: (day, words)."""
    events: list[tuple[date, str]] = []
    before = 0
    chain = (
        Certificate.objects.filter(product_id=certificate.product_id)
        .select_related("revoked_by")
        .order_by("issued_on", "pk")
    )
    for one in chain:
        if not before:
            words = _("Công nhận lần đầu, %(star)d sao") % {"star": one.star}
        elif one.star > before:
            words = _("Nâng từ %(before)d sao lên %(star)d sao") % {"before": before, "star": one.star}
        else:
            words = _("Đánh giá lại, %(star)d sao") % {"star": one.star}
        events.append((one.issued_on, words))
        if one.revoked_by:
            events.append(
                (one.revoked_by.signed_on, _("Thu hồi giấy chứng nhận: %(ground)s") % {"ground": one.revoked_by.note})
            )
        before = one.star
    events.reverse()
    return events


def result_of(dossier: Dossier) -> Assessment:
    """Return the last closed council result of the dossier at the level that has it."""
    closed = getattr(dossier, "closed_results", None)
    if closed is not None:
        return closed[0]
    return _closed_results().filter(dossier=dossier)[0]


def _closed_results() -> QuerySet[Assessment]:
    return (
        Assessment.objects.filter(state=Assessment.State.CLOSED)
        .select_related("session__council__unit", "session__round")
        .order_by("-closed_at", "-pk")
    )


def choices_for(actor: Actor, dossier: Dossier) -> tuple[Outcome, ...]:
    """Return what this signer may decide on the dossier's result."""
    allowed, standing = rules.find_standing(actor, "sign", dossier)
    if not allowed or standing is None:
        return ()
    result = result_of(dossier)
    return outcomes(
        result_level=dossier.level,
        signer_level=Level.PROVINCE if standing.province else Level.MINISTRY,
        stars=result.stars or 0,
        stars_by_points=result.stars_by_points or 0,
    )


@dataclass(frozen=True)
class ToSign:
    """One dossier that waits for a signature, with its result and what can be decided (usual first)."""

    dossier: Dossier
    result: Assessment
    choices: tuple[Outcome, ...]


def waiting_for(actor: Actor, pks: Iterable[int] | None = None) -> list[ToSign]:
    """Return the dossiers that wait for this signer, oldest first; three queries however many there are."""
    if not actor.has(Role.SIGNER):
        return []
    found = (
        visible_to(actor)
        .filter(state=DossierState.ASSESSED)
        .select_related("product", "producer", "commune", "province")
        .prefetch_related(Prefetch("assessments", queryset=_closed_results(), to_attr="closed_results"))
        .order_by("state_since", "pk")
    )
    if pks is not None:
        found = found.filter(pk__in=list(pks))
    rows = []
    for dossier in found[:500]:
        choices = choices_for(actor, dossier)
        if choices:
            rows.append(ToSign(dossier, result_of(dossier), choices))
    return rows


@todo_source
def todo_for(actor: Actor) -> list[Todo]:
    """A signer's waiting results; a producer's certificates whose window for re-assessment is near or open."""
    items: list[Todo] = []
    waiting = waiting_for(actor)
    if waiting:
        items.append(
            Todo(
                title=_("%(count)d kết quả của Hội đồng chờ bạn ký") % {"count": len(waiting)},
                detail=", ".join(row.dossier.product.name for row in waiting[:3]),
                url=reverse("certificates:sign_list"),
                button=_("Xem và ký"),
            )
        )
    return items + _expiring(actor)


def _expiring(actor: Actor) -> list[Todo]:
    """Certificates of the actor's producers that end soon and for which no re-assessment has been filed. One query."""
    units = actor.unit_ids(Role.PRODUCER)
    if not units:
        return []
    now = today()
    filed = Dossier.objects.filter(
        product=OuterRef("product"), kind=Dossier.Kind.REASSESSMENT, filed_at__isnull=False
    ).exclude(state__in=FINISHED)
    soon = Certificate.objects.filter(
        ~Exists(filed),
        product__producer__unit__in=units,
        state=Certificate.State.VALID,
        valid_until__gte=now,
        valid_until__lte=now + timedelta(days=210),
    )
    rows = soon.select_related("product").order_by("valid_until", "pk")[:_TODO_LIMIT]
    return [_ending_todo(certificate, now) for certificate in rows]


def _ending_todo(certificate: Certificate, now: date) -> Todo:
    """File for re-assessment while its window is open or ahead (article 7 clause 6); after that, know when the star ends."""
    window = procedure.reassessment_window(certificate.valid_until, decision=scorecard(certificate.scorecard).decision)
    days = {
        "until": certificate.valid_until.strftime("%d/%m/%Y"),
        "first": window.opens_on.strftime("%d/%m/%Y"),
        "last": window.closes_on.strftime("%d/%m/%Y"),
    }
    if now <= window.closes_on:
        title = _("Nộp hồ sơ đánh giá lại cho %(name)s")
        detail = _("Giấy chứng nhận hết hạn %(until)s; nộp từ %(first)s đến %(last)s") % days
        due_on, what = window.closes_on, "window"
    else:
        title = _("Giấy chứng nhận của %(name)s sắp hết hạn")
        detail = (
            _("Giấy hết hạn %(until)s, hạn nộp hồ sơ đánh giá lại đã qua ngày %(last)s. Hãy hỏi cán bộ OCOP.") % days
        )
        due_on, what = certificate.valid_until, "end"
    return Todo(
        title=title % {"name": certificate.product_name},
        detail=detail,
        url=certificate_url(certificate),
        button=_("Xem giấy"),
        due_on=due_on,
        key=f"certificate:{certificate.pk}:{what}",
    )


def certificate_url(certificate: Certificate) -> str:
    return reverse("certificate", args=[certificate.code])
