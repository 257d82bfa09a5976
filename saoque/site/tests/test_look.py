"""What the look promises: readable colours, every Vietnamese letter, nothing inline, light pages."""

import gzip
import json
import re
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

SITE = Path(__file__).resolve().parent.parent
ROOMS = SITE.parent
TOKENS = (SITE / "front" / "css" / "tokens.css").read_text(encoding="utf-8")

TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "sunk"),
    ("ink", "field"),
    ("ink", "meadow"),
    ("ink", "leaf-tint"),
    ("ink", "gold-tint"),
    ("ink", "brick-tint"),
    ("ink", "water-tint"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "sunk"),
    ("soft", "field"),
    ("soft", "meadow"),
    ("soft", "leaf-tint"),
    ("leaf", "paper"),
    ("leaf", "card"),
    ("leaf", "sunk"),
    ("leaf", "meadow"),
    ("leaf", "brick-tint"),
    ("leaf", "gold-tint"),
    ("leaf-deep", "card"),
    ("leaf-deep", "paper"),
    ("leaf-deep", "leaf-tint"),
    ("on-leaf", "leaf-fill"),
    ("on-leaf", "leaf-press"),
    ("gold-deep", "card"),
    ("gold-deep", "paper"),
    ("gold-deep", "gold-tint"),
    ("brick", "card"),
    ("brick", "paper"),
    ("brick", "brick-tint"),
    ("on-brick", "brick-fill"),
    ("water", "water-tint"),
    ("paper", "ink"),
]
CONTROL_PAIRS = [
    ("edge", "card"),
    ("edge", "paper"),
    ("edge", "field"),
    ("leaf", "card"),
    ("gold-edge", "card"),
    ("leaf-fill", "card"),
    ("brick", "card"),
]


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


LIGHT = _colours(TOKENS.split(":root[data-theme")[0])
DARK = LIGHT | _colours(TOKENS.split(":root[data-theme")[1])


def _light_of(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2 between two colours."""
    high, low = sorted((_light_of(one), _light_of(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_counted_as_the_guideline_says() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_their_ground(theme: dict[str, str]) -> None:
    weak = {
        pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2)
        for pair in TEXT_PAIRS
        if contrast(theme[pair[0]], theme[pair[1]]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_controls_can_be_seen_on_their_ground(theme: dict[str, str]) -> None:
    weak = {
        pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2)
        for pair in CONTROL_PAIRS
        if contrast(theme[pair[0]], theme[pair[1]]) < 3
    }
    assert weak == {}


def vietnamese_letters() -> list[str]:
    """The letters with marks of the Vietnamese alphabet, small and large: 67 and 67."""
    tones = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
    small = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones]
    marked = [letter for letter in small if not letter.isascii()] + ["đ"]
    return marked + [letter.upper() for letter in marked]


def test_the_list_of_letters_is_whole() -> None:
    letters = vietnamese_letters()
    assert (len(letters), len(set(letters))) == (134, 134)
    assert {"Ặ", "ỹ", "Đ", "ợ"} <= set(letters)


def _in_range(letter: str, ranges: str) -> bool:
    for part in ranges.split(","):
        first, _, last = part.strip().upper().removeprefix("U+").partition("-")
        if "?" in first:
            first, last = first.replace("?", "0"), first.replace("?", "F")
        if int(first, 16) <= ord(letter) <= int(last or first, 16):
            return True
    return False


def _screen_faces() -> dict[tuple[str, str], list[tuple[Path, str]]]:
    """(family, weight) -> its files with the letters the browser takes from each."""
    found: dict[tuple[str, str], list[tuple[Path, str]]] = {}
    css = (settings.BUILT / "saoque.css").read_text(encoding="utf-8")
    for rule in re.findall(r"@font-face\s*{([^}]*)}", css):
        parts = dict(piece.split(":", 1) for piece in rule.strip().rstrip(";").split(";"))
        if "unicode-range" not in parts:
            continue  # the stand-in of the device
        file = re.search(r"url\(\"?([^\")]+)", parts["src"])
        assert file
        found.setdefault((parts["font-family"].strip("\"'"), parts["font-weight"]), []).append(
            (settings.BUILT / file[1], parts["unicode-range"])
        )
    return found


def test_every_letter_is_in_every_screen_font() -> None:
    faces = _screen_faces()
    weights = {"400": "400", "700": "700", "normal": "400", "bold": "700"}
    names = sorted((family, weights.get(weight, weight)) for family, weight in faces)
    assert names == [
        ("Be Vietnam Pro", "400"),
        ("Be Vietnam Pro", "500"),
        ("Be Vietnam Pro", "600"),
        ("Be Vietnam Pro", "700"),
        ("Lora", "400"),
        ("Lora", "600"),
    ]
    for name, files in faces.items():
        maps = [(set(TTFont(path).getBestCmap()), ranges) for path, ranges in files]
        missing = [
            letter
            for letter in vietnamese_letters()
            if not any(ord(letter) in have and _in_range(letter, ranges) for have, ranges in maps)
        ]
        assert (name, missing) == (name, [])


def test_every_letter_is_in_every_print_font() -> None:
    files = sorted(settings.PRINT_FONTS.glob("*.ttf"))
    assert [file.name for file in files] == [
        "BeVietnamPro-Bold.ttf",
        "BeVietnamPro-Regular.ttf",
        "BeVietnamPro-SemiBold.ttf",
        "Lora-Regular.ttf",
        "Lora-SemiBold.ttf",
        "Tinos-Bold.ttf",
        "Tinos-BoldItalic.ttf",
        "Tinos-Italic.ttf",
        "Tinos-Regular.ttf",
    ]
    missing = {
        file.name: [letter for letter in vietnamese_letters() if ord(letter) not in TTFont(file).getBestCmap()]
        for file in files
    }
    assert missing == {file.name: [] for file in files}


def test_lock_file_names_no_server() -> None:
    lock = json.loads((SITE / "front" / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_versions_are_exact() -> None:
    wanted = json.loads((SITE / "front" / "package.json").read_text())["dependencies"]
    assert [name for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    assert wanted["htmx.org"].startswith("2.0.")


def test_no_template_holds_inline_style_script_or_handler() -> None:
    wrong = re.compile(r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son\w+\s*=|javascript:|hx-on", re.IGNORECASE)
    tags = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)  # what stands in a template tag is no attribute
    templates = sorted(ROOMS.glob("*/templates/**/*.html"))
    assert SITE / "templates" / "base.html" in templates
    assert {
        str(path.relative_to(ROOMS)): found
        for path in templates
        if (found := wrong.findall(tags.sub("", path.read_text(encoding="utf-8"))))
    } == {}


def test_drawings_hold_shapes_only() -> None:
    wrong = re.compile(r"style=|<script|<style|href|\son\w+=|<text|<image|url\(", re.IGNORECASE)
    assert [
        path.name
        for path in (SITE / "drawings" / "faces").glob("*.svg")
        if wrong.search(path.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("saoque.css", 14_000),
        ("rooms.css", 4_000),
        ("saoque.js", 22_000),
        ("autosave.js", 5_500),
        ("upload.js", 4_200),
        ("offline.js", 5_000),
        ("sender.js", 20_000),
    ],
)
def test_pages_stay_light(name: str, limit: int) -> None:
    content = (settings.BUILT / name).read_bytes()
    assert len(gzip.compress(content)) < limit
    assert b"sourceMappingURL" not in content
