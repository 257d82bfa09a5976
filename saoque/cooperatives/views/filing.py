"""Filing by the founders, the commune's page, what follows the certificate."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.cooperatives.actions import filing as acts
from saoque.cooperatives.forms import FileForm, ProducerForm, ReceiveForm, RegisterForm, ReturnForm, TaskForm
from saoque.cooperatives.kinds import Channel
from saoque.cooperatives.models import Cooperative, Filing
from saoque.cooperatives.queries.access import get_cooperative, get_founding
from saoque.cooperatives.queries.capital import capital_on
from saoque.cooperatives.queries.picture import gaps_before_filing, picture_of
from saoque.cooperatives.records import founding_record, record_for
from saoque.cooperatives.rules import rules
from saoque.cooperatives.views.tools import attempt, carry_out, origin, sent, status_of
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.kernel.files import serve
from saoque.people.actors import actor_of


@login_required
@require_http_methods(["GET", "POST"])
def filing(request: HttpRequest, pk: int) -> HttpResponse:
    """Ways and fees from the record, what is still missing, earlier filings, noting the commune's answer."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    seen = picture_of(found)
    manages = rules.may(actor, "found", found)
    items = seen.meeting.agenda.all() if seen.meeting else []
    chosen = next((item.elected_id for item in items if item.key == "filer"), None)
    initial = {"channel": Channel.IN_PERSON, "filer": chosen}
    form = FileForm(sent(request), version=found.version, people=seen.people, initial=initial)

    def act() -> None:
        acts.file_founding(seen, form.cleaned_data["channel"], form.cleaned_data["filer"], actor=actor)

    if carry_out(form, act, found):
        messages.success(request, _("Đã nộp. Bộ giấy tờ được giữ nguyên như lúc nộp."))
        return redirect("cooperatives:filing", pk)
    facts = seen.process.facts
    waiting = found.state == Cooperative.State.FILED and seen.filing is not None
    context = {
        "one": found,
        "form": form,
        "manages": manages,
        "may": manages and found.state in (Cooperative.State.FOUNDING, Cooperative.State.RETURNED),
        "gaps": gaps_before_filing(seen),
        "fees": [(label, acts.fee_of(facts, value)) for value, label in Channel.choices],
        "fee": facts.get("fee", {}),
        "filings": list(found.filings.select_related("filer")),
        "return_form": ReturnForm(version=seen.filing.version, auto_id="return_%s")
        if waiting and manages and seen.filing
        else None,
        "register_form": RegisterForm(version=seen.filing.version, auto_id="register_%s")
        if waiting and manages and seen.filing
        else None,
        **origin(request, seen.process),
    }
    return render(request, "cooperatives/filing.html", context, status=status_of(form))


@login_required
@require_safe
def office(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed in, as it was handed in, and the commune's answers."""
    actor = actor_of(request)
    found = get_cooperative(actor, pk)
    if not rules.may(actor, "read_filed", found):
        raise NotFound()
    filings = list(found.filings.select_related("filer").prefetch_related("papers"))
    last = filings[0]
    waiting = last.state in (Filing.State.FILED, Filing.State.RECEIVED)
    context = {
        "one": found,
        "filings": filings,
        "last": last,
        "table": capital_on(found),
        "lines": list(found.lines.all()),
        "today": today(),
        "receive_form": ReceiveForm(version=last.version) if last.state == Filing.State.FILED else None,
        "return_form": ReturnForm(version=last.version, auto_id="return_%s") if waiting else None,
        "register_form": RegisterForm(version=last.version, auto_id="register_%s") if waiting else None,
        **origin(request, founding_record(found)),
    }
    return render(request, "cooperatives/office.html", context)


@login_required
@require_safe
def filed_paper(request: HttpRequest, pk: int, paper: int) -> HttpResponseBase:
    """One paper as it was handed in: for the commune, and for whoever keeps the founding."""
    actor = actor_of(request)
    found = get_cooperative(actor, pk)
    if not (rules.may(actor, "read_filed", found) or rules.may(actor, "read_personal", found)):
        raise NotFound()
    for one in found.filings.prefetch_related("papers__file"):
        for kept in one.papers.all():
            if kept.pk == paper:
                return serve(kept.file, request.user)
    raise NotFound()


def _last(request: HttpRequest, pk: int) -> Filing:
    """The filing that waits. Raises `NotFound` for whoever may neither answer nor keep the founding."""
    actor = actor_of(request)
    found = get_cooperative(actor, pk)
    last = found.filings.first()
    if last is None:
        raise NotFound()
    if not (rules.may(actor, "answer", found) or rules.may(actor, "found", found)):
        raise NotAllowed(_("Chỉ xã, hoặc người giữ hồ sơ, ghi được việc này."))
    last.cooperative = found
    return last


def _back(request: HttpRequest, one: Cooperative) -> str:
    return "cooperatives:office" if rules.may(actor_of(request), "answer", one) else "cooperatives:filing"


@login_required
@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    last = _last(request, pk)
    form = ReceiveForm(request.POST)

    def act() -> None:
        acts.receive(last, form.cleaned_data["receipt"], actor=actor)

    return attempt(request, form, act, _("Đã ghi là đã nhận."), _back(request, last.cooperative), pk, held=[last])


@login_required
@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    last = _last(request, pk)
    form = ReturnForm(request.POST)

    def act() -> None:
        acts.return_filing(last, form.cleaned_data["reason"], actor=actor)

    return attempt(request, form, act, _("Đã ghi trả lại để sửa."), _back(request, last.cooperative), pk, held=[last])


@login_required
@require_POST
def register(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    last = _last(request, pk)
    form = RegisterForm(request.POST, request.FILES)

    def act() -> None:
        told = form.cleaned_data
        acts.note_registration(last, told["number"], told["on"], told["certificate"], actor=actor)

    said = _("Đã ghi giấy chứng nhận. Đây là ghi nhận thông tin, sổ đăng ký chính thức ở hệ thống quốc gia.")
    return attempt(request, form, act, said, _back(request, last.cooperative), pk, held=[last])


@login_required
@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of the certificate, for members, the helping unit and the commune."""
    found = get_cooperative(actor_of(request), pk)
    if found.certificate is None:
        raise NotFound()
    return serve(found.certificate, request.user)


@login_required
@require_safe
def after(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be done after registration, who still owes capital, and the OCOP producer."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    manages = rules.may(actor, "found", found)
    tasks = [
        (
            task,
            TaskForm(
                version=task.version,
                auto_id=f"task{task.pk}_%s",
                initial={"due_on": task.due_on, "done_on": task.done_on, "note": task.note},
            )
            if manages
            else None,
        )
        for task in found.tasks.all()
    ]
    registered = found.state == Cooperative.State.REGISTERED
    context = {
        "one": found,
        "tasks": tasks,
        "owing": [row for row in capital_on(found).rows if row.owed > 0],
        "today": today(),
        "registered": registered,
        "producer_form": ProducerForm() if manages and registered and found.producer_id is None else None,
        **origin(request, record_for(found.commune, "coop_after")),
    }
    return render(request, "cooperatives/after.html", context)


@login_required
@require_POST
def task(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    one = found.tasks.filter(pk=task).first()
    if one is None:
        raise NotFound()
    one.cooperative = found
    form = TaskForm(request.POST)

    def act() -> None:
        told = form.cleaned_data
        acts.set_task(one, told["due_on"], told["done_on"], told["note"], actor=actor)

    return attempt(request, form, act, _("Đã ghi."), "cooperatives:after", pk, held=[one])


@login_required
@require_POST
def producer(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    form = ProducerForm(request.POST)
    if form.is_valid():
        try:
            acts.link_producer(found, form.cleaned_data["phone"], consent=form.cleaned_data["consent"], actor=actor)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Đã lập chủ thể OCOP. Giờ thêm sản phẩm đầu tiên."))
    else:
        messages.error(request, _("Hãy ghi điện thoại của hợp tác xã."))
    return redirect("cooperatives:after", pk)
