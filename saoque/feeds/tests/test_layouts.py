"""Channels are data: read whole, refused when wrong, and one more file is one more channel."""

from pathlib import Path

import pytest
import yaml

from saoque.feeds.fields import FIELDS
from saoque.feeds.fitting import fit
from saoque.feeds.formats import Matter, render
from saoque.feeds.formats.render import _FORMS
from saoque.feeds.layouts import DATA, FORMS, LayoutError, layouts, read_layout
from saoque.feeds.tests.factories import goods
from saoque.feeds.words import FORM_WORDS, KIND_WORDS

ONE_MORE = {
    "name": "Chợ phiên", "name_en": "Village fair", "kind": "platform", "forms": ["csv"], "c": "B", "verify": True,
    "source": ["Sao Quê"],
    "columns": [
        {"head": "Hàng", "value": "name", "required": True},
        {"head": "Cân (kg)", "value": "weight", "convert": "kg"},
        {"head": "Tiền", "fixed": "VND"},
    ],
}  # fmt: skip


def written(folder: Path, **changes: object) -> Path:
    path = folder / "cho_phien.yaml"
    path.write_text(yaml.safe_dump({**ONE_MORE, **changes}, allow_unicode=True), encoding="utf-8")
    return path


def test_the_channels_that_come_with_the_house() -> None:
    found = layouts()
    assert set(found) == {path.stem for path in DATA.glob("*.yaml")}
    assert {code for code, one in found.items() if one.common} == {"marketplace", "postmart", "voso", "supermarket"}
    assert all(one.verify for one in found.values() if one.common)
    assert {form for one in found.values() for form in one.forms} == set(FORMS) == set(_FORMS) == set(FORM_WORDS)
    assert {one.kind for one in found.values()} <= set(KIND_WORDS)


def test_adding_a_channel_is_adding_a_file(tmp_path: Path) -> None:
    written(tmp_path)
    made = layouts(tmp_path)["cho_phien"]
    file = render("csv", Matter(made, (fit(made, goods()),), (), goods().on))
    assert file.content.decode("utf-8-sig").splitlines() == ["Hàng,Cân (kg),Tiền", "Mắm cá Bà Đầm,0.72,VND"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"columns": [{"head": "A", "value": "secret"}]}, "no field secret"),
        ({"columns": [{"head": "A", "value": "name", "fixed": "x"}]}, "either value or fixed"),
        ({"columns": [{"head": "A", "value": "name", "convert": "kg"}]}, "only g and mm"),
        ({"columns": [{"head": "A", "value": "name"}, {"head": "A", "value": "code"}]}, "every head once"),
        ({"columns": [{"head": "A", "value": "name", "colour": "red"}]}, "unknown: ['colour']"),
        ({"keys": ["B"]}, "keys and ended name heads"),
        ({"kind": "moon"}, "kind one of"),
        ({"forms": ["paper"]}, "forms of"),
        ({"source": []}, "a source and a form"),
        ({"surprise": 1}, "unknown: ['surprise']"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    with pytest.raises(LayoutError, match=r"cho_phien\.yaml") as caught:
        read_layout(written(tmp_path, **changes))
    assert said in str(caught.value)


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(LayoutError, match=r"x\.yaml"):
        layouts(tmp_path)


def test_every_column_takes_its_value_from_the_closed_list() -> None:
    named = {column.value for one in layouts().values() for column in one.columns if column.value}
    assert named <= set(FIELDS)


def test_the_language_of_the_channels_words_is_known() -> None:
    english = {code for code, one in layouts().items() if one.heads_language == "en"}
    assert english == {
        "google",
        "facebook_catalogue",
        "woocommerce",
        "schema_org",
        "gs1",
        "catalogue",
        "social_cards",
        "livestream",
    }
