"""Days of the Vietnamese lunar calendar, computed for UTC+7 after Hồ Ngọc Đức's published algorithm. Pure.

Source: Hồ Ngọc Đức, "Thuật toán tính âm lịch" (https://www.informatik.uni-leipzig.de/~duc/amlich/calrules.html), on
Jean Meeus, Astronomical Algorithms. The tests hold it against published dates, among them those on which the calendars
of Vietnam and China differ.
"""

from datetime import date
from functools import cache
from math import floor, pi, sin

_ZONE = 7 / 24  # days
_MONTH = 29.530588853  # days, the mean one
_FIRST = 2415021.076998695  # julian day of the new moon at the beginning of 1900
_RADIANS = pi / 180
_EPOCH = 1721425  # the julian day number of the day before 1 January of year 1


def solar(year: int, month: int, day: int) -> date:
    """Return the day of the usual calendar for a day of a regular (not leap) month of the lunar `year`."""
    before, after = _month_eleven(year - 1), _month_eleven(year)
    if month >= 11:
        before, after = after, _month_eleven(year + 1)
    offset = month - 11 if month >= 11 else month + 1
    if after - before > 365:
        leap = _leap_offset(before)
        offset += offset >= leap
    number = floor(0.5 + (before - _FIRST) / _MONTH)
    return date.fromordinal(_new_moon(number + offset) + day - 1 - _EPOCH)


@cache
def _new_moon(number: int) -> int:
    """Julian day number, in Vietnam, of the new moon of that number since 1900."""
    t = number / 1236.85
    moon = 2415020.75933 + 29.53058868 * number + 0.0001178 * t**2 - 0.000000155 * t**3
    moon += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * _RADIANS)
    sun = (359.2242 + 29.10535608 * number - 0.0000333 * t**2 - 0.00000347 * t**3) * _RADIANS
    anomaly = (306.0253 + 385.81691806 * number + 0.0107306 * t**2 + 0.00001236 * t**3) * _RADIANS
    node = (21.2964 + 390.67050646 * number - 0.0016528 * t**2 - 0.00000239 * t**3) * _RADIANS
    moon += (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(anomaly)
    moon += 0.0161 * sin(2 * anomaly) - 0.0004 * sin(3 * anomaly) + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + anomaly)
    moon += -0.0074 * sin(sun - anomaly) + 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun)
    moon += -0.0006 * sin(2 * node + anomaly) + 0.0010 * sin(2 * node - anomaly) + 0.0005 * sin(2 * anomaly + sun)
    ahead = -0.000278 + 0.000265 * t + 0.000262 * t**2  # seconds of the earth's slowing, in days
    return floor(moon - ahead + 0.5 + _ZONE)


@cache
def _sun_sign(day: int) -> int:
    """Which twelfth of its way (0–11, 0 from the spring equinox) the sun is in at midnight before that julian day."""
    t = (day - 0.5 - _ZONE - 2451545.0) / 36525
    mean = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * _RADIANS
    length = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    length += (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(mean)
    length += (0.019993 - 0.000101 * t) * sin(2 * mean) + 0.000290 * sin(3 * mean)
    return floor(length % 360 / 30)


@cache
def _month_eleven(year: int) -> int:
    """Julian day on which the month with the winter solstice of `year` begins."""
    end = date(year, 12, 31).toordinal() + _EPOCH
    number = floor((end - _FIRST) / _MONTH)
    begins = _new_moon(number)
    return _new_moon(number - 1) if _sun_sign(begins) >= 9 else begins


def _leap_offset(eleven: int) -> int:
    """Which month after the eleventh is the leap one: the first in which the sun stays in one sign."""
    number = floor(0.5 + (eleven - _FIRST) / _MONTH)
    offset = 1
    sign = _sun_sign(_new_moon(number + offset))
    while True:
        offset += 1
        before, sign = sign, _sun_sign(_new_moon(number + offset))
        if sign == before or offset > 13:
            return offset - 1
