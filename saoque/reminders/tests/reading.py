"""Reads a calendar file back, strictly: whoever writes one carelessly fails here."""

import re

LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)", re.DOTALL)
_ESCAPES = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n"}


def unfold(content: bytes) -> list[str]:
    """Return the logical lines; every physical one ends with CRLF, is at most 75 octets and whole letters."""
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    lines: list[str] = []
    for one in physical:
        assert len(one) <= 75
        text = one.decode()
        assert "\r" not in text
        assert "\n" not in text
        if text.startswith(" "):
            lines[-1] += text[1:]
        else:
            lines.append(text)
    return lines


def unescape(text: str) -> str:
    """Undo the escaping of a TEXT value; a bare comma, semicolon or backslash is a mistake."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,n])*", text, re.DOTALL)
    return re.sub(r"\\[\\;,n]", lambda found: _ESCAPES[found.group()], text)


def events(content: bytes) -> list[dict[str, str]]:
    """Return each event's properties, those of its alarm as ALARM.…; checks that everything is nested rightly."""
    found: list[dict[str, str]] = []
    open_ones: list[str] = []
    for line in unfold(content):
        match = LINE.fullmatch(line)
        assert match, line
        name, parameters, value = match.groups()
        if name == "BEGIN":
            open_ones.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert open_ones.pop() == value
        elif open_ones[-1] != "VCALENDAR":
            key = f"ALARM.{name}" if open_ones[-1] == "VALARM" else name + parameters
            assert key not in found[-1]
            text = name in ("SUMMARY", "DESCRIPTION", "UID")
            found[-1][key] = unescape(value) if text else value
    assert open_ones == []
    return found
