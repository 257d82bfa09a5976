"""Writing pages: the machine lays the product's own beside what officers wrote; officers add versions."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.guidance import base, blocks
from saoque.guidance.index import CRITERIA, index_criteria, index_page
from saoque.guidance.models import HandbookRules, Page, PageVersion
from saoque.guidance.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set
from saoque.kernel.text import fold

LONGEST = 20_000  # characters of a page
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ORIGIN = PageVersion.Origin


@dataclass(frozen=True, kw_only=True)
class PageText:
    """What a person writes of a page. `body` in the block format; the English may be left out."""

    title: str
    lead: str
    body: str
    source: str
    checked_on: date
    basis: str = ""
    note: str = ""
    title_en: str = ""
    lead_en: str = ""
    body_en: str = ""


@transaction.atomic
def stock() -> int:
    """Lay down the pages of this release and the index of criteria; safe to run again. Return how many versions are new.

    A page on which an officer has written keeps that text; the new base version stands in its history to be compared.
    """
    fresh = sum(_lay(one) for one in base.pages().values())
    index_criteria()
    return fresh


def _lay(one: base.BasePage) -> bool:
    page, _made = Page.objects.get_or_create(
        slug=one.slug, province="", defaults={"chapter": one.chapter, "position": one.position}
    )
    if (page.chapter, page.position) != (one.chapter, one.position):
        page.chapter, page.position = one.chapter, one.position
        page.save(update_fields=["chapter", "position"])
    if page.versions.filter(origin=_ORIGIN.BASE, base_version=one.version).exists():
        return False
    by_officer = page.current is not None and page.current.origin == _ORIGIN.OFFICER
    vi, en = one.texts["vi"], one.texts["en"]
    said = _new_version(
        page,
        PageText(
            title=vi["title"], lead=vi["lead"], body=vi["body"], title_en=en["title"], lead_en=en["lead"],
            body_en=en["body"], basis="\n".join(one.basis), source=one.source, checked_on=one.checked_on,
        ),
        origin=_ORIGIN.BASE,
        base_version=one.version,
    )  # fmt: skip
    if not by_officer:
        _make_current(page, said, NOBODY)
    return True


@transaction.atomic
def write_page(
    slug: str, text: PageText, *, actor: Actor, province: str = "", chapter: str = "", version: int = 0
) -> Page:
    """Add a version to a page, or a page for a province. `version` is the one that the writer read, 0 for a new page.

    A first edition for a province begins beside the nation's page of the same slug. Raises `DomainError` naming the
    field, `NotAllowed` for another place than the officer's, `Stale` when somebody wrote meanwhile.
    """
    acting = rules.require(actor, "write_page", province)
    clean = _checked(text)
    page = Page.objects.filter(slug=slug, province=province).first() or _new_page(slug, province, chapter)
    if page.version != version:
        raise Stale(_("Bài này vừa có bản mới. Hãy tải lại trang, so hai bản rồi ghi tiếp."))
    said = _new_version(page, clean, origin=_ORIGIN.OFFICER, written_by=acting.user, written_in_id=acting.unit_id)
    _make_current(page, said, acting)
    return page


def _new_page(slug: str, province: str, chapter: str) -> Page:
    if not _SLUG.fullmatch(slug) or len(slug) > 80:
        raise DomainError(_("Tên trên đường dẫn chỉ gồm chữ không dấu, số và gạch nối."), field="slug")
    nation = Page.objects.filter(slug=slug, province="").first()
    where = nation.chapter if nation else chapter
    if where not in {one.slug for one in base.chapters()} - {CRITERIA}:
        raise DomainError(_("Hãy chọn chương cho bài này."), field="chapter")
    return Page.objects.create(slug=slug, province=province, chapter=where, position=nation.position if nation else 999)


def slug_for(title: str) -> str:
    """Return an address made of a title, not yet taken."""
    plain = fold(title).replace(" ", "-")[:70].strip("-") or "bai"
    taken = set(Page.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    return next(name for n in range(1, len(taken) + 2) if (name := plain if n == 1 else f"{plain}-{n}") not in taken)


def _checked(text: PageText) -> PageText:
    if not text.title.strip():
        raise DomainError(_("Bài cần một tên, như bà con sẽ hỏi."), field="title")
    if not text.body.strip():
        raise DomainError(_("Bài chưa có chữ nào."), field="body")
    if max(len(text.body), len(text.body_en)) > LONGEST:
        raise DomainError(_("Bài dài quá 20.000 chữ. Hãy tách làm hai bài."), field="body")
    if not text.source.strip():
        raise DomainError(_("Hãy ghi nguồn: số văn bản, hoặc địa chỉ trang đã xem."), field="source")
    if text.checked_on > today():
        raise DomainError(_("Ngày xem nguồn không thể ở tương lai."), field="checked_on")
    named = {*blocks.slugs_named(text.body), *blocks.slugs_named(text.body_en)}
    lost = named - set(Page.objects.filter(slug__in=named).values_list("slug", flat=True))
    if lost:
        raise DomainError(_("Chưa có bài nào tên «%(slug)s» để dẫn tới.") % {"slug": min(lost)}, field="body")
    said: dict[str, Any] = {name: value.strip() for name, value in asdict(text).items() if isinstance(value, str)}
    return replace(text, **said)


def _new_version(page: Page, text: PageText, **told: object) -> PageVersion:
    last = page.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return PageVersion.objects.create(page=page, number=last + 1, **asdict(text), **told)


def _make_current(page: Page, said: PageVersion, actor: Actor) -> None:
    """Let `said` be what people read, unless somebody else was faster. The version of the page is its number."""
    won = Page.objects.filter(pk=page.pk, version=page.version).update(current=said, version=said.number)
    if won != 1:
        raise Stale()
    page.current, page.version = said, said.number
    index_page(page, said)
    audit.record(page, "write_page", actor, data={"number": said.number, "source": said.source})


@transaction.atomic
def set_handbook_rules(
    province: str, *, answer_days: int, check_months: int, source: str, actor: Actor, version: int = 0
) -> HandbookRules:
    """Keep what a province sets for itself. `version` 0 when it had nothing of its own."""
    acting = rules.require(actor, "set_rules", province)
    if not 1 <= answer_days <= 60:
        raise DomainError(_("Hạn trả lời từ 1 đến 60 ngày làm việc."), field="answer_days")
    if not 1 <= check_months <= 60:
        raise DomainError(_("Hạn xem lại bài từ 1 đến 60 tháng."), field="check_months")
    if not source.strip():
        raise DomainError(_("Hãy ghi nguồn: số văn bản, hoặc ai đã quyết định."), field="source")
    chosen: dict[str, Any] = {"answer_days": answer_days, "check_months": check_months, "source": source.strip()[:400]}
    kept, fresh = HandbookRules.objects.get_or_create(province=province, defaults=chosen)
    if fresh:
        audit.record(kept, "set_handbook_rules", acting, to_state="held", data=chosen)
        return kept
    if kept.version != version:
        raise Stale()
    compare_and_set(kept, acting, "set_handbook_rules", data=chosen, **chosen)
    return kept
