"""What waits on the first screen."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.channels.queries.listings import stale_of
from saoque.channels.words import day_words, place_of
from saoque.kernel.access import Actor
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Role

LIMIT = 5


@todo_source
def todo_for(actor: Actor) -> Iterable[Todo]:
    """Shelves that the producer has not looked at for too long, or where somebody missed the product. One query."""
    units = actor.unit_ids(Role.PRODUCER)
    if not units:
        return
    for one in stale_of(units)[:LIMIT]:
        words = {"product": one.product.name, "place": place_of(one)}
        if one.missing_on:
            detail = _("Có người báo không thấy hàng ngày %(day)s.") % {"day": day_words(one.missing_on)}
        else:
            detail = _("Chưa xem lại từ %(day)s.") % {"day": day_words(one.last_seen)}
        yield Todo(
            title=_("%(product)s còn bán ở %(place)s không?") % words,
            detail=detail,
            url=reverse("channels:listing", args=[one.pk]),
            button=_("Xem lại"),
        )
