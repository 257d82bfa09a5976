"""One meeting as a calendar file (RFC 5545): a time with its length, escaped and folded by octets. Pure."""

import re
from datetime import UTC, datetime, timedelta

_OCTETS = 75  # per line without its CRLF, section 3.1
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def write_meeting(ident: str, begins_at: datetime, minutes: int, summary: str, place: str, *, stamp: datetime) -> bytes:
    """Return the whole file. `begins_at` and `stamp` are aware; `ident` stays the same as long as the meeting does."""
    ends_at = begins_at + timedelta(minutes=minutes)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sao Que//Gap nguoi mua//VI",
        "BEGIN:VEVENT",
        f"UID:{_escape(ident)}",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(begins_at)}",
        f"DTEND:{_utc(ends_at)}",
        f"SUMMARY:{_escape(summary)}",
        f"LOCATION:{_escape(place)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_fold(line) + b"\r\n" for line in lines)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escape(text: str) -> str:
    kept = _UNPRINTABLE.sub("", text.replace("\r\n", "\n"))
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> bytes:
    """Pieces of at most 75 octets, none of which cuts a letter in two; a continued line begins with a blank."""
    pieces, current, room = [], b"", _OCTETS
    for letter in line:
        octets = letter.encode()
        if len(current) + len(octets) > room:
            pieces.append(current)
            current, room = b"", _OCTETS - 1
        current += octets
    return b"\r\n ".join([*pieces, current])
