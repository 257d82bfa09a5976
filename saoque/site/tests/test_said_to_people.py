"""What people read is said to people: no codes, no notes of the programmers, no line of dashes, no dead end."""

import importlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django import forms
from django.test import Client
from django.urls import reverse

from saoque.kernel.access import Actor
from saoque.kernel.text import catalogues
from saoque.people.roles import Role, UnitKind
from saoque.producers.tests.factories import office, owner, person, places
from saoque.site.navigation import PLACES, meanwhile, nav_items
from saoque.site.parts.fields import field
from saoque.site.templatetags.saoque import set_words

ROOMS = Path(__file__).resolve().parents[2]


def _model_forms() -> Iterator[type[forms.ModelForm[Any]]]:
    """Every form made of a model, in every room; the rooms' forms are loaded for it."""
    for path in sorted(ROOMS.glob("*/forms*.py")) + sorted(ROOMS.glob("*/forms/*.py")):
        parts = path.relative_to(ROOMS.parent).with_suffix("").parts
        importlib.import_module(".".join(part for part in parts if part != "__init__"))
    waiting = list(forms.ModelForm.__subclasses__())
    while waiting:
        one = waiting.pop()
        waiting.extend(one.__subclasses__())
        if one.__module__.startswith("saoque.") and getattr(one, "_meta", None) and one._meta.model:
            yield one


def test_no_form_shows_the_notes_that_a_model_keeps_for_its_readers() -> None:
    shown = [
        (form.__name__, name)
        for form in _model_forms()
        for name, bound in form.base_fields.items()
        if bound.help_text and str(bound.help_text) == str(_note_of(form, name))
    ]
    assert shown == []


def _note_of(form: type[forms.ModelForm[Any]], name: str) -> object:
    known = {one.name: getattr(one, "help_text", "") for one in form._meta.model._meta.get_fields()}
    return known.get(name, "")


def test_the_forms_of_the_rooms_are_found() -> None:
    assert "RulesForm" in {form.__name__ for form in _model_forms()}


def test_an_empty_choice_says_what_to_do() -> None:
    class Asking(forms.Form):
        where = forms.ChoiceField(choices=[("", "---------"), ("92", "Cần Thơ")])

    drawn = field(Asking()["where"])
    assert '<option value="" selected>Hãy chọn</option>' in drawn
    assert "---" not in drawn


@pytest.mark.parametrize(("code", "said"), [("QD26-07", "Bộ 7"), ("QD26-26", "Bộ 26")])
def test_a_scorecard_is_called_by_its_number(code: str, said: str) -> None:
    assert set_words(code) == said


@pytest.mark.django_db
def test_without_a_task_every_role_is_led_to_a_page_it_may_open() -> None:
    commune, province = places()
    people = {role: office(role, commune) for role in Role.values if role not in (Role.PRODUCER, Role.ADMIN)}
    people |= {Role.PRODUCER: owner()[0], Role.BUYER: person(Role.BUYER, UnitKind.BUYER, province)}
    answers = {role: _first_screen_leads_to(actor) for role, actor in people.items()}
    assert answers == dict.fromkeys(people, 200)


def _first_screen_leads_to(actor: Actor) -> int:
    client = Client()
    client.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[arg-type]
    return client.get(reverse(meanwhile(actor).name)).status_code


@pytest.mark.django_db
def test_the_phone_bar_says_long_entries_short() -> None:
    actor, _producer = owner()
    bar = {item["text"]: item["short"] for item in nav_items(actor, "/")}
    assert bar["Sản phẩm của tôi"] == "Sản phẩm"
    assert {str(place.short or place.text) for place in PLACES if len(str(place.short or place.text)) > 11} == set()


@pytest.mark.django_db
def test_the_mark_of_the_house_keeps_the_language() -> None:
    assert '<a class="brand" href="/en/">' in Client().get("/en/xac-minh/").content.decode()


def test_no_text_has_two_english_versions_of_which_only_the_first_would_be_seen() -> None:
    said: dict[tuple[str, str], set[str]] = {}
    for room in catalogues.rooms():
        file = catalogues.catalogue_of(room)
        if file.exists():
            for message in read_po(io.BytesIO(file.read_bytes()), locale="en"):
                if message.id:
                    one = message.id if isinstance(message.id, str) else message.id[0]
                    english = message.string if isinstance(message.string, str) else " / ".join(message.string)
                    said.setdefault((message.context or "", one), set()).add(english)
    assert {key: sorted(words) for key, words in said.items() if len(words) > 1} == {}
