"""The handbooks name everything that can be set and run, and nothing that is not there."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PIL import Image

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")])
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
SMALL = 60_000  # bytes of a picture in the repository
# Commands that take their words before the web framework is loaded; those of Django's own are named by Django.
PURE = set(re.findall(r"name == \"(\w+)\"", (ROOT / "saoque" / "__main__.py").read_text(encoding="utf-8")))
OWN = {path.stem for path in ROOT.glob("saoque/*/management/commands/*.py") if path.stem != "__init__"}
DJANGO = {"migrate", "makemigrations", "collectstatic"}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_setting_of_the_environment_is_explained() -> None:
    source = _text(ROOT / "saoque" / "site" / "settings.py")
    read = set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", source))
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", _text(ROOT / "docs" / "operations.md"), re.M))
    assert len(read) > 10
    assert explained == read


def test_every_command_is_named_in_the_readme() -> None:
    named = set(re.findall(r"`saoque (\w+)", _text(ROOT / "README.md")))
    assert len(PURE) > 3
    assert named == PURE | OWN


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_commands_named_in_a_page_exist(page: Path) -> None:
    named = set(re.findall(r"`(?:\.venv/bin/)?saoque ([a-z_]+)", _text(page)))
    assert named - PURE - OWN - DJANGO == set()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_and_pictures_of_a_page_exist(page: Path) -> None:
    text = _text(page)
    links = [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r"(?:src|href)=\"([^\"]+)\"", text)]
    own = {link.split("#")[0] for link in links if "://" not in link and not link.startswith(("#", "mailto:"))}
    assert {link for link in own if not (page.parent / link).exists()} == set()


def test_every_page_of_the_docs_is_linked_from_another() -> None:
    linked = {
        (page.parent / link.split("#")[0]).resolve()
        for page in PAGES
        for link in re.findall(r"\]\(([^)\s]+)\)", _text(page))
        if "://" not in link
    }
    assert {_name(page) for page in PAGES if page.name != "README.md" and page.resolve() not in linked} == set()


def test_pictures_are_small_and_shown() -> None:
    shots = sorted((ROOT / "docs" / "shots").iterdir())
    assert len(shots) > 3
    assert {shot.name: shot.stat().st_size for shot in shots if shot.stat().st_size >= SMALL} == {}
    assert {Image.open(shot).format for shot in shots} == {"WEBP"}
    assert [shot.name for shot in shots if f"docs/shots/{shot.name}" not in _text(ROOT / "README.md")] == []


def test_tests_named_as_proof_exist() -> None:
    named = set(re.findall(r"`(\w+/tests/[\w.]+)`", _text(ROOT / "docs" / "security.md")))
    assert len(named) > 15
    assert {path for path in named if not (ROOT / "saoque" / path).is_file()} == set()


@pytest.mark.parametrize("guide", GUIDES, ids=_name)
def test_guides_quote_what_stands_on_the_screens(guide: Path) -> None:
    said = set()
    for path in ROOT.glob("saoque/*/locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            said |= {text for message in read_po(file, locale="en") for text in _forms(message.id)}
    quoted = set(re.findall(r"«([^»]+)»", _text(guide)))
    assert len(quoted) > 1
    assert {words for words in quoted if not any(words in text for text in said)} == set()


def _forms(ident: object) -> list[str]:
    """The one or two Vietnamese forms of a message."""
    return [str(one) for one in ident] if isinstance(ident, list | tuple) else [str(ident)]
