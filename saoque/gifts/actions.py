"""Composing a gift: what it is called, what is in it, and when the public sees it. Prices are never typed: they follow from the goods."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.gifts.flow import gift_flow
from saoque.gifts.models import GiftItem, GiftSet
from saoque.gifts.queries import gone, goods
from saoque.gifts.rules import COMPOSERS, rules
from saoque.gifts.seasons import Season
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set
from saoque.kernel.text import search_text
from saoque.people.models import Unit

MOST_ITEMS, MOST_AMOUNT, MOST_WRAPPING = 12, 20, 5_000_000


@dataclass(frozen=True)
class Words:
    """What a gift is called and how it is wrapped; `wrapping_price` in VND for one gift."""

    name: str
    about: str = ""
    season: str = ""
    wrapping: str = ""
    wrapping_price: int = 0

    def fields(self) -> dict[str, Any]:
        name = " ".join(self.name.split())[:120]
        if len(name) < 3:
            raise DomainError(_("Hãy đặt tên bộ quà, từ 3 chữ trở lên."), field="name")
        if self.season and self.season not in Season.values:
            raise DomainError(_("Hãy chọn dịp tặng."), field="season")
        if not 0 <= self.wrapping_price <= MOST_WRAPPING:
            raise DomainError(_("Tiền gói cần từ 0 đến 5.000.000 đồng."), field="wrapping_price")
        told = asdict(self)
        return {
            **told,
            "name": name,
            "about": self.about.strip()[:2000],
            "wrapping": " ".join(self.wrapping.split())[:160],
        }


@transaction.atomic
def compose(words: Words, *, actor: Actor) -> GiftSet:
    """Begin a gift set of the actor's unit."""
    acting = rules.require(actor, "compose")
    unit = Unit.objects.get(pk=next(acting.having(*COMPOSERS)).unit_id)
    gift = GiftSet.objects.create(unit=unit, made_by=acting.user, **words.fields())
    audit.record(gift, "compose_gift", acting, to_state=gift.state, data={"name": gift.name})
    return gift


def change_words(gift: GiftSet, words: Words, *, actor: Actor) -> None:
    acting = rules.require(actor, "edit", gift)
    compare_and_set(gift, acting, "change_gift", search=search_text(words.name)[:200], **words.fields())


@transaction.atomic
def put_in(gift: GiftSet, product_pk: int, amount: int, *, actor: Actor) -> GiftItem:
    """Put so many of a product into the gift, or change how many. Only what may be given today goes in."""
    acting = rules.require(actor, "edit", gift)
    if not 1 <= amount <= MOST_AMOUNT:
        raise DomainError(_("Mỗi món từ 1 đến 20 đơn vị trong một phần quà."), field="amount")
    product = goods().filter(pk=product_pk).first()
    if product is None:
        raise DomainError(
            _("Sản phẩm này hiện chưa tặng được: cần sao còn hiệu lực, có giá bán và được chủ thể cho hiện.")
        )
    if gift.items.exclude(product=product).count() >= MOST_ITEMS:
        raise DomainError(_("Một bộ quà có nhiều nhất 12 món."))
    compare_and_set(gift, acting, "put_in_gift", data={"product": product.pk, "amount": amount})
    item, _fresh = GiftItem.objects.update_or_create(gift=gift, product=product, defaults={"amount": amount})
    return item


@transaction.atomic
def take_out(item: GiftItem, *, actor: Actor) -> None:
    """Take a product out; a gift that is shown keeps at least one."""
    gift = item.gift
    acting = rules.require(actor, "edit", gift)
    if gift.state == GiftSet.State.SHOWN and gift.items.count() == 1:
        raise DomainError(_("Bộ quà đang giới thiệu cần ít nhất một món. Hãy cất bộ quà trước."))
    compare_and_set(gift, acting, "take_out_of_gift", data={"product": item.product_id})
    item.delete()


def show(gift: GiftSet, *, actor: Actor) -> None:
    """Show the gift to everybody. Every product in it must be one that may be given today."""
    acting = rules.require(actor, "edit", gift)
    if not gift.items.exists():
        raise DomainError(_("Bộ quà chưa có món nào."))
    away = gone(gift)
    if away:
        names = ", ".join(one.product.name for one in away)
        raise DomainError(
            _("Chưa giới thiệu được vì món này không còn sao hoặc không còn bán: %(names)s.") % {"names": names}
        )
    gift_flow.apply(gift, "show_gift", acting)


def hide(gift: GiftSet, *, actor: Actor) -> None:
    gift_flow.apply(gift, "hide_gift", rules.require(actor, "edit", gift))
