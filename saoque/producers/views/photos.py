from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque.kernel import files
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.files.models import StoredFile
from saoque.producers import actions, queries
from saoque.producers.models import Product, ProductPhoto
from saoque.producers.rules import rules
from saoque.producers.views.uploads import take_files

SMALL, LARGE, ORIGINAL = "nho", "lon", "goc"


@login_required
@require_safe
def index(request: HttpRequest, pk: int) -> HttpResponse:
    product = _own_product(request, pk)[1]
    return render(request, "producers/photos.html", _context(product))


@login_required
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    actor, product = _own_product(request, pk)
    return take_files(
        request,
        lambda upload: actions.add_photo(actor, product, upload),
        row=lambda photo: ("producers/_photo.html", {"photo": photo, "product": product}),
        back=("producers:photos", product.pk),
    )


@login_required
@require_POST
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    actor, photo = _own_photo(request, pk)
    try:
        actions.describe_photo(actor, photo, request.POST.get("alt", ""))
        messages.success(request, _("Đã lưu lời tả ảnh."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("producers:photos", photo.product_id)


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a photo one place forward (`to=front`) or back (`to=back`)."""
    actor, photo = _own_photo(request, pk)
    product = queries.get_product(actor, photo.product_id)
    order = [shown.pk for shown in product.shown_photos]  # type: ignore[attr-defined]
    if photo.pk not in order:
        raise NotFound()
    place = order.index(photo.pk)
    order.insert(max(0, place - 1 if request.POST.get("to") == "front" else place + 1), order.pop(place))
    actions.reorder_photos(actor, product, order)
    return redirect("producers:photos", product.pk)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    actor, photo = _own_photo(request, pk)
    actions.remove_photo(actor, photo)
    messages.success(request, _("Đã bỏ ảnh. Bỏ nhầm thì bấm «Đặt lại» ở cuối trang."))
    return redirect("producers:photos", photo.product_id)


@login_required
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    actor, photo = _own_photo(request, pk)
    actions.restore_photo(actor, photo)
    messages.success(request, _("Đã đặt lại ảnh."))
    return redirect("producers:photos", photo.product_id)


@require_safe
def show(request: HttpRequest, pk: int, size: str) -> HttpResponseBase:
    """A rendition, public with its product; the original for the producer's people alone."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    photo = queries.get_photo(actor, pk)
    if size == ORIGINAL and rules.may(actor, "edit_product", photo):
        return files.serve(photo.file, request.user)
    if photo.file.scan == StoredFile.Scan.INFECTED:
        raise NotFound()
    rendition = {SMALL: photo.small, LARGE: photo.large or photo.small}.get(size)
    if rendition is None:
        raise NotFound()
    # A small copy stands in for a large one that is not made yet: it must not be remembered for a year.
    final = size == SMALL or photo.large_id is not None
    return files.serve(rendition, None, public=final and photo.removed_at is None and photo.product.is_public)


def _own_product(request: HttpRequest, pk: int) -> tuple[Actor, Product]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    product = queries.get_product(actor, pk)
    return rules.require(actor, "edit_product", product), product


def _own_photo(request: HttpRequest, pk: int) -> tuple[Actor, ProductPhoto]:
    """Return the actor and the photo. A stranger's photo, public or not, looks like a missing one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    photo = queries.get_photo(actor, pk)
    if not rules.may(actor, "edit_product", photo):
        raise NotFound()
    return rules.require(actor, "edit_product", photo), photo


def _context(product: Product) -> dict[str, object]:
    return {
        "product": product,
        "photos": product.shown_photos,  # type: ignore[attr-defined]
        "removed": queries.removed_photos(product),
    }
