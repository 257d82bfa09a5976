"""Writing: an officer's version of a page, a page for a place, what has to be looked at again, the room's settings."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.guidance import actions, blocks
from saoque.guidance.actions.pages import slug_for
from saoque.guidance.areas import place_name, provinces_of
from saoque.guidance.forms import NewPageForm, PageForm, RulesForm
from saoque.guidance.models import Page
from saoque.guidance.queries import pages
from saoque.guidance.rules import rules
from saoque.guidance.settings_of import held_in
from saoque.guidance.views.reading import page_address, page_context
from saoque.guidance.views.tools import reader_provinces
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out

_TEXTS = [one.name for one in fields(actions.PageText)]


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version that a page ever had. Open to everybody, like the page."""
    found = pages.get_page(slug, reader_provinces(request))
    rows = list(pages.versions_of(found))
    lines = [{"version": one, "before": rows[n + 1] if n + 1 < len(rows) else None} for n, one in enumerate(rows)]
    context = {"found": found, "lines": lines, "said": pages.shown(found.current), "query": _query(found)}  # type: ignore[arg-type]
    return render(request, "guidance/history.html", context)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = pages.get_page(slug, reader_provinces(request))
    context = page_context(found, pages.get_version(found, number), actor_of(request))
    return render(request, "guidance/version.html", context | {"query": _query(found)})


@require_safe
def compare(request: HttpRequest, slug: str, before: int, after: int) -> HttpResponse:
    found = pages.get_page(slug, reader_provinces(request))
    old, new = pages.get_version(found, before), pages.get_version(found, after)
    context = {"found": found, "old": old, "new": new, "changes": pages.changes(old, new), "query": _query(found)}
    return render(request, "guidance/compare.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the next version: of the nation's page by an administrator, of the own place's edition by everybody else."""
    actor = actor_of(request)
    found = pages.get_page(slug, reader_provinces(request))
    province = _place_to_write(actor, found)
    own = found.province == province
    shown_number = found.version if own else 0
    initial = {name: getattr(found.current, name) for name in _TEXTS if name not in ("note", "checked_on")}
    form = PageForm(request.POST or None, initial={**initial, "version": shown_number})
    if form.is_bound and form.is_valid() and _write(form, slug, province, actor):
        messages.success(request, _("Đã ghi bản mới của bài."))
        return redirect(f"{page_address(slug)}{_province_query(province)}")
    context = {"form": form, "found": found, "place": place_name(province), "own": own, "preview": _preview(form)}
    return render(request, "guidance/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A page of a place's own, beside those that the product brings."""
    actor = actor_of(request)
    province = _place_of_writer(actor)
    form = NewPageForm(request.POST or None, initial={"chapter": request.GET.get("chuong", "")})
    if form.is_bound and form.is_valid():
        slug = slug_for(form.cleaned_data["title"])
        if _write(form, slug, province, actor):
            messages.success(request, _("Đã thêm bài vào cẩm nang."))
            return redirect(f"{page_address(slug)}{_province_query(province)}")
    context = {"form": form, "found": None, "place": place_name(province), "own": True, "preview": _preview(form)}
    return render(request, "guidance/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def upkeep(request: HttpRequest) -> HttpResponse:
    """Pages that nobody has compared with their source for long, and pages with a newer text from the product."""
    actor = actor_of(request)
    if not rules.may(actor, "see_upkeep"):
        raise NotFound()
    province = next(iter(provinces_of(actor)), "")
    context = {
        "stale": list(pages.stale_pages(province)),
        "overtaken": list(pages.overtaken_pages()) if rules.may(actor, "write_page", "") else [],
        "held": held_in(province),
        "may_set": rules.may(actor, "set_rules", province),
    }
    return render(request, "guidance/upkeep.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    province = next((one for one in (*provinces_of(actor), "") if rules.may(actor, "set_rules", one)), None)
    if province is None:
        raise NotFound()
    held = held_in(province)
    form = RulesForm(
        request.POST or None,
        initial={
            "version": held.version,
            "answer_days": held.answer_days,
            "check_months": held.check_months,
            "source": held.source,
        },
    )
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        if carry_out(form, lambda: actions.set_handbook_rules(province, actor=actor, **told)):
            messages.success(request, _("Đã ghi. Các câu hỏi sau này theo hạn mới."))
            return redirect("guidance:upkeep")
    context = {"form": form, "held": held, "place": place_name(province)}
    return render(request, "guidance/settings.html", context, status=422 if form.errors else 200)


def _write(form: PageForm, slug: str, province: str, actor: Actor) -> bool:
    told = {name: form.cleaned_data[name] for name in _TEXTS}
    return carry_out(
        form,
        lambda: actions.write_page(
            slug, actions.PageText(**told), actor=actor, province=province,
            chapter=form.cleaned_data.get("chapter", ""), version=form.cleaned_data["version"],
        ),
    )  # fmt: skip


def _place_to_write(actor: Actor, found: Page) -> str:
    """Return for which place the actor writes this page. For whoever may not, the way to write does not exist."""
    for province in (found.province, *provinces_of(actor)):
        if rules.may(actor, "write_page", province):
            return province
    raise NotFound()


def _place_of_writer(actor: Actor) -> str:
    for province in (*provinces_of(actor), ""):
        if rules.may(actor, "write_page", province):
            return province
    raise NotFound()


def _preview(form: PageForm) -> Any:
    return blocks.render(str(form["body"].value() or ""), page_address) if form.is_bound else ""


def _query(found: Page) -> str:
    return _province_query(found.province)


def _province_query(province: str) -> str:
    return f"?noi={province}" if province else ""
