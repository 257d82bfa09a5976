import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel import files
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.producers import actions, queries
from saoque.producers.actions.recognition import ask_to_read_now
from saoque.producers.forms import PaperForm
from saoque.producers.forms.base import carry_out
from saoque.producers.kinds import facts_of, kind_groups
from saoque.producers.models import Paper, Producer
from saoque.producers.rules import rules
from saoque.producers.views.recognition import Seen, seen_on
from saoque.producers.views.uploads import take_files

TEXT_LIMIT = 200


@login_required
@require_safe
def index(request: HttpRequest, pk: int) -> HttpResponse:
    producer = own_producer(request, pk)[1]
    text, kind = request.GET.get("q", "")[:TEXT_LIMIT], request.GET.get("loai", "")
    ending = request.GET.get("het-han", "")
    papers = list(queries.papers_of(producer, text=text, kind=kind, ends=span_of(ending)))
    context = {
        "producer": producer,
        "papers": [row_of(paper) for paper in papers],
        "text": text,
        "kind": kind,
        "kinds": [one for _row, some in kind_groups(queries.kinds_in_drawer(producer)) for one in some],
        "removed": queries.removed_papers(producer),
        "ending": ending,
        "endings": endings(),
        "filtered": bool(text or kind or span_of(ending)),
        "limit": settings.UPLOAD_LIMIT,
    }
    return render(request, "producers/drawer.html", context)


@login_required
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    actor, producer = own_producer(request, pk)
    return take_files(
        request,
        lambda upload: actions.put_paper(actor, producer, upload),
        row=lambda paper: ("producers/_paper.html", {"row": row_of(paper), "fresh": True}),
        back=("producers:drawer", producer.pk),
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor, paper = _own_paper(request, pk)
    seen, back = seen_on(paper), _back(request, paper)
    if not seen.state:
        ask_to_read_now(paper)
        seen = seen_on(paper)
    form = PaperForm(paper, request.POST or None, read=seen.values if request.GET.get("dien") else None)
    if form.is_bound and form.is_valid():
        paper.version = form.cleaned_data["version"]
        if carry_out(form, lambda: actions.rename_paper(actor, paper, form.data_for_action())):
            messages.success(request, _("Đã lưu giấy «%(title)s».") % {"title": paper.title})
            return redirect(back)
    return render(
        request,
        "producers/edit_paper.html",
        {
            "form": form,
            "paper": paper,
            "seen": seen,
            "filled": bool(request.GET.get("dien")) and not form.is_bound,
            "originals": paper.originals.all(),
            "back": back,
            "known": _known(paper, seen),
        },
        status=422 if form.errors else 200,
    )


def _known(paper: Paper, seen: Seen) -> list[dict[str, object]]:
    """What is known of the paper's kind, or of the one that was read; with the usual last day while none is given."""
    issued = paper.issued_on or seen.values.get("issued_on")
    kind = paper.kind or seen.values.get("kind", "")
    found = facts_of([kind]).values()
    ends = paper.expires_on or seen.values.get("expires_on")
    return [{"of": one, "ends": one.ends_after(issued) if issued and not ends else None} for one in found]


def _back(request: HttpRequest, paper: Paper) -> str:
    """Where to go on to: the page of this site that was asked for in `ve`, else the drawer."""
    asked = request.GET.get("ve", "")
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return reverse("producers:drawer", args=[paper.producer_id])


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    actor, paper = _own_paper(request, pk)
    try:
        actions.remove_paper(actor, paper)
        messages.success(request, _("Đã bỏ giấy ra khỏi ngăn. Bỏ nhầm thì bấm «Đặt lại» ở cuối trang."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("producers:drawer", paper.producer_id)


@login_required
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    actor, paper = _own_paper(request, pk)
    actions.restore_paper(actor, paper)
    messages.success(request, _("Đã đặt lại giấy vào ngăn."))
    return redirect("producers:drawer", paper.producer_id)


@login_required
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself, for the producer's people and whoever a filed dossier lets in."""
    return files.serve(queries.get_open_paper(request.actor, pk).file, request.user)  # type: ignore[attr-defined]


def endings() -> list[tuple[str, str]]:
    """Return what may be asked of the last day, with its words."""
    return [
        ("qua", _("Đã hết hạn")),
        ("60", _("Hết hạn trong 60 ngày")),
        ("180", _("Hết hạn trong 6 tháng")),
    ]


def span_of(asked: str) -> tuple[dt.date | None, dt.date] | None:
    """Return the first and last day that `asked` means; None for every paper."""
    now = today()
    if asked == "qua":
        return None, now - dt.timedelta(days=1)
    return (now, now + dt.timedelta(days=int(asked))) if asked in ("60", "180") else None


def row_of(paper: Paper) -> dict[str, object]:
    """Return what the list shows of a paper: words of its kind, whether it ends soon, how many dossiers use it."""
    return {
        "paper": paper,
        "kind": paper.kind_words,
        "soon": queries.ends_soon(paper),
        "over": paper.expires_on is not None and paper.expires_on < today(),
        "left": (paper.expires_on - today()).days if paper.expires_on else 0,
        "used": getattr(paper, "used", 0),
    }


def own_producer(request: HttpRequest, pk: int) -> tuple[Actor, Producer]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    producer = queries.get_producer(actor, pk)
    return rules.require(actor, "read_drawer", producer), producer


def _own_paper(request: HttpRequest, pk: int) -> tuple[Actor, Paper]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    paper = queries.get_paper(actor, pk)
    return rules.require(actor, "edit_drawer", paper), paper
