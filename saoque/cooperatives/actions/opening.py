"""Beginning a founding, bringing in a co-operative that stands already, stopping and taking up again."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.cooperatives.flow import cooperative_flow
from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import Cooperative, Help, Member
from saoque.cooperatives.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor, Standing
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, UnitKind
from saoque.places.models import AdminUnit
from saoque.producers.models import LegalForm, Producer

_KINDS = {LegalForm.COOPERATIVE: Kind.COOPERATIVE, LegalForm.COOPERATIVE_GROUP: Kind.GROUP}


@transaction.atomic
def open_founding(*, actor: Actor, name: str, commune: AdminUnit, kind: str, for_others: bool = False) -> Cooperative:
    """Begin. The opener becomes the founder who keeps it, or (`for_others`, Youth Union) a unit that waits for consent."""
    acting = rules.require(actor, "open")
    if not name.strip():
        raise DomainError(_("Hãy đặt một tên tạm, sau này đổi được."), field="name")
    if for_others:
        acting = _youth_of(actor, commune)
    made = Cooperative.objects.create(
        kind=kind, name=name.strip()[:160], commune=commune, opened_by=acting.user, opened_on=today()
    )
    if for_others:
        Help.objects.create(cooperative=made, unit=Unit.objects.get(pk=acting.unit_id or 0), asked_by=acting.user)
    else:
        Member.objects.create(
            cooperative=made,
            user=acting.user,
            name=acting.user.full_name,
            phone=acting.user.phone or "",
            manages=True,
            joined_on=today(),
            consented_at=timezone.now(),
        )
    audit.record(made, "open_founding", acting, to_state=made.state, data={"kind": kind, "for_others": for_others})
    return made


def _standing_in(actor: Actor, commune: AdminUnit) -> Standing | None:
    province = commune.parent.code if commune.parent else ""
    for one in actor.having(*YOUTH_ROLES):
        own_commune = one.unit_kind == UnitKind.YOUTH_COMMUNE and one.commune == commune.code
        if own_commune or (one.unit_kind == UnitKind.YOUTH_CITY and one.province and one.province == province):
            return one
    return None


def _youth_of(actor: Actor, commune: AdminUnit) -> Actor:
    standing = _standing_in(actor, commune)
    if standing is None:
        raise NotAllowed(_("Đơn vị Đoàn của bạn không phụ trách xã này."))
    return actor.acting(standing)


@transaction.atomic
def adopt(producer: Producer, *, actor: Actor, registered_on: date) -> Cooperative:
    """Bring in the co-operative that a producer is already, to keep its member book and capital here."""
    acting = rules.require(actor, "adopt", producer)
    if producer.legal_form not in _KINDS:
        raise DomainError(_("Chủ thể này không phải hợp tác xã hay tổ hợp tác."))
    if Cooperative.objects.filter(producer=producer).exists():
        raise DomainError(_("Hợp tác xã này đã có sổ ở đây rồi."))
    if registered_on > today():
        raise DomainError(_("Ngày đăng ký chưa tới."), field="registered_on")
    made = Cooperative.objects.create(
        kind=_KINDS[LegalForm(producer.legal_form)],
        name=producer.name[:160],
        commune=producer.commune,
        address_line=producer.address_line,
        state=Cooperative.State.REGISTERED,
        opened_by=acting.user,
        opened_on=today(),
        registration_number=producer.registration_number,
        registered_on=registered_on,
        producer=producer,
    )
    Member.objects.create(
        cooperative=made,
        user=acting.user,
        name=acting.user.full_name,
        manages=True,
        is_founder=False,
        joined_on=registered_on,
        consented_at=timezone.now(),
    )
    audit.record(made, "adopt", acting, to_state=made.state, data={"producer": producer.pk})
    return made


def stop_founding(cooperative: Cooperative, reason: str, *, actor: Actor) -> None:
    acting = rules.require(actor, "found", cooperative)
    if not reason.strip():
        raise DomainError(_("Hãy ghi vì sao dừng, để sau này còn nhớ."), field="reason")
    cooperative_flow.apply(cooperative, "stop", acting, data={"reason": reason.strip()[:500]})


def take_up(cooperative: Cooperative, *, actor: Actor) -> None:
    acting = rules.require(actor, "found", cooperative)
    cooperative_flow.apply(cooperative, "take_up", acting)
