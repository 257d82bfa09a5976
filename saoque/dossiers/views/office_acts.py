"""What officers do with the buttons of a dossier's page. Each act goes by the version that the page showed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from saoque.dossiers import deadlines
from saoque.dossiers.actions import intake
from saoque.dossiers.forms_office import IntakeRulesForm, ItemSet, JudgeForm, PartsForm, SeenForm, usual_due
from saoque.dossiers.models import Dossier, DossierState, ReturnItem
from saoque.dossiers.rules import rules
from saoque.dossiers.targets import labels_of
from saoque.dossiers.views.office import get_in_office, office_actor, own_settings_unit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale


def seen(request: HttpRequest, dossier: Dossier) -> Dossier:
    """Return the dossier as the page showed it, so that the compare-and-set refuses an act on an old page."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise Stale()
    dossier.version = form.cleaned_data["version"]
    return dossier


@login_required
@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = seen(request, get_in_office(request, pk))
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at_agency = dossier.state == DossierState.PROPOSED
    act = intake.receive_at_agency if at_agency else intake.receive_at_commune
    receipt = act(dossier, actor)
    messages.success(request, _("Đã nhận hồ sơ. Số phiếu: %(number)s.") % {"number": receipt.number})
    return redirect("dossiers:office_dossier", pk)


@login_required
@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Name what has to be mended. Places ticked on the dossier's page come along as `muc` in the address."""
    dossier = get_in_office(request, pk)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    act = _return_act(dossier)
    rules.require(actor, act.__name__, dossier)
    reopened = list(dossier.return_items.filter(office=deadlines.office_of(dossier), state=ReturnItem.State.OPEN))
    error = ""
    if request.method == "POST" and "add" not in request.POST:
        formset: Any = ItemSet(request.POST, prefix="muc", form_kwargs={"dossier": dossier})
        if formset.is_valid():
            try:
                act(seen(request, dossier), formset.items(), actor)
            except Stale:
                raise
            except DomainError as refused:
                error = str(refused)
            else:
                _say_returned(request, dossier)
                return redirect("dossiers:office_dossier", pk)
    else:
        formset = _item_rows(request, dossier, with_blank=not reopened)
    labels = labels_of(dossier)
    for item in reopened:
        item.label = labels.get((item.target, item.key), item.key)  # type: ignore[attr-defined]
    context = {"dossier": dossier, "formset": formset, "reopened": reopened, "error": error}
    return render(request, "dossiers/office/return.html", context, status=422 if error or formset.is_bound else 200)


def _return_act(dossier: Dossier) -> Callable[..., Any]:
    if deadlines.office_of(dossier) == "commune":
        return intake.return_from_commune
    return intake.return_from_agency


def _item_rows(request: HttpRequest, dossier: Dossier, *, with_blank: bool) -> Any:
    """Return the rows to fill in: those ticked or typed so far, and a fresh one when asked for or when there is none."""
    rows: list[dict[str, Any]] = []
    if request.method == "POST":
        typed = ItemSet(request.POST, prefix="muc", form_kwargs={"dossier": dossier})
        names = ("target", "reason", "due_on")
        rows = [{name: form[name].value() for name in names} for form in typed.forms]
        rows.append({"due_on": usual_due()})
    else:
        known = {f"{target}:{key}" for target, key in labels_of(dossier)}
        asked = [value for value in dict.fromkeys(request.GET.getlist("muc")) if value in known]
        rows = [{"target": value, "due_on": usual_due()} for value in asked]
        if not rows and with_blank:
            rows = [{"due_on": usual_due()}]
    return ItemSet(prefix="muc", initial=rows, form_kwargs={"dossier": dossier})


def _say_returned(request: HttpRequest, dossier: Dossier) -> None:
    count = dossier.return_items.filter(state=ReturnItem.State.OPEN).count()
    messages.success(
        request,
        ngettext(
            "Đã trả lại hồ sơ với %(n)d mục cần sửa. Chủ thể được báo qua thư.",
            "Đã trả lại hồ sơ với %(n)d mục cần sửa. Chủ thể được báo qua thư.",
            count,
        )
        % {"n": count},
    )


@login_required
@require_POST
def judge(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Accept what was mended, or open it again."""
    dossier = get_in_office(request, pk)
    item = ReturnItem.objects.filter(pk=item_pk, dossier=dossier).first()
    if item is None:
        raise NotFound()
    item.dossier = dossier
    form = JudgeForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Ngày hoặc lựa chọn chưa đúng. Hãy xem lại rồi gửi lần nữa."))
    if form.cleaned_data["state"] != item.state:
        raise Stale()
    accept = form.cleaned_data["verdict"] == "accept"
    due_on = form.cleaned_data["due_on"] or usual_due()
    actor: Actor = request.actor  # type: ignore[attr-defined]
    intake.judge_item(item, actor, accept=accept, reason=form.cleaned_data["reason"], due_on=due_on)
    said = _("Đã ghi: mục này được.") if accept else _("Đã mở lại mục này. Bấm «Trả lại để bổ sung» để báo chủ thể.")
    messages.success(request, said)
    return redirect("dossiers:office_dossier", pk)


@login_required
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the officer saw when checking the parts of the dossier."""
    dossier = get_in_office(request, pk)
    form = PartsForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Không có thành phần hồ sơ này. Hãy tải lại trang."))
    kept = form.cleaned_data
    actor: Actor = request.actor  # type: ignore[attr-defined]
    intake.check_parts(dossier, kept["present"], kept["note"], actor, version=kept["version"])
    messages.success(request, _("Đã ghi kết quả kiểm tra thành phần hồ sơ."))
    return redirect("dossiers:office_dossier", pk)


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """What the unit decides for itself where the decision is silent."""
    actor = office_actor(request)
    unit_id = own_settings_unit(actor)
    if unit_id is None:
        raise NotAllowed(_("Chỉ lãnh đạo đơn vị tiếp nhận mới đặt được quy ước này."))
    kept = deadlines.intake_rules(unit_id)
    initial = {
        "second_blank": kept.second_blank,
        "clock": kept.clock,
        "source": kept.source,
        "version": kept.version if kept.pk else 0,
    }
    form = IntakeRulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        intake.set_intake_rules(
            unit_id, chosen["second_blank"], chosen["clock"], chosen["source"], actor, version=chosen["version"]
        )
        messages.success(request, _("Đã lưu. Quy ước dùng cho các phiếu và lần gửi lại từ giờ."))
        return redirect("dossiers:office_settings")
    return render(request, "dossiers/office/settings.html", {"form": form}, status=422 if form.is_bound else 200)
