from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saoque.feeds.fitting import Fit
from saoque.feeds.layouts import Layout


@dataclass(frozen=True)
class Matter:
    """What goes into one file: the products that fit, and the withdrawn ones as the channel is told of them.

    `papers` are what a seller must have at hand by a dated record (for the run sheet), `issuer` who makes the file.
    """

    layout: Layout
    fits: tuple[Fit, ...]
    ended: tuple[Mapping[str, str], ...]
    day: date
    issuer: str = ""
    language: str = "vi"
    papers: tuple[str, ...] = ()
    papers_source: str = ""


@dataclass(frozen=True)
class Made:
    """A finished file."""

    content: bytes
    name: str
    content_type: str
