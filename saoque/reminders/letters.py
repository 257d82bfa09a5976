"""The letters in words: the morning's digest and the single urgent one. Plain text, one line and one link each."""

import logging
from collections.abc import Sequence
from datetime import date
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.kernel.calendar import today
from saoque.kernel.jobs.work import NotNow
from saoque.people.models import User
from saoque.reminders.queries import Line, open_address

log = logging.getLogger(__name__)


class MailAway(NotNow):
    """The mail server cannot be reached or does not take letters now: try again later."""


def write_digest(person: User, to: str, lines: Sequence[Line]) -> EmailMessage:
    """Return the morning's letter: what has a deadline first, the nearest on top, then what is new."""
    due = sorted((line for line in lines if line.notice.due_on), key=lambda line: (line.notice.due_on, line.notice.pk))
    fresh = [line for line in lines if not line.notice.due_on]
    count = ngettext("%(n)d việc", "%(n)d việc", len(lines)) % {"n": len(lines)}
    subject = _("Sao Quê nhắc %(count)s, ngày %(day)s") % {"count": count, "day": _day(today())}
    parts = [_greeting(person)]
    if due:
        parts += [_("VIỆC CÓ HẠN"), *(_in_lines(line) for line in due)]
    if fresh:
        parts += [_("TIN MỚI"), *(_in_lines(line) for line in fresh)]
    return _letter(subject, parts, to)


def write_urgent(person: User, to: str, line: Line) -> EmailMessage:
    """Return the letter of one urgent notice; its subject says what it is about."""
    return _letter(line.title, [_greeting(person), _in_lines(line)], to)


def write_message(line: Line) -> str:
    """Return the text for a phone: what, until when, where. Letters of a message cost money, so nothing else."""
    until = _(" Hạn %(day)s.") % {"day": _day(line.notice.due_on)} if line.notice.due_on else ""
    return f"Sao Quê: {_one_line(line.title)}.{until} {open_address(line.notice)}"


def send(letter: EmailMessage, person: User) -> None:
    """Hand the letter to the mail server. An address it refuses for good is only noted. Raises `MailAway`."""
    try:
        letter.send()
    except SMTPRecipientsRefused:
        log.warning("the mail server refuses the address of person %s", person.pk)
    except (SMTPException, OSError) as error:
        raise MailAway(str(error)) from error


def _letter(subject: str, parts: Sequence[str], to: str) -> EmailMessage:
    choose = settings.SITE_URL + reverse("reminders:settings")
    foot = _("Muốn bớt thư, hoặc chọn loại tin được gửi:") + f"\n{choose}\n\nSao Quê"
    body = "\n\n".join([*parts, foot]) + "\n"
    return EmailMessage(
        subject=_one_line(subject)[:200], body=body, to=[to], headers={"List-Unsubscribe": f"<{choose}>"}
    )


def _greeting(person: User) -> str:
    return _("Chào %(name)s,") % {"name": _one_line(person.full_name)}


def _in_lines(line: Line) -> str:
    said = [f"- {_one_line(line.title)}"]
    if line.detail:
        said.append(f"  {_one_line(line.detail)}")
    if line.notice.due_on:
        said.append("  " + _until(line.notice.due_on))
    said.append(f"  {open_address(line.notice)}")
    return "\n".join(said)


def _until(due_on: date) -> str:
    left = (due_on - today()).days
    day = {"day": _day(due_on), "n": abs(left)}
    if left == 0:
        return _("Hạn %(day)s: hôm nay.") % day
    if left < 0:
        return ngettext("Hạn %(day)s: quá %(n)d ngày.", "Hạn %(day)s: quá %(n)d ngày.", -left) % day
    return ngettext("Hạn %(day)s: còn %(n)d ngày.", "Hạn %(day)s: còn %(n)d ngày.", left) % day


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
