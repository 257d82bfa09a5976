"""Pages as people read them: a province's edition goes before the nation's."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from saoque.guidance import base, blocks
from saoque.guidance.models import Page, PageVersion
from saoque.guidance.settings_of import held_in
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.rulebook.procedure import add_months


@dataclass(frozen=True)
class Shown:
    """A version in the reader's language. `foreign`: an English page shows it in Vietnamese, because nobody translated it."""

    title: str
    lead: str
    body: str
    foreign: bool


def shown(version: PageVersion) -> Shown:
    if (get_language() or "").startswith("en"):
        if version.title_en and version.body_en:
            return Shown(version.title_en, version.lead_en, version.body_en, False)
        return Shown(version.title, version.lead, version.body, True)
    return Shown(version.title, version.lead, version.body, False)


def get_page(slug: str, provinces: Sequence[str] = ()) -> Page:
    """Return the page as it holds for the first of `provinces` that has its own, else the nation's. Raises `NotFound`."""
    found = {
        page.province: page
        for page in Page.objects.filter(slug=slug, current__isnull=False).select_related(
            "current__written_by", "current__written_in"
        )
    }
    for province in (*provinces, ""):
        if province in found:
            return found[province]
    if found:
        return next(iter(found.values()))
    raise NotFound()


def editions_of(slug: str) -> list[Page]:
    return list(Page.objects.filter(slug=slug, current__isnull=False).order_by("province"))


def pages_of(provinces: Sequence[str], chapter: str = "") -> list[Page]:
    """Return one edition of each page for a reader of `provinces`, in the order of the book. One query.

    Pages that only another province has are left out, unless the reader belongs nowhere.
    """
    rows = Page.objects.filter(current__isnull=False).select_related("current").order_by("position", "pk")
    if chapter:
        rows = rows.filter(chapter=chapter)
    chosen: dict[str, Page] = {}
    for page in rows:
        if page.province and provinces and page.province not in provinces:
            continue
        known = chosen.get(page.slug)
        if known is None or (page.province in provinces and not known.province):
            chosen[page.slug] = page
    return sorted(chosen.values(), key=lambda page: (page.position, page.pk))


def versions_of(page: Page) -> QuerySet[PageVersion]:
    return page.versions.select_related("written_by", "written_in").order_by("-number")


def get_version(page: Page, number: int) -> PageVersion:
    found = versions_of(page).filter(number=number).first()
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True)
class Change:
    """One line of a comparison: `kind` same, out or in."""

    kind: str
    words: str


def changes(before: PageVersion, after: PageVersion) -> list[Change]:
    """Compare two versions line by line, in Vietnamese, the language in which pages are checked."""
    kinds = {"  ": "same", "- ": "out", "+ ": "in"}
    return [
        Change(kinds[line[:2]], line[2:]) for line in difflib.ndiff(_lines(before), _lines(after)) if line[:2] in kinds
    ]


def _lines(version: PageVersion) -> list[str]:
    return [version.title, version.lead, *blocks.plain(version.body).splitlines(), *version.basis.splitlines()]


def stale_pages(province: str, on: date | None = None) -> QuerySet[Page]:
    """Return the pages of a province and the nation whose last check is older than the setting, the oldest first."""
    day = add_months(on or today(), -held_in(province).check_months)
    rows = Page.objects.filter(Q(province="") | Q(province=province), current__checked_on__lt=day)
    return rows.select_related("current").order_by("current__checked_on", "pk")


def overtaken_pages() -> QuerySet[Page]:
    """Return pages of officers beside which the product has laid a newer text since, to be compared."""
    newest = (
        PageVersion.objects.filter(page=OuterRef("pk"), origin=PageVersion.Origin.BASE)
        .values("page")
        .annotate(last=Max("number"))
        .values("last")
    )
    rows = Page.objects.filter(current__origin=PageVersion.Origin.OFFICER).annotate(base=Subquery(newest))
    return rows.filter(base__gt=F("current__number")).select_related("current").order_by("pk")


def base_of(page: Page) -> base.BasePage | None:
    """Return what the product itself says of a page: its door, topics and records."""
    return base.pages().get(page.slug)
