"""What each room says, and whether its English catalogue says all of it and nothing else."""

import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2]
_SKIPPED = {"tests", "node_modules", "built", "assembled", "migrations"}
_KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
    "sentence",  # templates of the knowledge, which knows no catalogue
)
Key = tuple[str, str]
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def rooms() -> list[Path]:
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def catalogue_of(room: Path) -> Path:
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def said_in(room: Path) -> dict[Key, Message]:
    """Return everything marked in the room's code and templates, by context and text. Needs `xgettext`."""
    with tempfile.TemporaryDirectory() as folder:
        sources = list(_sources(room, Path(folder)))
        if not sources:
            return {}
        listed = Path(folder) / "files"
        listed.write_text("\n".join(map(str, sources)), encoding="utf-8")
        found = Path(folder) / "found.po"
        words = ["xgettext", "--language=Python", "--from-code=UTF-8", f"--files-from={listed}", f"--output={found}"]
        subprocess.run([*words, *(f"--keyword={word}" for word in _KEYWORDS)], check=True, capture_output=True)  # noqa: S603
        if not found.exists():
            return {}
        # The tool leaves blanks in the head for people to fill in.
        head_filled = found.read_text(encoding="utf-8").replace("INTEGER", "2").replace("EXPRESSION", "(n != 1)")
        listed.write_text(head_filled.replace("charset=CHARSET", "charset=UTF-8"), encoding="utf-8")
        with listed.open("rb") as file:
            return {_key(message): message for message in read_po(file) if message.id}


def _sources(room: Path, folder: Path) -> Iterator[Path]:
    """Python files as they are; templates turned into what `xgettext` can read, the way Django does it."""
    for path in sorted(room.rglob("*")):
        if set(path.relative_to(room).parts) & _SKIPPED:
            continue
        if path.suffix == ".py":
            yield path
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            target = folder / (path.relative_to(room).as_posix().replace("/", "__") + ".py")
            target.write_text(templatize(path.read_text(encoding="utf-8")), encoding="utf-8")
            yield target


def _key(message: Message) -> Key:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", first


def update(room: Path) -> None:
    """Write the room's catalogue anew: what is said, sorted by text, with the English it had; no dates, so that it merges."""
    said, kept = said_in(room), _kept_in(room)
    if not said:
        return
    fresh = Catalog(locale="en", project="saoque", creation_date=_NO_DATE, revision_date=_NO_DATE, fuzzy=False)
    fresh.header_comment = ""
    for key in sorted(said):
        old = kept.get(key)
        same_shape = old is not None and isinstance(old.id, str) == isinstance(said[key].id, str)
        flags = {flag for flag in said[key].flags if flag != "fuzzy"}
        fresh.add(said[key].id, old.string if old and same_shape else None, context=key[0] or None, flags=flags)
    catalogue_of(room).parent.mkdir(parents=True, exist_ok=True)
    with catalogue_of(room).open("wb") as file:
        write_po(file, fresh, width=0, no_location=True, sort_output=False)


def _catalogue(room: Path) -> Catalog:
    if not catalogue_of(room).exists():
        return Catalog(locale="en")
    with catalogue_of(room).open("rb") as file:
        return read_po(file, locale="en")


def _kept_in(room: Path) -> dict[Key, Message]:
    return {_key(message): message for message in _catalogue(room) if message.id}


def faults_of(room: Path) -> Iterator[str]:
    """Yield one line per text that has no English, an empty or doubtful one, or is said nowhere any more."""
    said, kept = said_in(room), _kept_in(room)
    for _context, text in sorted(_key(message) for message in _catalogue(room).obsolete.values()):
        yield f"{room.name}: obsolete: {text!r}"
    for key in sorted(set(said) - set(kept)):
        yield f"{room.name}: missing: {key[1]!r}"
    for key in sorted(set(kept) - set(said)):
        yield f"{room.name}: said nowhere: {key[1]!r}"
    for key in sorted(set(said) & set(kept)):
        message = kept[key]
        texts = [message.string] if isinstance(message.string, str) else list(message.string or [""])
        if not all(texts):
            yield f"{room.name}: empty: {key[1]!r}"
        if message.fuzzy:
            yield f"{room.name}: fuzzy: {key[1]!r}"
