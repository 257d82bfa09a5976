"""JSON-LD: schema.org and GS1. A head of the layout is the path of a property, `types` the @type at each path."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from saoque.feeds.fitting import Fit
from saoque.feeds.formats.tables import cell
from saoque.feeds.layouts import Layout

CONTEXTS: dict[str, Any] = {
    "schema": "https://schema.org",
    "gs1": {"@vocab": "https://ref.gs1.org/voc/", "gs1": "https://ref.gs1.org/voc/"},
}


def node(layout: Layout, fit: Fit) -> dict[str, Any]:
    """Return one product as a node; groups in which nothing is known are left out."""
    made: dict[str, Any] = {"@type": layout.types[""]}
    for column in layout.columns:
        text = fit.values[column.head]
        if not text or (column.fixed and "." in column.head and not _group_known(layout, fit, column.head)):
            continue
        *groups, last = column.head.split(".")
        at, path = made, ""
        for group in groups:
            path = f"{path}.{group}" if path else group
            at = at.setdefault(group, {"@type": layout.types[path]})
        at[last] = cell(column, text)
    return made


def _group_known(layout: Layout, fit: Fit, head: str) -> bool:
    """A fixed value belongs to its group only when something else of it is known, or the group is all fixed."""
    group = head.rpartition(".")[0]
    others = [column for column in layout.columns if column.head.startswith(f"{group}.") and not column.fixed]
    return not others or any(fit.values[column.head] for column in others)


def document(form: str, layout: Layout, fit: Fit) -> str:
    """Return one product as a document of its own."""
    return json.dumps({"@context": CONTEXTS[form], **node(layout, fit)}, ensure_ascii=False)


def pieces(form: str, layout: Layout, fits: Iterable[Fit]) -> Iterator[str]:
    """Yield one document whose graph holds all products."""
    yield f'{{"@context": {json.dumps(CONTEXTS[form])}, "@graph": [\n'
    first = True
    for fit in fits:
        yield ("" if first else ",\n") + json.dumps(node(layout, fit), ensure_ascii=False)
        first = False
    yield "\n]}\n"
