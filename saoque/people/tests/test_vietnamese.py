"""No English on a Vietnamese page: everything that the packages can say here has Vietnamese words."""

from pathlib import Path

import allauth
import django
import pytest
from allauth.account.adapter import get_adapter
from babel.messages import pofile
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage, Paginator
from django.utils import translation
from django.utils.timesince import timesince
from django.utils.timezone import datetime, timedelta

# Words for developers and for the names of languages and regions are never shown to people here.
_NOT_SHOWN = (
    "DEBUG", "Referer", "cookies", "referrer", "Django", "docs.djangoproject", "install worked", "Tutorial",
    "Topics, references", "Connect, get help", "relationship", "String (unlimited)", "Duration", "Positive big integer",
    "Universally unique identifier", "A JSON object",
)  # fmt: skip


def catalogue(path: Path) -> pofile.Catalog:
    with path.open("rb") as lines:
        return pofile.read_po(lines)


def own() -> pofile.Catalog:
    return catalogue(Path(__file__).parents[2] / "site" / "locale" / "vi" / "LC_MESSAGES" / "django.po")


def test_what_django_leaves_in_english_is_in_the_own_catalogue() -> None:
    folder = Path(str(django.__file__)).parent / "conf" / "locale"
    known, ours = catalogue(folder / "vi" / "LC_MESSAGES" / "django.po"), own()
    missing = []
    for message in catalogue(folder / "en" / "LC_MESSAGES" / "django.po"):
        ident = message.id if isinstance(message.id, str) else message.id[0]
        there = known.get(ident, message.context)
        translated = there is not None and any(there.string) and not there.fuzzy
        is_language = any("global_settings" in str(place[0]) for place in message.locations) or _is_language(ident)
        if not ident or translated or is_language or any(word in ident for word in _NOT_SHOWN):
            continue
        if ours.get(ident) is None:
            missing.append(ident)
    assert missing == ["…"]


def _is_language(ident: str) -> bool:
    from django.conf.global_settings import LANGUAGES

    return ident in {name for _code, name in LANGUAGES}


def test_what_the_sign_in_library_says_is_in_the_own_catalogue() -> None:
    folder = Path(str(allauth.__file__)).parent / "locale" / "en" / "LC_MESSAGES"
    ours = own()
    said = [
        message.id
        for message in catalogue(folder / "django.po")
        if isinstance(message.id, str)
        and any(
            str(place[0]).removeprefix("./").startswith(("account/adapter.py", "account/fields.py"))
            for place in message.locations
        )
    ]
    not_used_here = {"Use authenticator app or code", "Use a security key"}
    assert len(said) > 20
    assert [ident for ident in said if ours.get(ident) is None and ident not in not_used_here] == []


def test_every_message_of_the_adapter_is_vietnamese() -> None:
    with translation.override("vi"):
        for code, message in get_adapter().error_messages.items():
            assert not str(message).isascii(), code


@pytest.mark.parametrize("password", ["ngan", "1234567890123", "password123"])
def test_a_weak_password_is_refused_in_vietnamese(password: str) -> None:
    with translation.override("vi"), pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert all(message.startswith("Mật khẩu") for message in refused.value.messages)


def test_pages_and_spans_of_time_are_vietnamese() -> None:
    with translation.override("vi"):
        with pytest.raises(InvalidPage, match="Trang này không có gì"):
            Paginator([1], 1).page(9)
        now = datetime(2026, 6, 1, 12)
        assert timesince(now - timedelta(days=400), now).replace("\xa0", " ") == "1 năm, 1 tháng"


def test_the_english_pages_stay_english() -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        validate_password("1234567890123")
    assert "This password is entirely numeric." in refused.value.messages
