"""The place for the official wording of printed sentences, which the rulebook holds only as points."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saoque import rulebook
from saoque.dossiers.actions.wording import enter_wording, own_province
from saoque.dossiers.models import OfficialWording
from saoque.dossiers.papers.gather import statements
from saoque.dossiers.rules import rules
from saoque.dossiers.views.writing.common import actor_of
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wordings(request: HttpRequest) -> HttpResponse:
    """Every printed sentence with its points, what is entered now, and who entered what before."""
    actor = rules.require(actor_of(request), "set_wording")
    decision = rulebook.decision_on(today()).code
    error = typed = key = ""
    if request.method == "POST":
        key, typed = request.POST.get("key", ""), request.POST.get("text", "")
        try:
            enter_wording(decision, key, typed, actor)
        except NotAllowed:
            raise
        except DomainError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Đã lưu. Từ nay bản in dùng câu chữ này."))
            return redirect("dossiers:wordings")
    entered = OfficialWording.objects.filter(decision=decision, province=own_province(actor))
    history: dict[str, list[OfficialWording]] = {}
    for row in entered.select_related("entered_by").order_by("-pk")[:200]:
        history.setdefault(row.key, []).append(row)
    rows = [
        {
            "key": name,
            "form": name.split(".")[0],
            "points": item.points,
            "where": item.verbatim_at,
            "text": typed if name == key else (history[name][0].text if name in history else ""),
            "history": history.get(name, []),
            "error": error if name == key else "",
        }
        for name, item in statements(decision).items()
    ]
    context = {"rows": rows, "error": error}
    return render(request, "dossiers/papers/wordings.html", context, status=422 if error else 200)
