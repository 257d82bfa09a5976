"""The shapes of what people type. Rules and state stay in `actions`."""

from typing import Any

from allauth.account import forms as account
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from saoque.kernel.errors import DomainError
from saoque.people import letters
from saoque.people.adapter import PhoneField
from saoque.people.models import Unit, User
from saoque.people.phones import normalise_phone
from saoque.people.roles import ROLES_IN, UnitKind
from saoque.places.forms import PlaceField
from saoque.places.queries import provinces


def _text(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={name.replace("_", "-"): value for name, value in attrs.items()})


def _password(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete})


def _email_field(**kwargs: Any) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"})
    return forms.EmailField(label=_("Thư điện tử"), widget=widget, max_length=254, **kwargs)


def show_refusal(form: forms.BaseForm, error: DomainError) -> None:
    """Put the message of an action beside its field, or on top when the form has no such field."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


class SignInForm(account.LoginForm):  # type: ignore[misc]
    """Email or phone, and password. A phone is brought to its stored form, so that every spelling is one name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Số điện thoại hoặc thư điện tử")
        self.fields["login"].widget = _text(autocomplete="username", autocapitalize="none", spellcheck="false")
        self.fields["password"].label = _("Mật khẩu")
        self.fields["password"].widget = _password("current-password")
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        return clean_name_to_sign_in(self.cleaned_data["login"])


def clean_name_to_sign_in(name: str) -> str:
    """Return the email in lower case or the phone as +84…; raises `ValidationError` for a phone of a wrong length."""
    name = name.strip()
    if "@" in name:
        return name.lower()
    try:
        return normalise_phone(name)
    except DomainError as error:
        raise ValidationError(str(error)) from None


class SignUpForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120, widget=_text(autocomplete="name"))
    phone = PhoneField(required=False, help_text=_("Ví dụ 0912 345 678"))
    email = _email_field(required=False, help_text=_("Có thư thì lấy lại được mật khẩu khi quên."))
    password1 = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        max_length=200,
        widget=_password("new-password"),
        help_text=_("Từ 10 chữ trở lên. Một câu ngắn dễ nhớ là tốt nhất, ví dụ bốn tiếng không liên quan nhau."),
    )
    password2 = forms.CharField(
        label=_("Nhập lại mật khẩu"), strip=False, max_length=200, widget=_password("new-password")
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("phone") and not data.get("email"):
            self.add_error("phone", _("Hãy cho biết số điện thoại hoặc thư điện tử, để lần sau đăng nhập."))
        _check_repeated(self, data)
        password = data.get("password1")
        if password:
            _check_strength(self, password, User(full_name=data.get("full_name", ""), email=data.get("email")))
        return data


def _check_repeated(form: forms.BaseForm, data: dict[str, Any]) -> None:
    if data.get("password1") and data.get("password2") and data["password1"] != data["password2"]:
        form.add_error("password2", _("Hai lần nhập mật khẩu chưa giống nhau."))


def _check_strength(form: forms.BaseForm, password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        form.add_error("password1", error)


class ForgottenForm(account.ResetPasswordForm):  # type: ignore[misc]
    """Takes any address and looks nobody up: whether there is an account turns out when the letter is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email_field(help_text=_("Thư bạn đã khai khi đăng ký."))

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        letters.post(letters.FORGOTTEN, email)
        return email


class _TwoNewPasswords:
    """Vietnamese labels for the pair of fields that set a password."""

    fields: dict[str, forms.Field]

    def _name_fields(self) -> None:
        for name, label in (("password1", _("Mật khẩu mới")), ("password2", _("Nhập lại mật khẩu mới"))):
            self.fields[name].label = label
            self.fields[name].widget = _password("new-password")
        self.fields["password1"].help_text = _("Từ 10 chữ trở lên, không chỉ toàn chữ số.")


class NewPasswordForm(_TwoNewPasswords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name_fields()


class ChangePasswordForm(_TwoNewPasswords, account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name_fields()
        self.fields["oldpassword"].label = _("Mật khẩu đang dùng")
        self.fields["oldpassword"].widget = _password("current-password")
        self.fields["oldpassword"].help_text = ""


class ConfirmItIsMeForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Mật khẩu của bạn")
        self.fields["password"].widget = _password("current-password")
        self.fields["password"].help_text = ""


class NameForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120, widget=_text(autocomplete="name"))


class PhoneForm(forms.Form):
    phone = PhoneField(
        required=False, help_text=_("Ví dụ 0912 345 678. Để trống nếu không muốn đăng nhập bằng số này.")
    )


class EmailForm(forms.Form):
    email = _email_field(help_text=_("Chúng tôi gửi một đường dẫn đến thư này; mở đường dẫn thì thư mới được đổi."))


class AppointForm(forms.Form):
    """Who gets which role. The roles are those of the unit's kind."""

    name = forms.CharField(
        label=_("Số điện thoại hoặc thư điện tử của người đó"),
        max_length=254,
        widget=_text(autocomplete="off", autocapitalize="none"),
    )
    role = forms.ChoiceField(label=_("Vai trò"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Chức vụ, nơi làm việc"),
        max_length=160,
        required=False,
        help_text=_("Ghi như trên giấy tờ, ví dụ Phó Chủ tịch UBND xã"),
    )

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = ROLES_IN.get(unit.kind, ())
        field: Any = self.fields["role"]
        field.choices = [(role.value, role.label) for role in roles]
        if len(roles) == 1:
            field.initial = roles[0].value

    def clean_name(self) -> str:
        return clean_name_to_sign_in(self.cleaned_data["name"])


class UnitForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại đơn vị"), choices=[("", _("Chọn loại đơn vị")), *UnitKind.choices])
    name = forms.CharField(label=_("Tên đơn vị"), max_length=200, help_text=_("Ví dụ UBND xã Trường Xuân"))
    province: Any = forms.ModelChoiceField(
        label=_("Tỉnh, thành phố"), queryset=None, required=False, empty_label=_("Cả nước, hoặc theo xã bên dưới")
    )
    commune = PlaceField(label=_("Xã, phường"), required=False, help_text=_("Chỉ cần cho đơn vị cấp xã."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["province"]
        field.queryset = provinces()


class AuditFilterForm(forms.Form):
    """What to look for in the audit records; everything may be empty."""

    subject = forms.CharField(label=_("Việc về"), required=False, max_length=101)
    person = forms.CharField(label=_("Người làm"), required=False, max_length=120)
