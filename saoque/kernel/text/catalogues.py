"""What each room says, and whether its English catalogue says all of it and nothing else."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
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
)
Key = tuple[str, str]


def rooms() -> list[Path]:
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def catalogue_of(room: Path) -> Path:
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def said_in(room: Path) -> set[Key]:
    """Return (context, text) of everything marked in the room's code and templates. Needs `xgettext`."""
    with tempfile.TemporaryDirectory() as folder:
        sources = list(_sources(room, Path(folder)))
        if not sources:
            return set()
        listed = Path(folder) / "files"
        listed.write_text("\n".join(map(str, sources)), encoding="utf-8")
        found = Path(folder) / "found.po"
        words = ["xgettext", "--language=Python", "--from-code=UTF-8", f"--files-from={listed}", f"--output={found}"]
        subprocess.run([*words, *(f"--keyword={word}" for word in _KEYWORDS)], check=True, capture_output=True)  # noqa: S603
        if not found.exists():
            return set()
        # The tool leaves blanks in the head for people to fill in.
        head_filled = found.read_text(encoding="utf-8").replace("INTEGER", "2").replace("EXPRESSION", "(n != 1)")
        listed.write_text(head_filled.replace("charset=CHARSET", "charset=UTF-8"), encoding="utf-8")
        with listed.open("rb") as file:
            return {_key(message) for message in read_po(file) if message.id}


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


def faults_of(room: Path) -> Iterator[str]:
    """Yield one line per text that has no English, an empty or doubtful one, or is said nowhere any more."""
    said, kept = said_in(room), {}
    if catalogue_of(room).exists():
        with catalogue_of(room).open("rb") as file:
            catalogue = read_po(file, locale="en")
        kept = {_key(message): message for message in catalogue if message.id}
        for _context, text in sorted(_key(message) for message in catalogue.obsolete.values()):
            yield f"{room.name}: obsolete: {text!r}"
    for key in sorted(said - set(kept)):
        yield f"{room.name}: missing: {key[1]!r}"
    for key in sorted(set(kept) - said):
        yield f"{room.name}: said nowhere: {key[1]!r}"
    for key in sorted(said & set(kept)):
        message = kept[key]
        texts = [message.string] if isinstance(message.string, str) else list(message.string or [""])
        if not all(texts):
            yield f"{room.name}: empty: {key[1]!r}"
        if message.fuzzy:
            yield f"{room.name}: fuzzy: {key[1]!r}"
