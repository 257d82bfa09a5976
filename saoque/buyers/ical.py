"""One meeting as a calendar file (RFC 5545): a time with its length, escaped and folded by octets. Pure."""

from datetime import UTC, datetime, timedelta

from saoque.kernel.ical import escape, fold


def write_meeting(ident: str, begins_at: datetime, minutes: int, summary: str, place: str, *, stamp: datetime) -> bytes:
    """Return the whole file. `begins_at` and `stamp` are aware; `ident` stays the same as long as the meeting does."""
    ends_at = begins_at + timedelta(minutes=minutes)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sao Que//Gap nguoi mua//VI",
        "BEGIN:VEVENT",
        f"UID:{escape(ident)}",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(begins_at)}",
        f"DTEND:{_utc(ends_at)}",
        f"SUMMARY:{escape(summary)}",
        f"LOCATION:{escape(place)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(fold(line) + b"\r\n" for line in lines)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
