"""Ways to a person's phone. A provider of SMS or Zalo is a class with one function, registered by name.

    class MyProvider:
        name, title, connected = "my-sms", _("Tin nhắn SMS"), True

        def send(self, number: str, text: str) -> Delivery: …

    channels.register(MyProvider())   # in the `ready()` of an app of the installation; then PHONE_CHANNEL=my-sms

No provider comes with Sao Quê: the default only writes into the server's log that something would have been sent.
"""

import enum
import logging
from typing import Any, Protocol

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext_lazy as _

from saoque.people.models import User

log = logging.getLogger(__name__)


class Delivery(enum.Enum):
    """What became of a message: the provider took it, refused it (it is tried again), or nobody was there to take it."""

    DELIVERED = "delivered"
    FAILED = "failed"
    NOT_CONNECTED = "not connected"


class Channel(Protocol):
    """One way to a phone. `connected` False: nothing reaches anybody, and the page of settings says so."""

    name: str
    title: Any
    connected: bool

    def send(self, number: str, text: str) -> Delivery:
        """Send `text` to a number such as +84912345678. Must not write the number into a log in full."""
        ...


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    _channels[channel.name] = channel


def chosen() -> Channel:
    """Return the channel of this installation (`PHONE_CHANNEL`). Raises `LookupError` for a name nobody registered."""
    found = _channels.get(settings.PHONE_CHANNEL)
    if found is None:
        raise LookupError(f"PHONE_CHANNEL: no channel is called {settings.PHONE_CHANNEL!r}")
    return found


def number_of(person: User) -> str:
    """Return the number by which a person is reached; empty when there is none."""
    return person.phone or ""


def masked(number: str) -> str:
    """Return a number for logs: +84912345678 → +849…678."""
    return f"{number[:4]}…{number[-3:]}" if len(number) > 8 else "…"


class LogOnly:
    """The default: says in the log that a message was due, neither its words nor the whole number."""

    name = "log"
    title = _("Chưa nối nhà mạng nào")
    connected = False

    def send(self, number: str, text: str) -> Delivery:
        log.info("no phone channel is connected: %d letters for %s were not sent", len(text), masked(number))
        return Delivery.NOT_CONNECTED


register(LogOnly())


@checks.register
def channel_is_known(**_more: Any) -> list[checks.CheckMessage]:
    """Say at the start, and not at the first urgent notice, that `PHONE_CHANNEL` names nothing."""
    if settings.PHONE_CHANNEL in _channels:
        return []
    return [checks.Error(f"PHONE_CHANNEL: no channel is called {settings.PHONE_CHANNEL!r}", id="reminders.E001")]
