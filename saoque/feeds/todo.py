"""What waits on the first screen: a price that changed after a channel was told of it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.feeds import queries
from saoque.feeds.layouts import layout
from saoque.feeds.models import DispatchRow
from saoque.feeds.words import name_of
from saoque.kernel.access import Actor
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import YOUTH_ROLES, Role

LIMIT = 5  # channels
_ROWS = 200


@todo_source
def prices_not_sent_again(actor: Actor) -> Iterable[Todo]:
    """One thing to do per channel: «chưa gửi lại từ khi đổi giá». One query."""
    units = actor.unit_ids(Role.PRODUCER, *YOUTH_ROLES)
    if not units:
        return
    by_layout: dict[str, list[str]] = {}
    for row in queries.changed_prices(units, _ROWS):
        if price_differs(row):
            by_layout.setdefault(row.dispatch.layout, []).append(row.product.name)
    for code, names in list(by_layout.items())[:LIMIT]:
        chosen = layout(code)
        if chosen is None:
            continue
        yield Todo(
            title=_("Chưa gửi lại từ khi đổi giá: %(channel)s") % {"channel": name_of(chosen)},
            detail=", ".join(dict.fromkeys(names)),
            url=reverse("feeds:make", args=[code]),
            button=_("Làm tệp mới"),
            key=f"feeds-price-{code}",
        )


def price_differs(row: DispatchRow) -> bool:
    """Whether the price as the channel was told it is not that of the selling record; a layout without price never is."""
    chosen = layout(row.dispatch.layout)
    column = next((one for one in chosen.columns if one.value == "price"), None) if chosen else None
    if column is None:
        return False
    now = f"{column.prefix}{row.product.selling.price}{column.suffix}"
    return bool(row.fields.get(column.head) != now)
