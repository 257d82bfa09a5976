"""The calendar file against RFC 5545: what goes in comes out, whatever letters it has."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from saoque.kernel.ical import Entry, escape, fold, write_calendar
from saoque.reminders.tests.reading import events, unescape, unfold

STAMP = datetime(2026, 11, 24, 17, tzinfo=UTC)
SHOWN = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")))
VIETNAMESE = st.text('ăâđêôơưĂÂĐÊÔƠƯặẵễộựỹ ,;\\:\n"n🌾', max_size=300)


@given(SHOWN | VIETNAMESE)
def test_escaping_can_be_undone(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.text())
def test_no_letter_breaks_a_line(text: str) -> None:
    assert len(f"SUMMARY:{escape(text)}".splitlines()) == 1


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs")), min_size=1) | VIETNAMESE.map(escape))
def test_folding_can_be_undone_and_cuts_no_letter(line: str) -> None:
    assert unfold(fold(f"X:{line}") + b"\r\n") == [f"X:{line}"]


@given(SHOWN, VIETNAMESE, st.dates(date(2026, 1, 1), date(2040, 12, 30)))
def test_a_deadline_comes_out_as_it_went_in(summary: str, description: str, day: date) -> None:
    entry = Entry("a@saoque.vn", day, summary, description, "https://saoque.vn/ho-so/1/")
    (event,) = events(write_calendar("Nhắc việc", [entry], stamp=STAMP))
    assert event["SUMMARY"] == event["ALARM.DESCRIPTION"] == summary
    assert event.get("DESCRIPTION", "") == description
    assert event["DTSTART;VALUE=DATE"] == day.strftime("%Y%m%d")


def test_a_whole_file() -> None:
    entry = Entry("a@saoque.vn", date(2026, 12, 31), "Nộp; gấp, nhé", "", "https://saoque.vn/a/")
    assert unfold(write_calendar("Nhắc việc", [entry], stamp=STAMP)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sao Que//Nhac viec//VI",
        "CALSCALE:GREGORIAN",
        "NAME:Nhắc việc",
        "X-WR-CALNAME:Nhắc việc",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "BEGIN:VEVENT",
        "UID:a@saoque.vn",
        "DTSTAMP:20261124T170000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Nộp\\; gấp\\, nhé",
        "URL:https://saoque.vn/a/",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Nộp\\; gấp\\, nhé",
        "TRIGGER:-PT17H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_an_address_cannot_end_its_line() -> None:
    entry = Entry("a", date(2026, 1, 1), "a", "", "https://saoque.vn/\r\nATTACH:x")
    (event,) = events(write_calendar("x", [entry], stamp=STAMP))
    assert event["URL"] == "https://saoque.vn/ATTACH:x"
