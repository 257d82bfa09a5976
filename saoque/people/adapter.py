"""How django-allauth finds, stores and tells people here: phones on the user, one answer for known and unknown names."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from saoque.kernel.errors import DomainError
from saoque.people import letters
from saoque.people.models import User
from saoque.people.phones import normalise_phone

log = logging.getLogger(__name__)

_MISMATCH = _("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy xem lại từng chữ, rồi thử lại.")


class PhoneField(forms.CharField):
    """A Vietnamese phone number, cleaned to +84…"""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Số điện thoại"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}))
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return normalise_phone(text)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by email or phone; the phone lives on the user."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đang tạm khóa. Hãy liên hệ người quản trị."),
        "email_password_mismatch": _MISMATCH,
        "phone_password_mismatch": _MISMATCH,
        "username_password_mismatch": _MISMATCH,
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng. Hãy nhập lại."),
        "incorrect_password": _("Mật khẩu chưa đúng. Hãy nhập lại."),
        "invalid_password_reset": _("Đường dẫn đặt lại mật khẩu không dùng được nữa."),
        "too_many_login_attempts": _("Đã thử sai nhiều lần. Hãy chờ 5 phút rồi thử lại, hoặc đặt lại mật khẩu."),
        "rate_limited": _("Bạn gửi hơi nhanh. Hãy chờ một phút rồi thử lại."),
    }

    # Phones

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        User.objects.filter(pk=user.pk, phone=phone).update(phone_verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """There is no message service yet: the code goes to the server's log, and the screen says so."""
        log.info("verification code for account %s: %s", user.pk, code)
        messages.info(
            self.request, _("Máy chủ chưa nối dịch vụ nhắn tin; mã nằm trong nhật ký máy chủ, hãy hỏi người quản trị.")
        )

    # Limits and redirects

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords per name alone.

        The package leaves phones out (so that all of them would share one count) and adds the host that the
        browser claims (so that a made-up port would begin a new count).
        """
        name = credentials.get("email") or credentials.get("phone") or credentials.get("username") or ""
        return str(name).lower()

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this very host are gone on to."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    # Mail

    def format_email_subject(self, subject: str) -> str:
        return f"Sao Quê: {subject}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Build the link on the configured address: the host header of whoever asked is not believed."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", key)

    def send_account_already_exists_mail(self, email: str) -> None:
        letters.post("account_already_exists", email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the letter: no page waits for a mail server, whether the name is known or not."""
        letters.post(template_prefix.removeprefix("account/email/"), email, context.get("user"))

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person what happened to the account; from where is not asked, so it is not told."""
        if user.email:
            self.send_mail(template_prefix, user.email, {"user": user})
