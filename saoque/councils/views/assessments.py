"""One dossier before the council: result, why the sheets differ, interests, the chair's acts, the advisory report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saoque.councils import actions
from saoque.councils.actions.closing import counted_sheets
from saoque.councils.forms import AdviceForm
from saoque.councils.models import AdvisoryReport, Assessment, Session
from saoque.councils.queries import get_assessment, session_table, why_apart
from saoque.councils.queries.tables import unmet_words
from saoque.councils.rules import is_recused, rules
from saoque.councils.views.tools import chosen_id
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.people.models import User
from saoque.people.roles import Role


@login_required
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """What this reader may see and do of one dossier before the council."""
    actor = actor_of(request)
    found = get_assessment(actor, pk)
    row = next(row for row in session_table(actor, found.session) if row.assessment.pk == found.pk)
    open_ = found.state == Assessment.State.SCORING and found.session.state == Session.State.OPEN
    steering = rules.may(actor, "steer", found)
    sheets = counted_sheets(found) if not row.sealed and steering else []
    place = {line.member_id: line for line in found.session.attendance.all()}
    may_close = rules.may(actor, "close_assessment", found) and open_
    chair = next((line for line in place.values() if line.role == Role.COUNCIL_CHAIR), None)
    chair_away = chair is not None and is_recused(found, chair.member_id)
    people = [line for line in place.values() if not is_recused(found, line.member_id)]
    context = {
        "assessment": found,
        "session": found.session,
        "row": row,
        "steering": steering,
        "sheets": [(sheet, place.get(sheet.member_id)) for sheet in sheets],
        "apart": why_apart(actor, found) if sheets else None,
        "over": row.spread is not None and row.spread > found.session.rules.spread_limit,
        "unmet_text": unmet_words(row.stars_by_points or 0, row.unmet) if row.unmet else "",
        "report": AdvisoryReport.objects.filter(assessment=found).select_related("written_by").first(),
        "lacking": actions.missing_for_close(found, counted_sheets(found)) if may_close and not row.sealed else [],
        "may_close": may_close,
        "may_take": rules.may(actor, "take_dossier", found) and found.state == Assessment.State.SCORING,
        "may_recuse": rules.may(actor, "recuse", found) and found.state == Assessment.State.SCORING,
        "may_recuse_oneself": rules.may(actor, "recuse_oneself", found) and found.state == Assessment.State.SCORING,
        "may_name": rules.may(actor, "name_presider", found) and chair_away and open_,
        "may_advise": rules.may(actor, "advise", found) and found.state == Assessment.State.SCORING,
        "people": people,
        "stand_ins": [line for line in people if line.role == Role.COUNCIL_MEMBER and line.present],
    }
    return render(request, "councils/assessment.html", context)


@login_required
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_assessment(actor, pk)
    reason = request.POST.get("reason", "")
    session_pk = found.session_id
    try:
        actions.take_dossier(found, reason, actor=actor)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("councils:assessment", pk)
    messages.success(request, _("Đã rút hồ sơ khỏi phiên, hồ sơ trở về cơ quan OCOP."))
    return redirect("councils:session", session_pk)


@login_required
@require_POST
def recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody steps back from this dossier; whoever steps back oneself sees it no more."""
    actor = actor_of(request)
    found = get_assessment(actor, pk)
    # Only who names nobody means oneself: a name that is not understood must not send away who typed it.
    sent = chosen_id(request, "member") if request.POST.get("member") else actor.user_id
    member = User.objects.filter(pk=sent or 0).first()
    reason = request.POST.get("reason", "")
    done = _("Đã ghi vắng mặt vì xung đột lợi ích.")
    if member is None:
        messages.error(request, _("Hãy chọn người vắng mặt."))
        return redirect("councils:assessment", pk)
    try:
        actions.recuse(found, member, reason, actor=actor)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("councils:assessment", pk)
    messages.success(request, done)
    if member.pk == actor.user_id:
        return redirect("councils:session", found.session_id)
    return redirect("councils:assessment", pk)


@login_required
@require_POST
def name_presider(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_assessment(actor, pk)
    rules.require(actor, "name_presider", found)
    member = User.objects.filter(pk=chosen_id(request, "member")).first()
    if member is None:
        messages.error(request, _("Hãy chọn người chủ trì thay."))
        return redirect("councils:assessment", pk)
    return attempt(
        request,
        lambda: actions.name_presider(found, member, actor=actor),
        _("Đã ghi người chủ trì thay cho hồ sơ này."),
        "councils:assessment",
        pk,
    )


@login_required
@require_POST
def score_again(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_assessment(actor, pk)
    rules.require(actor, "score_again", found)
    return attempt(
        request,
        lambda: actions.score_again(found, request.POST.get("reason", ""), actor=actor),
        _("Đã mở lần chấm mới. Phiếu cũ được giữ, thành viên bắt đầu từ điểm cũ của mình."),
        "councils:assessment",
        pk,
    )


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_assessment(actor, pk)
    rules.require(actor, "close_assessment", found)
    return attempt(
        request,
        lambda: actions.close_assessment(
            found,
            actor=actor,
            conclusion=request.POST.get("conclusion", ""),
            spread_reason=request.POST.get("spread_reason", ""),
            version=seen_version(request),
        ),
        _("Đã kết luận. Hồ sơ chờ người có thẩm quyền ký."),
        "councils:assessment",
        pk,
    )


@login_required
def advice(request: HttpRequest, pk: int) -> HttpResponse:
    """The advisory group writes its report; everyone before the council reads it."""
    actor = actor_of(request)
    found = get_assessment(actor, pk)
    report = AdvisoryReport.objects.filter(assessment=found).select_related("written_by").first()
    may = rules.may(actor, "advise", found) and found.state == Assessment.State.SCORING
    sent = request.POST if request.method == "POST" else None
    names = ("findings", "site_visit", "extra_tests", "proposal", "version")
    form = AdviceForm(sent, initial={name: getattr(report, name) for name in names} if report else None)
    if sent is not None and form.is_valid():
        try:
            actions.write_advisory_report(found, actor=actor, **form.cleaned_data)
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Đã ghi báo cáo Tổ tư vấn. Hội đồng thấy báo cáo này bên cạnh hồ sơ."))
            return redirect("councils:assessment", pk)
    context = {"assessment": found, "report": report, "form": form, "may": may}
    return render(request, "councils/advice.html", context, status=422 if sent is not None else 200)
