"""The tables of addresses (`addresses*.yaml` in each room's tests) and the resolver's own list, brought together."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.urls import URLResolver, get_resolver, reverse

from saoque.site.tests.house import PERSONAS, House

TABLES = sorted(Path(__file__).parents[2].glob("*/tests/addresses*.yaml"))
EVERYBODY = ("visitor", *PERSONAS)


@dataclass(frozen=True)
class Row:
    """One address. `expected` maps each persona to the status of a GET, or of an empty POST where only POST is served.

    `writes` are the personas whose empty POST is a whole act and so changes something.
    """

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    method: str = "get"
    expected: dict[str, int] = field(default_factory=dict)
    writes: frozenset[str] = frozenset()

    def url(self, house: House) -> str:
        """Arguments that begin with a dollar sign name one of the house's things; the others are meant as they stand."""
        found = {
            key: house.thing(value[1:]) if isinstance(value, str) and value.startswith("$") else value
            for key, value in self.arguments.items()
        }
        return reverse(self.name, kwargs=found)


def table() -> list[Row]:
    """Read the tables of all rooms. A row says `else: status` for everybody whom it does not name under another status."""
    rows = []
    text = "".join(path.read_text(encoding="utf-8") for path in TABLES)
    heads = Counter(re.findall(r"(?m)^(\S+):$", text))
    assert max(heads.values()) == 1, [
        name for name, times in heads.items() if times > 1
    ]  # YAML would keep the last in silence
    for name, said in yaml.safe_load(text).items():
        answers = {
            persona: status for status, names in said["answers"].items() if status != "else" for persona in names
        }
        expected = {persona: answers.get(persona, said["answers"].get("else")) for persona in EVERYBODY}
        rows.append(
            Row(name, said.get("with", {}), said.get("method", "get"), expected, frozenset(said.get("writes", ())))
        )
    return rows


def names_of_all_addresses() -> Iterator[str]:
    """Yield the name of every address that the site answers, from the resolver itself."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, namespace: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        else:
            yield f"{namespace}{entry.name}"
