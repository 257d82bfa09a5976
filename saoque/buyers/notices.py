"""What the two sides, and the offices of the area, are told at once. No notice holds a phone number or an address."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from saoque.buyers.models import Inquiry, Side
from saoque.buyers.rules import rules
from saoque.kernel import news
from saoque.kernel.access import Actor
from saoque.people.actors import held_today
from saoque.people.queries import people_in
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind

_SAID = {
    "quoted": gettext_noop("%(producer)s báo giá %(product)s cho «%(request)s»."),
    "declined": gettext_noop("%(producer)s không báo giá %(product)s cho «%(request)s»."),
    "turned_down": gettext_noop("%(buyer)s chưa chọn %(product)s cho «%(request)s»."),
    "withdrawn": gettext_noop("Bên kia đã rút lại trao đổi về %(product)s cho «%(request)s»."),
    "over": gettext_noop("%(buyer)s đã khép «%(request)s» nên không xét %(product)s nữa."),
    "message": gettext_noop("Có tin nhắn mới về %(product)s trong «%(request)s»."),
    "contact": gettext_noop("Bên kia trả lời về việc cho xem liên hệ trong «%(request)s»."),
    "sample_asked": gettext_noop("%(buyer)s xin mẫu %(product)s cho «%(request)s»."),
    "sample_sent": gettext_noop("%(producer)s đã gửi mẫu %(product)s cho «%(request)s»."),
    "sample_judged": gettext_noop("%(buyer)s đã nhận xét mẫu %(product)s cho «%(request)s»."),
    "meeting": gettext_noop("Giờ hẹn về %(product)s trong «%(request)s» có thay đổi."),
    "proposed": gettext_noop("Bên kia đề nghị thỏa thuận về %(product)s cho «%(request)s»."),
    "agreed": gettext_noop("Bên kia đã xác nhận thỏa thuận về %(product)s cho «%(request)s»."),
    "dropped": gettext_noop("Bên kia bỏ đề nghị thỏa thuận về %(product)s cho «%(request)s»."),
    "ended": gettext_noop("Bên kia kết thúc thỏa thuận về %(product)s cho «%(request)s»."),
}


def readable(actor: Actor, subjects: Collection[str]) -> set[str]:
    mine = Q(request__buyer__in=actor.unit_ids(Role.BUYER)) | Q(producer__unit__in=actor.unit_ids(Role.PRODUCER))
    return {str(pk) for pk in Inquiry.objects.filter(mine, pk__in=subjects).values_list("pk", flat=True)}


def still_asked(actor: Actor, subjects: Collection[str]) -> set[str]:
    """Those that still wait for the actor's side."""
    buys = Q(request__buyer__in=actor.unit_ids(Role.BUYER), waiting_on=Side.BUYER)
    sells = Q(producer__unit__in=actor.unit_ids(Role.PRODUCER), waiting_on=Side.PRODUCER)
    return {str(pk) for pk in Inquiry.objects.filter(buys | sells, pk__in=subjects).values_list("pk", flat=True)}


def still_silent(actor: Actor, subjects: Collection[str]) -> set[str]:
    rows = Inquiry.objects.filter(pk__in=subjects, silence_step__gt=0).select_related("producer__commune__parent")
    return {str(one.pk) for one in rows if rules.may(actor, "hear_of_silence", one)}


NEWS = news.kind("buyers.news", _("Trao đổi mua bán có tin mới"), sees=readable)
ASKED = news.kind("buyers.asked", _("Người mua hỏi giá, chờ bạn trả lời"), sees=still_asked)
SILENCE = news.kind("buyers.silence", _("Trao đổi mua bán lâu chưa trả lời"), sees=still_silent)


def tell_asked(inquiry: Inquiry) -> None:
    text = gettext_noop("%(buyer)s hỏi giá %(product)s cho «%(request)s».")
    _tell(ASKED, inquiry, Side.PRODUCER, text, urgent=True, due_on=inquiry.answer_by)


def settle_asked(inquiry: Inquiry) -> None:
    news.settle(ASKED, subject=inquiry.pk)


def tell_news(inquiry: Inquiry, side: str, what: str, key: object = "") -> None:
    _tell(NEWS, inquiry, side, _SAID[what], key=f"{inquiry.pk}:{what}:{key}")


def tell_reminder(inquiry: Inquiry) -> None:
    """To who is silent."""
    text = gettext_noop("Bên kia đang chờ bạn trả lời về %(product)s trong «%(request)s».")
    _tell(ASKED, inquiry, inquiry.waiting_on, text, urgent=True)


def tell_offices(inquiry: Inquiry) -> None:
    """To the Youth Union of the producer's commune; to the city's where the commune has nobody."""
    text = gettext_noop("%(product)s trong «%(request)s» lâu chưa có trả lời. Nhờ Đoàn hỏi giúp.")
    news.tell(
        SILENCE, _youth_of(inquiry), subject=inquiry.pk, text=text, values=_values(inquiry),
        url=reverse("buyers:silences"), urgent=True,
    )  # fmt: skip


def tell_ended_in_silence(inquiry: Inquiry) -> None:
    text = gettext_noop("Trao đổi về %(product)s trong «%(request)s» đã khép vì không có trả lời.")
    for side in Side.values:
        _tell(NEWS, inquiry, side, text, key=f"{inquiry.pk}:silent:")


def _youth_of(inquiry: Inquiry) -> list[int]:
    commune = inquiry.producer.commune
    held = held_today().filter(role__in=YOUTH_ROLES, user__is_active=True)
    near = held.filter(unit__kind=UnitKind.YOUTH_COMMUNE, unit__commune__code=commune.code)
    city = held.filter(
        unit__kind=UnitKind.YOUTH_CITY, unit__province__code=commune.parent.code if commune.parent else ""
    )
    return list(near.values_list("user", flat=True)) or list(city.values_list("user", flat=True))


def _tell(kind: news.Kind, inquiry: Inquiry, side: str, text: str, **more: Any) -> None:
    buyer = side == Side.BUYER
    unit, role = (inquiry.request.buyer_id, Role.BUYER) if buyer else (inquiry.producer.unit_id, Role.PRODUCER)
    news.tell(
        kind, people_in(unit, role), subject=inquiry.pk, text=text, values=_values(inquiry),
        url=reverse("buyers:thread", args=[inquiry.pk]), **more,
    )  # fmt: skip


def _values(inquiry: Inquiry) -> dict[str, str]:
    request = inquiry.request
    return {
        "product": inquiry.product.name, "producer": inquiry.producer.name,
        "request": request.title, "buyer": request.buyer.name,
    }  # fmt: skip
