import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from saoque.places.forms import picker_context
from saoque.places.queries import find_units
from saoque.places.search import MAX_TEXT

_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}")


@require_safe
def find_place(request: HttpRequest) -> HttpResponse:
    """Show what a text (`?q=`) names: a list for the picker of field `?name=`, or a page for a person who asks."""
    text = request.GET.get("q", "")[:MAX_TEXT]
    name = request.GET.get("name", "")
    context = picker_context(name if _FIELD_NAME.fullmatch(name) else "place", text, find_units(text))
    if request.headers.get("X-Requested-With") == "fetch" or request.headers.get("HX-Request") == "true":
        # Asked at every pause in typing: without the frame's context, which would look up the person each time.
        response = HttpResponse(render_to_string("places/_found.html", context))
    else:
        response = render(request, "places/find.html", context)
    patch_vary_headers(response, ("X-Requested-With", "HX-Request"))
    return response
