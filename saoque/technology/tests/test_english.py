"""The library of techniques in English: every text has one, none is left over, and what officers correct stays theirs."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import override

from saoque.knowledge import Record
from saoque.technology.english import english_texts
from saoque.technology.techniques import find_techniques
from saoque.technology.templatetags.techniques import told

pytestmark = pytest.mark.django_db


def texts_of(one: Record) -> Iterator[str]:
    facts = one.facts
    yield from (one.name, facts["problem"], facts["teaches"], facts["effect"])
    yield from (*facts["problems"], *facts["method"], *facts["equipment"])
    for measure in facts["measures"]:
        yield from (measure["name"], measure["unit"])


def test_every_text_of_every_technique_has_its_english() -> None:
    assert {text for one in find_techniques() for text in texts_of(one)} == set(english_texts())


def test_a_text_of_an_officers_own_is_marked_as_vietnamese() -> None:
    with override("en"):
        assert told("Nhà sấy <năng lượng> khác") == '<span lang="vi">Nhà sấy &lt;năng lượng&gt; khác</span>'
        assert told("Nhà sấy năng lượng mặt trời") == "A solar drying house"
    with override("vi"):
        assert told("Nhà sấy năng lượng mặt trời") == "Nhà sấy năng lượng mặt trời"


def test_techniques_are_found_by_english_words_too() -> None:
    assert [one.id for one in find_techniques("solar drying")] == ["solar_drying"]
    page = Client().get("/en/ky-thuat/", {"q": "solar drying"}).content.decode()
    assert "Drying in the yard brings dust and flies" in page
    assert "Phơi sân" not in page
