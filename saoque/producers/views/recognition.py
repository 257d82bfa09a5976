"""What the machine read on a paper, for the page where a person looks it over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saoque.kernel import files
from saoque.kernel.errors import NotFound
from saoque.kernel.files.scanning import check_may_open
from saoque.producers import queries
from saoque.producers.kinds import kind_words
from saoque.producers.models import Paper, RecognisedPage, Recognition
from saoque.producers.recognition.words import from_rows

PADDING = 4  # thousandths around a word


@dataclass(frozen=True)
class Mark:
    """A frame around one word, in pixels of the page picture."""

    field: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class SeenPage:
    number: int
    width: int
    height: int
    marks: list[Mark]


@dataclass
class Seen:
    """`state` of the recognition (empty: never asked); `rows` as (field, label, words); `values` for the form."""

    state: str = ""
    rows: list[tuple[str, str, str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    pages: list[SeenPage] = field(default_factory=list)


def seen_on(paper: Paper) -> Seen:
    """Return what was read on the paper, in two queries."""
    found = Recognition.objects.filter(paper=paper).prefetch_related("pages").first()
    if found is None:
        return Seen()
    values = {proposal["field"]: _value(proposal["field"], proposal["value"]) for proposal in found.proposals}
    labels = _labels()
    rows = [(name, labels[name], _shown(name, value)) for name, value in values.items()]
    return Seen(found.state, rows, values, [_page(found, page) for page in found.pages.all()])


def _labels() -> dict[str, str]:
    return {
        "kind": _("Loại giấy"),
        "number": _("Số giấy"),
        "issuer": _("Nơi cấp"),
        "issued_on": _("Ngày cấp"),
        "expires_on": _("Hết hạn ngày"),
    }


def _value(name: str, value: str) -> Any:
    return dt.date.fromisoformat(value) if name.endswith("_on") else value


def _shown(name: str, value: Any) -> str:
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return kind_words(value) if name == "kind" else str(value)


def _page(found: Recognition, page: RecognisedPage) -> SeenPage:
    words = from_rows(found.words)
    marks = [
        _mark(proposal["field"], words[place].box, page)
        for proposal in found.proposals
        for place in proposal["words"]
        if words[place].page == page.number
    ]
    return SeenPage(page.number, page.width, page.height, marks)


def _mark(name: str, box: tuple[int, int, int, int], page: RecognisedPage) -> Mark:
    left, top, right, bottom = (max(0, box[0] - PADDING), max(0, box[1] - PADDING), box[2] + PADDING, box[3] + PADDING)
    return Mark(
        name,
        left * page.width // 1000,
        top * page.height // 1000,
        (right - left) * page.width // 1000,
        (bottom - top) * page.height // 1000,
    )


@login_required
@require_safe
def page(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The picture of one page, for the producer's own people."""
    paper = queries.get_paper(request.actor, pk)  # type: ignore[attr-defined]
    found = RecognisedPage.objects.select_related("picture").filter(recognition__paper=paper, number=number).first()
    if found is None:
        raise NotFound()
    check_may_open(paper.file, request.user)
    return files.serve(found.picture, request.user)
