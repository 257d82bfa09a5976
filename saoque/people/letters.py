"""The letters about an account: queued by whoever acts, written and sent by the task worker.

A page that asks for one only leaves a row, so that a slow mail server makes nobody wait, and so that a known and an
unknown name take the same time. The row holds no link and no token: both are made when the letter is written.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from saoque.kernel import jobs
from saoque.people.models import User

LETTER = "people.letter"
FORGOTTEN = "forgotten"
CONFIRM_EMAIL = "email_confirmation"
EMAIL_SALT = "people.change-email"
# A letter with a link that could not go out for so long is not wanted any more: whoever still wants it asks again.
LINKS_WAIT = timedelta(days=1)


@dataclass(frozen=True)
class Letter:
    """What is to be written: `name` of its template, `to` an address, `user` the account's id, `before` its old address."""

    name: str
    to: str
    language: str
    user: int | None = None
    before: str | None = None

    @property
    def has_link(self) -> bool:
        return self.name in (FORGOTTEN, CONFIRM_EMAIL)


def post(name: str, to: str, user: User | None = None, before: str | None = None) -> None:
    """Queue one letter in the caller's transaction, in the language of the page. The same one twice goes once."""
    letter: dict[str, Any] = {"name": name, "to": to, "language": translation.get_language() or settings.LANGUAGE_CODE}
    letter |= {"user": user.pk if user else None, "before": before}
    key = salted_hmac(LETTER, repr(letter)).hexdigest()
    jobs.start(LETTER, key, first=True, **letter)


def write(letter: Letter) -> list[EmailMessage]:
    """Return the letter in words; none when its account has gone or its address was changed meanwhile."""
    with translation.override(letter.language):
        if letter.name == FORGOTTEN:
            return _forgotten(letter.to)
        account = User.objects.filter(pk=letter.user or 0, is_active=True).first()
        if letter.user and account is None:
            return []
        links = {}
        if letter.name == CONFIRM_EMAIL:
            if account is None or account.email != letter.before:
                return []
            links = {"activate_url": confirm_link(account, letter.to)}
        return [_render(letter.name, letter.to, {"user": account, **links})]


def confirm_link(user: User, email: str) -> str:
    """Return the link that makes `email` the address of the account.

    It names the present address too, so that it dies when another change came first.
    """
    token = signing.dumps([user.pk, user.email, email], salt=EMAIL_SALT)
    return settings.SITE_URL + reverse("people:confirm_email", args=[token])


def reset_link(user: User) -> str:
    """Return the link that sets a new password once, soon."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return str(get_adapter().get_reset_password_from_key_url(key))


def _forgotten(email: str) -> list[EmailMessage]:
    # A demonstration account is shared by everybody and must never get a password.
    account = User.objects.filter(email=email, is_active=True, is_demo=False).first()
    if account is None:
        return [_render("unknown_account", email, {})]
    return [_render("password_reset_key", email, {"user": account, "password_reset_url": reset_link(account)})]


def _render(name: str, to: str, context: dict[str, Any]) -> EmailMessage:
    own = {
        "email": to,
        "site_url": settings.SITE_URL,
        "signup_url": settings.SITE_URL + reverse("account_signup"),
        "forgotten_url": settings.SITE_URL + reverse("account_reset_password"),
    }
    message: EmailMessage = get_adapter().render_mail(f"account/email/{name}", to, {**own, **context})
    return message
