"""The small block format of handbook pages: plain text in, safe markup out. Nothing that a person types is ever markup.

One block per run of lines: `## heading`, `- point`, `1. step`, `! warning`, `> example`, and paragraphs. Inside a line
`**strong**` and `[words](page:slug)`, a link to another page of the handbook. There is nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_SIGNS = (
    ("heading", re.compile(r"##\s+")),
    ("points", re.compile(r"-\s+")),
    ("steps", re.compile(r"\d{1,2}\.\s+")),
    ("warning", re.compile(r"!\s+")),
    ("example", re.compile(r">\s+")),
)
_INLINE = re.compile(r"\*\*(?P<strong>[^*\n]+)\*\*|\[(?P<words>[^\]\n]+)\]\(page:(?P<slug>[a-z0-9-]+)\)")
_APART = {"heading"}  # kinds of which each line is a block of its own
_FRAMES = {
    "heading": "<h2>{}</h2>",
    "text": "<p>{}</p>",
    "points": "<ul>{}</ul>",
    "steps": "<ol>{}</ol>",
    "warning": '<div class="note wait">{}</div>',
    "example": '<div class="note info">{}</div>',
}


@dataclass(frozen=True, slots=True)
class Block:
    """`kind` is heading, text, points, steps, warning or example; one line per point, step or sentence."""

    kind: str
    lines: tuple[str, ...]


def parse(text: str) -> tuple[Block, ...]:
    """Cut a page's text into its blocks. Every text has a meaning; what is no sign is a paragraph."""
    found: list[Block] = []
    kind = ""
    lines: list[str] = []
    for raw in [*text.splitlines(), ""]:
        now, said = _line(raw.strip())
        if lines and (now != kind or kind in _APART):
            found.append(Block(kind, tuple(lines)))
            lines = []
        kind = now
        if said:
            lines.append(said)
    return tuple(found)


def _line(line: str) -> tuple[str, str]:
    if not line:
        return "", ""
    for kind, sign in _SIGNS:
        if begun := sign.match(line):
            return kind, line[begun.end() :].strip()
    return "text", line


def render(text: str, address: Callable[[str], str]) -> SafeString:
    """Return the markup of a page's text; `address` gives the address of a page by its slug, "" when there is none."""
    return format_html_join("\n", "{}", ((_frame(block, address),) for block in parse(text)))


def _frame(block: Block, address: Callable[[str], str]) -> SafeString:
    said = [_inline(line, address) for line in block.lines]
    if block.kind in ("points", "steps"):
        inside = format_html_join("", "<li>{}</li>", ((one,) for one in said))
    elif block.kind in ("warning", "example"):
        inside = format_html_join("", "<p>{}</p>", ((one,) for one in said))
    else:
        inside = format_html_join(" ", "{}", ((one,) for one in said))
    return format_html(_FRAMES[block.kind], inside)


def _inline(line: str, address: Callable[[str], str]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in _parts(line, address)))


def _parts(line: str, address: Callable[[str], str]) -> Iterator[str]:
    at = 0
    for found in _INLINE.finditer(line):
        yield line[at : found.start()]
        yield _marked(found, address)
        at = found.end()
    yield line[at:]


def _marked(found: re.Match[str], address: Callable[[str], str]) -> SafeString:
    if found["strong"]:
        return format_html("<b>{}</b>", found["strong"])
    target = address(found["slug"])
    return format_html('<a href="{}">{}</a>', target, found["words"]) if target else format_html("{}", found["words"])


def slugs_named(text: str) -> Iterator[str]:
    """Yield the slugs that a text links to."""
    return (found["slug"] for found in _INLINE.finditer(text) if found["slug"])


def plain(text: str) -> str:
    """Return the words alone, for searching and comparing."""
    return "\n".join(line for block in parse(text) for line in _bare(block.lines))


def _bare(lines: Iterable[str]) -> Iterator[str]:
    return (_INLINE.sub(lambda found: found["strong"] or found["words"], line) for line in lines)
