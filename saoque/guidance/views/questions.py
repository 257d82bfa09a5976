"""Asking, the officers' queue, answering, and the questions that stand in the handbook."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.guidance import actions
from saoque.guidance.areas import area_of_commune, home_of
from saoque.guidance.forms import AnswerForm, AskForm, PublishForm
from saoque.guidance.models import Question
from saoque.guidance.queries import questions, search
from saoque.guidance.queries.topics import known_topic, topic_of
from saoque.guidance.rules import rules
from saoque.guidance.views.tools import page_of, reader_provinces
from saoque.kernel.errors import NotFound
from saoque.kernel.pages import attempt, seen_version
from saoque.kernel.text import fold
from saoque.people.actors import actor_of
from saoque.places.queries import Choice, unit_by_code
from saoque.producers.forms.base import carry_out


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every published question, the most helpful first; `q` narrows."""
    rows = questions.published(actor_of(request))
    wanted = request.GET.get("q", "")[:120].strip()
    words = [f" {word}" for word in fold(wanted).split()]
    if words:
        rows = rows.filter(search__holds_all=words)
    return render(request, "guidance/questions.html", {"page": page_of(request, rows), "q": wanted})


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask; what others asked alike is offered first. The place is known from the person's roles, or asked for."""
    actor = actor_of(request)
    about = request.POST.get("about", request.GET.get("ve", ""))[:120]
    topic = topic_of(about) if known_topic(about) else None
    home = home_of(actor)
    unit = unit_by_code(home.commune) if home.commune else None
    form = AskForm(
        request.POST or None, initial={"text": request.GET.get("q", "")[:300], "place": Choice(unit) if unit else None}
    )
    if home.province and unit is None:
        del form.fields["place"]
    alike = []
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        alike = search.similar(told["text"], provinces=reader_provinces(request)) if "sure" not in request.POST else []
        chosen = told.get("place")
        area = area_of_commune(chosen.unit) if chosen else home
        made: list[Question] = []
        if not alike and carry_out(
            form,
            lambda: made.append(
                actions.ask(
                    told["text"], actor=actor, area=area, about=about if topic else "", detail=told["detail"],
                    may_publish=told["may_publish"],
                )
            ),
        ):  # fmt: skip
            messages.success(request, _("Đã gửi câu hỏi. Câu trả lời sẽ hiện ở «Câu hỏi của tôi»."))
            return redirect("guidance:question", made[0].pk)
    context = {"form": form, "about": about if topic else "", "topic": topic, "alike": alike}
    return render(request, "guidance/ask.html", context, status=422 if form.errors else 200)


@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """What looks like the question being typed, as a part of the page."""
    text = request.GET.get("text", "")[:300]
    hits = search.similar(text, provinces=reader_provinces(request)) if len(fold(text)) >= 4 else []
    return render(request, "guidance/_alike.html", {"alike": hits})


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    return render(request, "guidance/mine.html", {"page": page_of(request, questions.asked_by(actor_of(request)))})


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What the people of the officer's area ask, the most urgent first."""
    actor = actor_of(request)
    if not rules.may(actor, "see_queue"):
        raise NotFound()
    state = request.GET.get("trang-thai", Question.State.WAITING)
    wanted = request.GET.get("q", "")[:120].strip()
    rows = questions.queue_of(actor, state=state, text=wanted)
    states = [(value, label) for value, label in Question.State.choices if value != Question.State.WITHDRAWN]
    context = {"page": page_of(request, rows), "q": wanted, "state": state, "states": states}
    return render(request, "guidance/queue.html", context)


@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponse:
    return _question_page(request, questions.get_question(actor_of(request), pk))


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = questions.get_question(actor, pk)
    rules.require(actor, "answer", found)
    form = AnswerForm(request.POST)
    if form.is_valid():
        found.version = form.cleaned_data["version"]
        if carry_out(form, lambda: actions.answer_question(found, form.cleaned_data["answer"], actor=actor)):
            messages.success(request, _("Đã trả lời. Người hỏi thấy ngay ở «Câu hỏi của tôi»."))
            return redirect("guidance:question", pk)
    return _question_page(request, questions.get_question(actor, pk), form)


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = questions.get_question(actor, pk)
    rules.require(actor, "answer", found)
    found.version = seen_version(request)
    return attempt(
        request,
        lambda: actions.publish_question(found, actor=actor, shown_text=request.POST.get("shown_text", "")),
        _("Đã đăng lên cẩm nang, không ghi tên người hỏi."),
        "guidance:question",
        pk,
    )


@login_required
@require_POST
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = questions.get_question(actor, pk)
    rules.require(actor, "answer", found)
    found.version = seen_version(request)
    return attempt(
        request,
        lambda: actions.unpublish_question(found, actor=actor),
        _("Đã gỡ khỏi cẩm nang."),
        "guidance:question",
        pk,
    )


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = questions.get_question(actor, pk)
    rules.require(actor, "withdraw_question", found)
    found.version = seen_version(request)
    return attempt(
        request, lambda: actions.withdraw_question(found, actor=actor), _("Đã rút câu hỏi."), "guidance:mine"
    )


@login_required
@require_POST
def helpful(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = questions.get_question(actor, pk)
    rules.require(actor, "vote", found)
    actions.vote(found, actor=actor)
    return redirect("guidance:question", pk)


def _question_page(request: HttpRequest, found: Question, form: AnswerForm | None = None) -> HttpResponse:
    actor = actor_of(request)
    may_answer = rules.may(actor, "answer", found)
    answering = form or AnswerForm(initial={"version": found.version, "answer": found.answer})
    context = {
        "question": found,
        "topic": topic_of(found.about),
        "own": rules.may(actor, "withdraw_question", found),
        "may_answer": may_answer,
        "may_vote": rules.may(actor, "vote", found),
        "form": answering,
        "publish_form": PublishForm(initial={"version": found.version, "shown_text": found.public_text}),
        "alike": search.similar(found.text, provinces=reader_provinces(request)) if may_answer else [],
    }
    return render(request, "guidance/question.html", context, status=422 if form is not None else 200)
