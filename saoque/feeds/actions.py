"""Making a channel's file: what was told last is compared, what is told now is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.feeds import queries
from saoque.feeds.connectors import Connector, Parcel, connectors
from saoque.feeds.fitting import Fit, digest
from saoque.feeds.formats import Made, Matter, is_slow, render
from saoque.feeds.layouts import Layout, layout
from saoque.feeds.models import Dispatch, DispatchRow
from saoque.feeds.papers import papers_at_hand
from saoque.feeds.rules import rules
from saoque.kernel import audit, jobs
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.files import keep_bytes
from saoque.people.models import Unit
from saoque.people.roles import Role
from saoque.producers.models import Product
from saoque.producers.rules import helps

JOB = "feeds.file"
_Kind = DispatchRow.Kind


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: which channel's layout, in which form and language, of which products.

    `key` is made by the page, so that a second press makes no second file.
    """

    layout: str
    form: str
    products: tuple[int, ...]
    language: str = "vi"
    only_changed: bool = False
    connector: str = "download"
    key: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class _Plan:
    """What will be told: `fits` go into the file, `ended` as the channel is told of it, `rows` are kept."""

    fits: tuple[Fit, ...]
    ended: tuple[Mapping[str, str], ...]
    rows: tuple[DispatchRow, ...]


def send(wish: Wish, *, actor: Actor) -> Dispatch:
    """Make the file and keep what it tells. Products that lack what the channel requires stay out of it.

    Raises `NotFound` for a product that the actor may not send, `DomainError` when nothing is left to tell.
    """
    known = Dispatch.objects.filter(key=wish.key, made_by=actor.user_id).first() if actor.signed_in else None
    if known is not None:
        return known
    chosen, connector = _checked(wish, actor)
    products = _products(wish, actor)
    acting = rules.require(actor, "send", products[0])
    unit = _unit_for(acting, products)
    plan = _planned(wish, chosen, unit, actor)
    matter = _matter(chosen, plan.fits, plan.ended, unit, wish.language)
    made = None if is_slow(wish.form) else render(wish.form, matter)
    with transaction.atomic():
        dispatch = Dispatch.objects.create(
            layout=chosen.code, form=wish.form, language=wish.language, unit=unit, only_changed=wish.only_changed,
            connector=connector.code, count=len(plan.fits), key=wish.key, made_by=acting.user,
        )  # fmt: skip
        for row in plan.rows:
            row.dispatch = dispatch
        DispatchRow.objects.bulk_create(plan.rows)
        told = {"layout": chosen.code, "form": wish.form, "count": len(plan.fits), "ended": len(plan.ended)}
        audit.record(dispatch, "send_file", acting, data=told)
        if made is None:
            jobs.start(JOB, str(dispatch.pk), owner=acting.user, first=True, dispatch=dispatch.pk)
        else:
            _keep(dispatch, made)
    return dispatch


def make_later(dispatch: Dispatch) -> None:
    """Draw what was left to a worker, from what is true now: a star that ended in between is not drawn.

    A product that no longer fits leaves the file and its row; without any product the file is given up.
    """
    if dispatch.file_id is not None:
        return
    chosen = layout(dispatch.layout)
    rows = {row.product_id: row for row in dispatch.rows.exclude(kind=_Kind.ENDED)}
    fits = tuple(one for one in queries.fits_of(chosen, rows) if one.fits) if chosen else ()
    if chosen is None or not fits:
        Dispatch.objects.filter(pk=dispatch.pk).update(state=Dispatch.State.FAILED)
        return
    made = render(dispatch.form, _matter(chosen, fits, (), dispatch.unit, dispatch.language))
    with transaction.atomic():
        dispatch.rows.exclude(kind=_Kind.ENDED).exclude(product__in=[one.goods.pk for one in fits]).delete()
        for one in fits:
            row, now = rows[one.goods.pk], digest(one.values)
            if row.digest != now:
                DispatchRow.objects.filter(pk=row.pk).update(fields=dict(one.values), digest=now)
        dispatch.count = len(fits)
        _keep(dispatch, made)


def _checked(wish: Wish, actor: Actor) -> tuple[Layout, Connector]:
    chosen = layout(wish.layout)
    if chosen is None or not rules.may(actor, "work"):
        raise NotFound()
    if wish.form not in chosen.forms:
        raise DomainError(_("Kênh này không có loại tệp đó. Hãy chọn loại tệp trong danh sách."), field="form")
    if wish.language not in chosen.languages:
        raise DomainError(_("Tệp này không có bản bằng tiếng đó."), field="language")
    connector = connectors().get(wish.connector)
    if connector is None or not rules.may(actor, connector.right):
        raise DomainError(_("Bạn không dùng được cách gửi này. Hãy chọn tải tệp về máy."), field="connector")
    if not wish.products:
        raise DomainError(_("Chưa chọn sản phẩm nào. Hãy chọn ít nhất một sản phẩm."), field="products")
    if len(wish.products) > queries.MOST_PRODUCTS:
        raise DomainError(
            _("Mỗi tệp nhiều nhất %(most)d sản phẩm. Hãy lọc theo xã, phường rồi làm từng tệp.")
            % {"most": queries.MOST_PRODUCTS},
            field="products",
        )
    return chosen, connector


def _products(wish: Wish, actor: Actor) -> list[Product]:
    allowed = queries.sendable(actor).filter(pk__in=wish.products)
    wide = allowed.select_related("producer__commune__parent", "producer__unit", "selling").order_by("sort", "pk")
    found = list(wide)
    if len(found) != len(set(wish.products)):
        raise NotFound()
    return found


def _unit_for(acting: Actor, products: Iterable[Product]) -> Unit:
    """In whose name: the producer's own when one's own people or a helper make it for that producer alone."""
    producers = {product.producer_id: product.producer for product in products}
    one = next(iter(producers.values()))
    own = acting.standing is not None and acting.standing.role == Role.PRODUCER
    if len(producers) == 1 and (own or helps(acting, acting.standing, one)):
        return one.unit
    return Unit.objects.get(pk=acting.unit_id or 0)


def _planned(wish: Wish, chosen: Layout, unit: Unit, actor: Actor) -> _Plan:
    before = queries.last_rows(unit.pk, chosen.code)
    fits, rows = [], []
    for one in queries.fits_of(chosen, wish.products):
        if not one.fits:
            continue
        row = _row(one.goods.pk, one.values, before.get(one.goods.pk))
        if row.kind == _Kind.SAME and wish.only_changed:
            continue
        fits.append(one)
        rows.append(row)
    gone = _withdrawn(before, actor)
    ended = [_ended_values(chosen, row) for row in gone]
    rows += [
        DispatchRow(product_id=row.product_id, kind=_Kind.ENDED, fields=values, digest=digest(values), before=row)
        for row, values in zip(gone, ended, strict=True)
    ]
    if not fits and not (gone and chosen.ended):
        if wish.only_changed:
            raise DomainError(_("Từ lần gửi trước chưa có gì thay đổi, nên chưa cần làm tệp mới."))
        raise DomainError(_("Chưa sản phẩm nào đủ thông tin cho kênh này. Hãy bổ sung những chỗ còn thiếu trước."))
    return _Plan(tuple(fits), tuple(ended) if chosen.ended else (), tuple(rows))


def _row(product: int, values: Mapping[str, str], before: DispatchRow | None) -> DispatchRow:
    now = digest(values)
    kind = _Kind.NEW
    if before is not None and before.kind != _Kind.ENDED:
        kind = _Kind.SAME if before.digest == now else _Kind.CHANGED
    return DispatchRow(product_id=product, kind=kind, fields=dict(values), digest=now, before=before)


def _withdrawn(before: Mapping[int, DispatchRow], actor: Actor) -> list[DispatchRow]:
    """What the channel was told of earlier, and may be told of no more."""
    told = {pk: row for pk, row in before.items() if row.kind != _Kind.ENDED}
    still = set(queries.sendable(actor).filter(pk__in=told).values_list("pk", flat=True))
    return [row for pk, row in sorted(told.items()) if pk not in still]


def _ended_values(chosen: Layout, before: DispatchRow) -> dict[str, str]:
    """Only what the channel knows the product by, and that it has ended."""
    return {head: before.fields.get(head, "") for head in chosen.keys} | dict(chosen.ended)


def _matter(chosen: Layout, fits: Any, ended: Any, unit: Unit, language: str) -> Matter:
    return Matter(chosen, tuple(fits), tuple(ended), today(), unit.name, language, *papers_at_hand(chosen))


def _keep(dispatch: Dispatch, made: Made) -> None:
    """Keep the file; once that is certain, hand it over."""
    dispatch.file = keep_bytes(made.content, made.name, made.content_type, dispatch.made_by)
    dispatch.state, dispatch.version = Dispatch.State.READY, dispatch.version + 1
    dispatch.save(update_fields=["file", "state", "count", "version"])
    parcel = Parcel(dispatch.pk, dispatch.layout, made.name, made.content_type, made.content)
    connector = connectors()[dispatch.connector]
    transaction.on_commit(lambda: _hand_over(connector, parcel))


def _hand_over(connector: Connector, parcel: Parcel) -> None:
    """A connector that is out of order loses nothing: the file is kept, and the page says that it did not get through."""
    try:
        receipt = connector.hand_over(parcel)
    except OSError:
        receipt = _("Chưa giao được qua cách này; tệp vẫn còn ở đây, hãy tải về.")
    Dispatch.objects.filter(pk=parcel.dispatch).update(receipt=receipt[:200])
