"""Coming in: sign-in, sign-up, demonstration roles, and the question who one is."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from saoque.kernel.errors import DomainError
from saoque.people import actions, letters, queries
from saoque.people.forms import SignUpForm, show_refusal
from saoque.people.models import User
from saoque.people.phones import show_phone
from saoque.people.roles import WORK_OF

SIGNED_UP_AS = "signed_up_as"


class SignIn(LoginView):  # type: ignore[misc]
    """The package's sign-in with the demonstration roles beside it."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "login": self.request.session.get(SIGNED_UP_AS, "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        accounts = queries.demo_accounts() if settings.DEMO_MODE else []
        context["demo_roles"] = [
            {"user": user, "held": held, "work": WORK_OF[held.role]}
            for user in accounts
            if (held := getattr(user, "shown_role", None))
        ]
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.pop(SIGNED_UP_AS, None)
        response: HttpResponse = super().form_valid(form)
        return response


@never_cache
@sensitive_post_parameters("password1", "password2")
@rate_limit(action="signup")
def sign_up(request: HttpRequest) -> HttpResponse:
    """Create an account, then ask for the password once more.

    A name that has an account gets exactly the same answer, so that nobody learns from it who is here;
    its owner gets a mail when there is an address.
    """
    if request.user.is_authenticated:
        return redirect("people:who")
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _create_or_warn(form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            request.session[SIGNED_UP_AS] = form.cleaned_data["phone"] or form.cleaned_data["email"]
            messages.success(
                request,
                _(
                    "Đã nhận đăng ký. Mời đăng nhập bằng mật khẩu vừa đặt. Nếu không vào được, có thể bạn đã có tài khoản từ trước."
                ),
            )
            return redirect(f"{reverse('account_login')}?next={reverse('people:who')}")
    return render(request, "account/signup.html", {"form": form}, status=422 if form.errors else 200)


def _create_or_warn(data: dict[str, Any]) -> None:
    known = [user for name in (data["phone"], data["email"]) if name and (user := User.objects.with_name(name))]
    if known:
        # The same work as for a new account, so that the time tells nothing either.
        User().set_password(data["password1"])
        for user in {user.pk: user for user in known}.values():
            if user.email:
                letters.post("account_already_exists", user.email)
        return
    user = actions.create_account(
        full_name=data["full_name"], email=data["email"], phone=data["phone"], password=data["password1"]
    )
    if user.email:
        letters.post("welcome", user.email, user)


@require_POST
def demo_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter as a demonstration account; outside the demonstration mode this page does not exist."""
    if not settings.DEMO_MODE:
        raise Http404
    user = get_object_or_404(User, pk=pk, is_demo=True, is_active=True)
    adapter = get_adapter()
    adapter.login(request, user)
    record_authentication(request, user, method="demo")
    wanted = request.POST.get("next", "")
    return redirect(wanted if wanted and adapter.is_safe_url(wanted) else settings.LOGIN_REDIRECT_URL)


@login_required
def who_am_i(request: HttpRequest) -> HttpResponse:
    """Lead a new person on: register as a producer, or wait to be let into a unit."""
    user: Any = request.user
    context = {"held": list(queries.roles_of(user)), "name_to_give": show_phone(user.phone) or user.email}
    return render(request, "people/who.html", context)


sign_in = method_decorator(never_cache, name="dispatch")(SignIn).as_view()
