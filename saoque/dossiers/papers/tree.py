"""What a paper consists of, before it is drawn. Plain values: one writer makes Word of it, another PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style. `raised` is the mark of a footnote."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph. `indent` counts steps; `gap` is the space before it in points; `sticky` stays with the next."""

    runs: tuple[Run, ...]
    align: Align = "left"
    indent: int = 0
    gap: int = 0
    sticky: bool = False
    kind: str = "para"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `lines` stand under one another. The table of contents names those that are `listed`."""

    lines: tuple[str, ...]
    level: int = 1
    align: Align = "left"
    size: int = 13
    listed: bool = True
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a cell with line breaks has several lines. `strong` rows are headings of groups and totals."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` in parts of the whole; `head` is repeated on each page."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two columns side by side, each centred, `ruled` with a short line below."""

    left: tuple[Para, ...]
    right: tuple[Para, ...]
    ruled: bool = False
    kind: str = "pair"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands in a box of its own."""

    nodes: tuple[Para | Pair, ...]
    kind: str = "frame"


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line: above footnotes, or short and centred under a heading."""

    short: bool = False
    kind: str = "rule"


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, made from the headings of the same paper."""

    title: str
    kind: str = "contents"


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""

    kind: str = "break"


Node = Para | Heading | Table | Pair | Frame | Rule | Contents | Break


@dataclass(frozen=True, slots=True)
class Paper:
    """One whole paper; `title` names it in the file's properties."""

    title: str
    nodes: tuple[Node, ...] = field(default=())

    def headings(self) -> Iterator[Heading]:
        """Yield what the table of contents names."""
        return (node for node in self.nodes if isinstance(node, Heading) and node.listed)


def text(words: str, **style: object) -> Para:
    """Return a paragraph of one run; `bold` and `italic` go to the run, the rest to the paragraph."""
    run = Run(words, bold=bool(style.pop("bold", False)), italic=bool(style.pop("italic", False)))
    return Para((run,), **style)  # type: ignore[arg-type]
