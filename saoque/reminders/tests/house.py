"""What this room brings to the tests of the whole house."""

from collections.abc import Callable
from typing import Any

from saoque.reminders.actions import renew_feed
from saoque.reminders.models import Desk, Notice

SHOWS = {"reminders:notices"}
DEFECTS: dict[str, tuple[Callable[[], object], str]] = {
    "a notice that leads away": (lambda: Notice.objects.update(url="//xau.vn/"), "is no neutral address of this site"),
    "a notice without its values": (lambda: Notice.objects.update(values={"x": 1}), "its values do not fill its words"),
    "a step of its own": (lambda: Notice.objects.update(step=5), "is no step before a deadline"),
}


def prepare(cast: Any) -> None:
    """Let the owner open the calendar."""
    renew_feed(cast.actor("dau"))


def things() -> dict[str, object]:
    desk = Desk.objects.exclude(feed_token=None).get()
    return {
        "notice": Notice.objects.get(person=desk.person, kind="dossiers.returned").pk,
        "feed": desk.feed_token,
    }
