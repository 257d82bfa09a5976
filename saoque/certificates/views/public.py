from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from saoque.certificates import actions
from saoque.certificates.forms import SightingForm
from saoque.certificates.models import Certificate
from saoque.certificates.paper import verify_address
from saoque.certificates.queries import certificate_by_code, life_of, state_on
from saoque.certificates.rules import rules
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.files import serve
from saoque.kernel.papers import qr_svg
from saoque.rulebook import decision, scorecard


@require_GET
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or number and lead to its page; also where a camera scan lands."""
    wanted = request.GET.get("ma", "").strip().rstrip("/").rsplit("/", 1)[-1][:60]
    if not wanted:
        return render(request, "certificates/verify.html")
    certificate = certificate_by_code(wanted)
    if certificate is None:
        return render(request, "certificates/unknown.html", {"wanted": wanted}, status=404)
    return redirect("certificate", code=certificate.code)


@never_cache
@require_GET
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Say in one word and one colour whether the certificate holds today, and for which product."""
    found = certificate_by_code(code)
    if found is None:
        return render(request, "certificates/unknown.html", {"wanted": code}, status=404)
    card = scorecard(found.scorecard)
    context = {
        "certificate": found,
        "state": state_on(found, today()),
        "life": life_of(found),
        "card": card,
        "law": decision(card.decision),
        "photo": found.product.photos.select_related("small").first(),
        "may_revoke": rules.may(request.actor, "revoke", found),  # type: ignore[attr-defined]
    }
    return render(request, "certificates/certificate.html", context)


@require_POST
def sighting(request: HttpRequest, code: str) -> HttpResponse:
    found = _get(code)
    form = SightingForm(request.POST)
    if form.is_valid():
        try:
            actions.report_sighting(found, visitor=request.META.get("REMOTE_ADDR", ""), **form.cleaned_data)
            messages.success(request, _("Đã ghi nhận. Cảm ơn bạn đã giúp giữ ngôi sao đúng chỗ."))
        except DomainError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, _("Chưa ghi được. Hãy chọn giống hay khác; lời kể dài nhất 1.000 chữ cái."))
    return redirect("certificate", code=found.code)


@require_GET
def pdf(request: HttpRequest, code: str) -> HttpResponseBase:
    found = _get(code)
    if found.pdf is None:
        return render(request, "certificates/pdf_waiting.html", {"certificate": found}, status=202)
    return serve(found.pdf, None)


@require_GET
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR as a drawing for labels and leaflets."""
    response = HttpResponse(qr_svg(verify_address(_get(code))), content_type="image/svg+xml")
    response["Content-Disposition"] = f'inline; filename="qr-{code}.svg"'
    return response


def _get(code: str) -> Certificate:
    found = certificate_by_code(code)
    if found is None:
        raise Http404
    return found
