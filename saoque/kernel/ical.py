"""A calendar file as RFC 5545 wants it: escaped, folded by octets, with stable identities. Pure.

Deadlines are all-day events, not VTODO: the calendars of phones show tasks of a subscribed calendar nowhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

OCTETS = 75  # per line without its CRLF, section 3.1
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BREAK = re.compile(r"\r\n|\r|\n|\x0b|\x0c|\x85|\u2028|\u2029")


@dataclass(frozen=True)
class Entry:
    """A deadline, or what goes on from `day` to `last`. `ident` stays the same as long as it is the same; `url` is absolute.

    `alarm`: the phone rings the morning before, as for a deadline.
    """

    ident: str
    day: date
    summary: str
    description: str
    url: str
    last: date | None = None
    place: str = ""
    alarm: bool = True


def write_calendar(name: str, entries: Iterable[Entry], *, stamp: datetime) -> bytes:
    """Return the whole calendar. `stamp` (UTC) is when what it says was last made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sao Que//Nhac viec//VI",
        "CALSCALE:GREGORIAN",
        f"NAME:{escape(name)}",
        f"X-WR-CALNAME:{escape(name)}",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) + b"\r\n" for line in lines)


def _event(entry: Entry, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(entry.ident)}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{(entry.last or entry.day) + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{escape(entry.description)}"
    if entry.place:
        yield f"LOCATION:{escape(entry.place)}"
    yield f"URL:{_plain(entry.url)}"
    # It takes no time of the day away.
    yield "TRANSP:TRANSPARENT"
    if entry.alarm:
        yield from _alarm(entry)
    yield "END:VEVENT"


def _alarm(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escape(entry.summary)}"
    # An all-day event begins at midnight: 17 hours before is seven in the morning of the day before.
    yield "TRIGGER:-PT17H"
    yield "END:VALARM"


def escape(text: str) -> str:
    """Return a TEXT value (section 3.3.11): backslash, semicolon, comma and line ends escaped, no control letters."""
    one = _BREAK.sub("\n", text)
    kept = _UNPRINTABLE.sub("", one).encode(errors="ignore").decode()
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _plain(url: str) -> str:
    """An address is no TEXT: it is not escaped, and must not end its line."""
    return "".join(_UNPRINTABLE.sub("", url).split())


def fold(line: str) -> bytes:
    """Return the line in pieces of at most 75 octets, none of which cuts a letter in two (section 3.1)."""
    pieces, current, room = [], b"", OCTETS
    for letter in line:
        octets = letter.encode()
        if len(current) + len(octets) > room:
            pieces.append(current)
            current, room = b"", OCTETS - 1  # a continued line begins with a blank
        current += octets
    pieces.append(current)
    return b"\r\n ".join(pieces)
