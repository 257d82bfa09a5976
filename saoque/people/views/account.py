"""My account: name, phone, email, password, roles."""

from typing import Any

from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from saoque.kernel.errors import DomainError, NotAllowed
from saoque.people import actions, letters, queries
from saoque.people.actors import actor_of
from saoque.people.forms import EmailForm, NameForm, PhoneForm, show_refusal
from saoque.people.models import User
from saoque.people.phones import show_phone
from saoque.people.recent import recently_signed_in
from saoque.people.rules import rules

EMAIL_LINK_SECONDS = 24 * 60 * 60


@login_required
def account(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = NameForm(request.POST or None, initial={"full_name": user.full_name})
    if request.method == "POST" and form.is_valid():
        actor = rules.require(actor_of(request), "change_account", user)
        try:
            actions.change_name(user, form.cleaned_data["full_name"], actor=actor)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu tên của bạn."))
            return redirect("people:account")
    held = list(queries.roles_of(user))
    context = {"form": form, "held": held, "phone": show_phone(user.phone)}
    return render(request, "people/account.html", context, status=422 if form.errors else 200)


@recently_signed_in
def change_phone(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = PhoneForm(request.POST or None, initial={"phone": show_phone(user.phone)})
    if request.method == "POST" and form.is_valid():
        actor = rules.require(actor_of(request), "change_account", user)
        try:
            actions.change_phone(user, form.cleaned_data["phone"], actor=actor)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu số điện thoại. Từ nay đăng nhập bằng số này được."))
            return redirect("people:account")
    return render(request, "people/phone.html", {"form": form}, status=422 if form.errors else 200)


@recently_signed_in
def change_email(request: HttpRequest) -> HttpResponse:
    """Send a link to the new address; nothing changes before it is opened. Taken addresses get the same answer."""
    user: Any = request.user
    form = EmailForm(request.POST or None)
    if user.is_demo:
        raise NotAllowed(_("Đây là tài khoản trình diễn, nhiều người dùng chung, nên không đổi được."))
    if request.method == "POST" and form.is_valid():
        rules.require(actor_of(request), "change_account", user)
        _send_email_link(user, form.cleaned_data["email"].lower())
        messages.info(
            request,
            _("Thư đang trên đường đến %(email)s. Mở đường dẫn trong thư để xong việc đổi.") % form.cleaned_data,
        )
        return redirect("people:account")
    return render(request, "account/email.html", {"form": form}, status=422 if form.errors else 200)


def _send_email_link(user: User, email: str) -> None:
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        letters.post("account_already_exists", email)
    else:
        letters.post(letters.CONFIRM_EMAIL, email, user, before=user.email)


@never_cache
@login_required
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Store the new address once its owner opens the link while signed in; mail scanners that open links change nothing."""
    user: Any = request.user
    email = _read_email_link(user, token)
    if email is None:
        return render(request, "account/email_confirm.html", {"email": None}, status=410)
    if request.method == "POST":
        before = user.email
        with transaction.atomic():
            actions.change_email(user, email, actor=rules.require(actor_of(request), "change_account", user))
            if before:
                letters.post("email_changed", before, user)
        messages.success(request, _("Đã đổi thư điện tử thành %(email)s.") % {"email": email})
        return redirect("people:account")
    return render(request, "account/email_confirm.html", {"email": email})


def _read_email_link(user: User, token: str) -> str | None:
    """Return the new address of a link that is genuine, fresh, of this person and not overtaken by another change."""
    try:
        owner, before, email = signing.loads(token, salt=letters.EMAIL_SALT, max_age=EMAIL_LINK_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    return str(email) if owner == user.pk and before == user.email else None


@login_required
def change_password(request: HttpRequest) -> HttpResponseBase:
    user: Any = request.user
    if user.is_demo or not user.has_usable_password():
        raise NotAllowed(_("Tài khoản trình diễn không có mật khẩu, nên không đổi được."))
    answer: HttpResponseBase = PasswordChangeView.as_view()(request)
    return answer
