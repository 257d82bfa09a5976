"""Forms of needs and cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.kernel.calendar import today
from saoque.kernel.fields import DayField
from saoque.knowledge import Record
from saoque.people.models import Unit
from saoque.people.roles import UnitKind
from saoque.producers.models import Producer, Product
from saoque.support.actions import Figures, NewObstacle
from saoque.support.forms.fields import (
    PersonChoice,
    PlainForm,
    UnitChoice,
    VersionForm,
    WholeField,
    file_field,
    partners_of,
    people_of,
    people_of_partner,
    typed_number,
)
from saoque.support.kinds import OBSTACLE, STEPS, kind_choices, obstacle_kinds
from saoque.support.models import CaseMoney, Contact, Measure, SupportCase

_LONG = 20_000
OTHER = "other"


def _text(label: Any, help_text: Any = "", *, required: bool = True, longest: int = _LONG) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=longest, widget=forms.Textarea
    )


class ProductChoice(forms.ModelChoiceField[Product]):
    def label_from_instance(self, obj: Product) -> str:
        return obj.name


class AskForm(PlainForm):
    """What is needed, for which product, told in own words; and for an obstacle the office and the step."""

    kind = forms.ChoiceField(label=_("Bà con đang cần gì?"), choices=kind_choices, widget=forms.RadioSelect)
    product = ProductChoice(
        label=_("Cho sản phẩm nào?"), queryset=Product.objects.none(), required=False, empty_label=_("Cho cả cơ sở")
    )
    words = _text(_("Kể bằng lời của mình"), _("Đang làm tới đâu, mắc chỗ nào, muốn được giúp gì. Vài câu là đủ."))
    office = forms.ChoiceField(label=_("Cơ quan nào?"))
    office_name = forms.CharField(
        label=_("Tên cơ quan khác"), required=False, max_length=200, help_text=_("Ví dụ: Thuế cơ sở Thới Lai")
    )
    step = forms.ChoiceField(label=_("Vướng ở bước nào?"))
    obstacle_kind = forms.ChoiceField(label=_("Vướng kiểu gì?"))

    def __init__(self, *args: Any, producer: Producer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = producer.commune
        province = place.parent.code if place.parent else ""
        products: Any = self.fields["product"]
        products.queryset = Product.objects.filter(producer=producer).order_by("sort", "pk")
        near = Unit.objects.filter(kind=UnitKind.COMMUNE_COMMITTEE, commune__code=place.code, until__isnull=True)
        above = Unit.objects.filter(kind=UnitKind.OCOP_AGENCY, province__code=province, until__isnull=True)
        self.offices = {str(one.pk): one for one in (near | above).order_by("kind", "sort", "pk")}
        named = [(pk, one.name) for pk, one in self.offices.items()]
        empty = [("", _("Chọn một mục"))]
        self.fields["step"].choices = [*empty, *STEPS.items()]  # type: ignore[attr-defined]
        self.fields["obstacle_kind"].choices = [*empty, *((one, one) for one in obstacle_kinds(province))]  # type: ignore[attr-defined]

        self.fields["office"].choices = [*empty, *named, (OTHER, _("Cơ quan khác, ghi ở dưới"))]  # type: ignore[attr-defined]
        if self.is_bound and self.data.get("kind") != OBSTACLE:
            for name in ("office", "step", "obstacle_kind"):
                self.fields[name].required = False

    @property
    def obstacle(self) -> NewObstacle | None:
        sent = self.cleaned_data
        if sent["kind"] != OBSTACLE:
            return None
        office = self.offices.get(sent["office"])
        return NewObstacle(sent["step"], sent["obstacle_kind"], office, sent["office_name"])


class AcceptForm(VersionForm):
    due_on = DayField(label=_("Hẹn xong trước ngày"))
    owner = PersonChoice(label=_("Người phụ trách"), queryset=None, required=False, empty_label=_("Tôi phụ trách"))

    def __init__(self, *args: Any, case: SupportCase, leads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["owner"]
        people.queryset = people_of(case.unit_id)
        if not leads:
            del self.fields["owner"]


class AssignForm(VersionForm):
    owner = PersonChoice(label=_("Người phụ trách mới"), queryset=None)

    def __init__(self, *args: Any, case: SupportCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["owner"]
        people.queryset = people_of(case.unit_id)


class WaitForm(VersionForm):
    waiting_on = forms.ChoiceField(label=_("Đang chờ ai?"), choices=SupportCase.Waiting, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Chờ việc gì?"), max_length=300, help_text=_("Ví dụ: gửi ảnh mặt sau của nhãn"))


class ReasonForm(VersionForm):
    reason = _text(_("Vì sao?"), longest=500)


class WithdrawForm(VersionForm):
    reason = _text(_("Vì sao không cần nữa?"), required=False, longest=500)


class ReopenForm(ReasonForm):
    due_on = DayField(label=_("Hẹn xong trước ngày"))


class PassOnForm(ReasonForm):
    unit = UnitChoice(label=_("Chuyển cho đơn vị"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, case: SupportCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = case.producer.commune
        near = Unit.objects.filter(kind=UnitKind.YOUTH_COMMUNE, commune__code=place.code)
        above = Unit.objects.filter(kind=UnitKind.YOUTH_CITY, province__code=place.parent.code if place.parent else "")
        units: Any = self.fields["unit"]
        units.queryset = (near | above).filter(until__isnull=True).exclude(pk=case.unit_id).order_by("sort", "pk")
        self.order_fields(["unit", "reason"])


class FiguresPart(PlainForm):
    """Figures of one moment. A prefix lets two of them stand in one form."""

    revenue = WholeField(label=_("Doanh thu bình quân một tháng (đồng)"), required=False)
    jobs_regular = WholeField(label=_("Lao động thường xuyên (người)"), required=False)
    jobs_seasonal = WholeField(label=_("Lao động thời vụ (người)"), required=False)
    channels = WholeField(label=_("Số chỗ bán, kênh bán"), required=False)
    note = forms.CharField(label=_("Ghi chú, nguồn của con số"), max_length=500, required=False)

    @property
    def figures(self) -> Figures:
        return Figures(**{name: self.cleaned_data[name] for name in self.fields})

    @classmethod
    def initial_of(cls, measure: Measure | None) -> dict[str, Any]:
        """What is stored, as it is typed."""
        if measure is None:
            return {}
        typed = {name: getattr(measure, name) for name in ("revenue", "jobs_regular", "jobs_seasonal", "channels")}
        return {"note": measure.note, **{name: typed_number(value) for name, value in typed.items()}}


class CloseForm(VersionForm):
    result = _text(_("Bà con được gì sau vụ việc này?"), _("Viết để người khác đọc cũng hiểu: đã xong gì, còn gì."))


class PlanForm(VersionForm):
    plan = _text(_("Sẽ làm gì"), _("Bà con đọc được phần này."), required=False)
    due_on = DayField(label=_("Xong trước ngày"), required=False)
    partner = UnitChoice(
        label=_("Đối tác cùng làm"), queryset=Unit.objects.none(), required=False, empty_label=_("Chưa có đối tác"),
        help_text=_("Đối tác được ghi tên sẽ đọc được vụ việc này."),
    )  # fmt: skip
    partner_person = PersonChoice(
        label=_("Chỉ người này của đối tác được đọc"),
        queryset=None,
        required=False,
        empty_label=_("Mọi người của đối tác"),
    )

    def __init__(self, *args: Any, case: SupportCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = case.producer.commune
        partners: Any = self.fields["partner"]
        partners.queryset = partners_of(place.parent.code if place.parent else "")
        people: Any = self.fields["partner_person"]
        people.queryset = people_of_partner(case.partner_id)
        if case.partner_id is None:
            del self.fields["partner_person"]


class RecordForm(PlainForm):
    """From which record the steps are taken."""

    record = forms.ChoiceField(label=_("Lấy các bước từ"))

    def __init__(self, *args: Any, records: list[Record], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].choices = [(one.key, one.name) for one in records]  # type: ignore[attr-defined]


class StepForm(PlainForm):
    what = forms.CharField(label=_("Việc cần làm"), max_length=200)
    who = forms.CharField(label=_("Ai làm"), max_length=160, required=False)
    due_on = DayField(label=_("Hạn"), required=False)


class ChangeStepForm(VersionForm, StepForm):
    pass


class FinishForm(VersionForm):
    done_on = DayField(label=_("Xong ngày"), required=False)
    evidence = file_field(_("Ảnh, giấy cho thấy đã xong"))


class MoneyForm(PlainForm):
    source = forms.ChoiceField(label=_("Từ nguồn nào"), choices=CaseMoney.Source)
    what = forms.CharField(label=_("Dùng vào việc gì"), max_length=200)
    planned = WholeField(label=_("Dự kiến (đồng)"))


class PaidForm(VersionForm):
    planned = WholeField(label=_("Dự kiến (đồng)"))
    paid = WholeField(label=_("Đã chi tới nay (đồng)"))
    paid_on = DayField(label=_("Ngày chi gần nhất"), required=False)
    proof = file_field(_("Chứng từ"))


class MessageForm(PlainForm):
    text = _text(_("Viết tin nhắn"), longest=4000)


class ContactForm(PlainForm):
    met = forms.CharField(label=_("Gặp ai"), max_length=160)
    how = forms.ChoiceField(label=_("Gặp bằng cách nào"), choices=Contact.How)
    on = DayField(label=_("Ngày gặp"))
    agreed = _text(_("Đã hẹn, đã thống nhất điều gì"), longest=4000)

    def __init__(self, *args: Any, producer: Producer, **kwargs: Any) -> None:
        kwargs["initial"] = {"met": producer.representative_name, "on": today(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class AnswerForm(VersionForm):
    answer = _text(_("Cơ quan trả lời thế nào"), _("Nêu việc sẽ làm, ngày trả kết quả, giấy còn thiếu nếu có."))


class PastForm(PlainForm):
    unit = UnitChoice(label=_("Đơn vị đã giúp"), queryset=Unit.objects.none())
    kind = forms.ChoiceField(label=_("Đã giúp việc gì"))
    title = forms.CharField(label=_("Tên việc"), max_length=160)
    words = _text(_("Lúc ấy bà con cần gì"))
    asked_on = DayField(label=_("Ngày hỏi"))
    closed_on = DayField(label=_("Ngày xong"))
    result = _text(_("Bà con được gì"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["unit"]
        choice.queryset = units
        kinds: Any = self.fields["kind"]
        kinds.choices = [one for one in kind_choices() if one[0] != OBSTACLE]
