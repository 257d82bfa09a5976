"""Registering a producer, and changing what is said of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.kernel.errors import DomainError
from saoque.places.forms import PlaceField
from saoque.places.queries import Choice
from saoque.producers import legal_forms
from saoque.producers.actions import ProducerData
from saoque.producers.actions.checks import clean_phone, clean_registration
from saoque.producers.forms.base import LayoutRow, StepForm, day_field
from saoque.producers.models import LegalForm, Producer

SEXES = [("female", _("Nữ")), ("male", _("Nam"))]


class RegisterForm(StepForm):
    """Everything that form 02 asks of a producer, in five questions."""

    legal_form = forms.ChoiceField(label=_("Loại hình"), choices=LegalForm.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Tên chủ thể"),
        help_text=_("Ghi đúng như trên giấy đăng ký và trên nhãn, ví dụ: Hợp tác xã Dâu tằm Thuận Phát."),
        max_length=200,
    )
    registration_number = forms.CharField(
        label=_("Số giấy đăng ký"), help_text=_("Mã số ở góc trên của giấy."), max_length=60, required=False
    )
    founded_on = day_field(_("Ngày thành lập, đăng ký kinh doanh"), _("Ngày trước, tháng sau."))
    place = PlaceField(label=_("Xã, phường nơi làm ra sản phẩm"))
    address_line = forms.CharField(
        label=_("Số nhà, ấp, đường"), max_length=200, required=False, help_text=_("Ví dụ: số 12, ấp Thạnh Phú 2.")
    )
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        help_text=_("Cán bộ gọi số này khi hồ sơ cần bổ sung."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư chưa đúng. Ví dụ đúng: ten@vidu.vn.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    representative_name = forms.CharField(
        label=_("Họ tên người đại diện"), max_length=120, help_text=_("Người đứng tên trên giấy đăng ký.")
    )
    representative_position = forms.CharField(
        label=_("Chức vụ"), max_length=120, required=False, help_text=_("Ví dụ: giám đốc, chủ hộ, tổ trưởng.")
    )
    representative_sex = forms.ChoiceField(
        label=_("Giới tính"), choices=SEXES, widget=forms.RadioSelect, required=False
    )
    representative_ethnicity = forms.CharField(
        label=_("Dân tộc"), max_length=40, required=False, help_text=_("Ví dụ: Kinh, Khmer, Hoa, Chăm.")
    )
    representative_residence = forms.CharField(label=_("Địa chỉ thường trú"), max_length=250, required=False)
    representative_disability = forms.BooleanField(
        label=_("Người đại diện là người khuyết tật và muốn được tính ở tiêu chí 3.2"),
        help_text=_("Chỉ đánh dấu khi tự nguyện khai."),
        required=False,
    )

    layout: tuple[LayoutRow, ...] = (
        (
            _("Bà con đang làm theo hình thức nào?"),
            _("Chọn đúng như giấy tờ hiện có. Sau này đổi hình thức thì sửa lại được."),
            ("legal_form",),
            "producers/_legal_forms.html",
        ),
        (_("Tên và giấy đăng ký"), "", ("name", "registration_number", "founded_on"), ""),
        (
            _("Nơi làm ra sản phẩm"),
            _("Gõ tên cũ hay tên mới đều được. Xã cũ đã chia ra nhiều nơi thì bà con tự chọn nơi mình đang ở."),
            ("place", "address_line"),
            "",
        ),
        (_("Liên lạc bằng cách nào?"), "", ("phone", "email"), ""),
        (
            _("Người đại diện"),
            "",
            (
                "representative_name",
                "representative_position",
                "representative_sex",
                "representative_ethnicity",
                "representative_residence",
                "representative_disability",
            ),
            "producers/_representative.html",
        ),
    )

    def clean_phone(self) -> str:
        return self._say(clean_phone, "phone")

    def clean_registration_number(self) -> str:
        return self._say(clean_registration, "registration_number")

    def _say(self, check: Any, name: str) -> str:
        try:
            said: str = check(self.cleaned_data[name])
        except DomainError as error:
            raise forms.ValidationError(str(error)) from None
        return said

    def legal_form_cards(self) -> list[tuple[legal_forms.LegalFormCard, bool]]:
        """Return each legal form with whether it is chosen now."""
        chosen = self["legal_form"].value()
        return [(card, card.value == chosen) for card in legal_forms.cards()]

    def data_for_action(self) -> ProducerData:
        """Return what was told, under the names of the model."""
        told: dict[str, Any] = dict(self.cleaned_data)
        told.pop("version", None)
        place: Choice = told.pop("place")
        told["commune"], told["old_place"] = place.unit, place.old
        told["representative_disability"] = "declared" if told["representative_disability"] else ""
        return ProducerData(**told)  # type: ignore[typeddict-item]


class ProducerForm(RegisterForm):
    """The same questions later, with history and structure, which form 02 asks for too."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    about = forms.CharField(
        label=_("Lịch sử hình thành"),
        required=False,
        max_length=20_000,
        help_text=_("Bắt đầu từ năm nào, ai khởi xướng, nay có bao nhiêu người."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    structure = forms.CharField(
        label=_("Cơ cấu tổ chức"),
        required=False,
        max_length=20_000,
        help_text=_("Ai phụ trách việc gì: sản xuất, sổ sách, bán hàng."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    layout: tuple[LayoutRow, ...] = (
        *RegisterForm.layout,
        (
            _("Giới thiệu"),
            _("Mẫu 02 hỏi hai mục này. Viết một lần ở đây, các hồ sơ sau được điền sẵn."),
            ("about", "structure"),
            "",
        ),
    )

    @staticmethod
    def initial_of(producer: Producer) -> dict[str, Any]:
        """Return what the form shows at first."""
        names = [name for name in ProducerForm.base_fields if name != "place"]
        told = {name: getattr(producer, name) for name in names}
        told["representative_disability"] = producer.representative_disability == "declared"
        return {**told, "place": Choice(producer.commune, producer.old_place)}
