"""The side of the unit that holds a class: announcing it, its list, its files, its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.guidance import actions
from saoque.guidance.forms import CancelForm, ClassForm, EnrolForm, MaterialForm
from saoque.guidance.models import TrainingClass
from saoque.guidance.queries import classes, pages
from saoque.guidance.views.tools import page_of
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.pages import attempt
from saoque.kernel.papers import stream_csv, write_xlsx
from saoque.people.actors import actor_of
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES
from saoque.producers.forms.base import carry_out

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Classes of the officer's units and of the communes below, the latest first."""
    actor = actor_of(request)
    _refuse_strangers(actor)
    context = {
        "page": page_of(request, classes.classes_of_units(actor)),
        "may_plan": bool(classes.planning_units(actor)),
    }
    return render(request, "guidance/own_classes.html", context)


@login_required
@require_safe
def table(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    _refuse_strangers(actor)
    head = [
        _("Lớp"), _("Đơn vị"), _("Ngày"), _("Nơi học"), _("Người dạy"), _("Số chỗ"), _("Ghi tên"), _("Có mặt"),
        _("Trạng thái"),
    ]  # fmt: skip
    rows = (_table_row(one) for one in classes.classes_of_units(actor))
    return stream_csv("lop-tap-huan", head, rows)


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    units = classes.planning_units(actor)
    if not units:
        raise NotFound()
    form = _class_form(request, units, initial={"seats": 30})
    if form.is_bound and form.is_valid():
        made: list[TrainingClass] = []
        unit = form.cleaned_data["unit"]
        if carry_out(form, lambda: made.append(actions.plan_class(unit, _data(form), actor=actor))):
            messages.success(request, _("Đã mở lớp. Bà con ghi tên được từ bây giờ."))
            return redirect("guidance:class", made[0].pk)
    context = {"form": form, "training": None}
    return render(request, "guidance/class_form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    training = classes.get_held_class(actor, pk)
    starts, ends = timezone.localtime(training.starts_at), timezone.localtime(training.ends_at)
    initial = {
        "version": training.version, "unit": training.unit_id, "title": training.title, "about": training.about,
        "trainer": training.trainer, "place": training.place, "day": starts.date(), "begins": starts.time(),
        "ends": ends.time(), "seats": training.seats, "topics": training.topics,
    }  # fmt: skip
    form = _class_form(request, [training.unit], initial=initial)
    if form.is_bound and form.is_valid():
        training.version = form.cleaned_data["version"] or 0
        if carry_out(form, lambda: actions.change_class(training, _data(form), actor=actor)):
            messages.success(request, _("Đã sửa lớp."))
            return redirect("guidance:class", pk)
    context = {"form": form, "training": training, "cancel_form": CancelForm()}
    return render(request, "guidance/class_form.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has a place, who waits, who came; the trainer ticks here. After the class: what people thought of it."""
    training = classes.get_held_class(actor_of(request), pk)
    context = {
        "training": training,
        "rows": list(classes.roster(training)),
        "open": training.state == TrainingClass.State.PLANNED,
        "begun": training.starts_at <= timezone.now(),
        "opinion": classes.opinion_of(training),
        "enrol_form": EnrolForm(),
        "material_form": MaterialForm(auto_id="material_%s"),
        "materials": list(training.materials.select_related("file").order_by("pk")),
    }
    return render(request, "guidance/roster.html", context)


@login_required
@require_safe
def roster_file(request: HttpRequest, pk: int) -> HttpResponse:
    training = classes.get_held_class(actor_of(request), pk)
    head = [
        _("Họ tên"), _("Điện thoại"), _("Thư điện tử"), _("Trạng thái"), _("Ghi tên lúc"), _("Có mặt lúc"),
        _("Cách ghi"), _("Mã chứng nhận"),
    ]  # fmt: skip
    rows = (
        [
            one.user.full_name, one.user.phone, one.user.email, one.get_state_display(), _when(one.asked_at),
            _when(one.attended_at), one.get_attended_how_display(), one.code,
        ]
        for one in classes.roster(training)
    )  # fmt: skip
    response = HttpResponse(write_xlsx(head, rows, _("Danh sách lớp")), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="lop-{training.pk}.xlsx"'
    return response


@login_required
@require_POST
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    training = classes.get_held_class(actor, pk)
    form = EnrolForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["person"][0]))
        return redirect("guidance:roster", pk)
    person = form.cleaned_data["person"]
    done = _("Đã ghi tên %(name)s.") % {"name": person.full_name}
    return attempt(request, lambda: actions.enrol(training, person, actor=actor), done, "guidance:roster", pk)


@login_required
@require_POST
def mark(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    actor = actor_of(request)
    training = classes.get_held_class(actor, pk)
    found = classes.get_registration(training, place)
    if request.POST.get("present") not in ("0", "1"):
        messages.error(request, _("Hãy bấm lại ở danh sách."))
        return redirect("guidance:roster", pk)
    present = request.POST["present"] == "1"
    done = _("Đã ghi có mặt.") if present else _("Đã bỏ ghi có mặt.")
    return attempt(request, lambda: actions.mark(found, present, actor=actor), done, "guidance:roster", pk)


@login_required
@require_POST
def add_material(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    training = classes.get_held_class(actor, pk)
    form = MaterialForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Hãy đặt tên và chọn một tệp PDF hoặc ảnh."))
        return redirect("guidance:roster", pk)
    told = form.cleaned_data
    return attempt(
        request,
        lambda: actions.add_material(training, told["title"], told["file"], actor=actor),
        _("Đã thêm tài liệu."),
        "guidance:roster",
        pk,
    )


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    training = classes.get_held_class(actor, pk)
    came = training.came  # type: ignore[attr-defined]
    done = ngettext(
        "Đã kết thúc lớp; %(n)d người có giấy chứng nhận.", "Đã kết thúc lớp; %(n)d người có giấy chứng nhận.", came
    ) % {"n": came}
    return attempt(request, lambda: actions.close_class(training, actor=actor), done, "guidance:roster", pk)


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    training = classes.get_held_class(actor, pk)
    reason = request.POST.get("reason", "")
    return attempt(
        request, lambda: actions.cancel_class(training, reason, actor=actor), _("Đã hủy lớp."), "guidance:class", pk
    )


def _refuse_strangers(actor: Actor) -> None:
    if not actor.has(*YOUTH_ROLES):
        raise NotFound()


def _class_form(request: HttpRequest, units: list[Unit], initial: dict[str, Any]) -> ClassForm:
    known = [(page.slug, pages.shown(page.current).title) for page in pages.pages_of([]) if page.current]
    choices = [(unit.pk, unit.name) for unit in units]
    return ClassForm(request.POST or None, units=choices, pages=known, initial=initial)


def _data(form: ClassForm) -> actions.ClassData:
    told = form.cleaned_data
    starts, ends = form.moments()
    return actions.ClassData(
        title=told["title"], about=told["about"], trainer=told["trainer"], place=told["place"], topics=told["topics"],
        seats=told["seats"], starts_at=starts, ends_at=ends,
    )  # fmt: skip


def _when(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%H:%M %d/%m/%Y") if moment else ""


def _table_row(one: Any) -> list[Any]:
    """A class as a row of the table; it comes with its counts."""
    day = timezone.localtime(one.starts_at).strftime("%d/%m/%Y")
    counts = [one.seats, one.placed, one.came]
    return [one.title, one.unit.name, day, one.place, one.trainer, *counts, one.get_state_display()]
