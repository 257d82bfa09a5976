"""Shapes of what people send. Rights and meaning are the actions' business."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.capital.models import WORKS, Claim, Loan, SavingsGroup
from saoque.capital.wording import in_words
from saoque.kernel.calendar import today
from saoque.kernel.fields import DayField, MoneyField, RateField
from saoque.knowledge.loans.schedule import MOST_MONTHS
from saoque.people.models import Unit
from saoque.producers.models import Paper, Producer, Product

OVERDUE = "overdue"


class ProductField(forms.ModelChoiceField):
    """One of a producer's products, or none of them in particular."""

    def __init__(self, producer: Producer, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Cho sản phẩm nào"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("empty_label", _("Cho cả cơ sở"))
        super().__init__(Product.objects.filter(producer=producer).order_by("sort", "pk"), **kwargs)


class WorkForm(forms.Form):
    """What was done, with the figures that policies ask for that kind of work."""

    trigger = forms.ChoiceField(label=_("Đã làm việc gì"), choices=WORKS)
    done_on = DayField(label=_("Ngày làm, ngày chi"))
    cost = MoneyField(label=_("Đã chi theo hóa đơn (đồng)"), required=False)
    area_m2 = forms.IntegerField(
        label=_("Diện tích cửa hàng (mét vuông)"), required=False, min_value=0, max_value=100_000
    )
    persons = forms.IntegerField(label=_("Số lao động trẻ"), required=False, min_value=0, max_value=10_000)
    months = forms.IntegerField(label=_("Số tháng làm việc"), required=False, min_value=0, max_value=600)
    minimum_wage = MoneyField(label=_("Lương tối thiểu vùng (đồng một tháng)"), required=False)

    def __init__(self, *args: Any, producer: Producer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trigger"].choices = [(code, in_words(words)) for code, words in WORKS]  # type: ignore[attr-defined]
        self.fields["product"] = ProductField(producer)
        self.order_fields(["trigger", "product", "done_on"])
        self.fields["done_on"].initial = today()


class TellForm(forms.Form):
    works = forms.BooleanField(label=_("Tôi đã kể đủ các việc đã làm"), required=False)
    received = forms.BooleanField(label=_("Ngoài các đề nghị ở đây, tôi chưa nhận khoản hỗ trợ nào"), required=False)


class ClaimForm(forms.Form):
    amount = MoneyField(label=_("Số tiền đề nghị (đồng)"), required=False, help_text=_("Để trống: lấy số đã tính."))
    note = forms.CharField(
        label=_("Lời thưa thêm"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, producer: Producer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"] = ProductField(producer)
        self.order_fields(["product", "amount", "note"])


class PaperForm(forms.Form):
    """A paper of the drawer for one line of a checklist; empty takes it out."""

    paper = forms.ModelChoiceField(Paper.objects.none(), label=_("Giấy trong ngăn"), required=False)

    def __init__(self, *args: Any, producer: Producer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = Paper.objects.filter(producer=producer, removed_at=None).order_by("title", "pk")
        self.fields["paper"].queryset = papers  # type: ignore[attr-defined]


class NeedForm(forms.Form):
    words = forms.CharField(label=_("Giấy gì"), max_length=200)


class HandOverForm(forms.Form):
    to = forms.CharField(label=_("Nộp cho ai"), max_length=200, help_text=_("Ví dụ: UBND xã Trung Hưng"))
    on = DayField(label=_("Ngày nộp"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today()


class PromiseForm(forms.Form):
    payer = forms.CharField(label=_("Tiền của ai"), max_length=200, help_text=_("Ví dụ: Ngân sách thành phố"))
    amount = MoneyField(label=_("Hứa chi bao nhiêu (đồng)"))
    number = forms.CharField(label=_("Số văn bản"), max_length=80, required=False)
    on = DayField(label=_("Ngày hứa"))
    due = DayField(label=_("Hạn chi"), required=False)


class PaymentForm(forms.Form):
    amount = MoneyField(label=_("Đã nhận (đồng)"))
    on = DayField(label=_("Ngày nhận"))
    proof = forms.FileField(label=_("Chứng từ"), required=False, help_text=_("Ảnh hoặc PDF: giấy báo có, phiếu chi."))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class CloseForm(forms.Form):
    note = forms.CharField(
        label=_("Ghi lại khi khép"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Còn tiền chưa về thì phải ghi vì sao."),
    )  # fmt: skip


class ClaimFilterForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    state = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=[("", _("Tất cả")), *Claim.State.choices])
    payer = forms.CharField(required=False, max_length=200)
    since = DayField(label=_("Từ ngày"), required=False)
    until = DayField(label=_("Đến ngày"), required=False)


class CalculatorForm(forms.Form):
    """A loan as people say it: the yearly rate in percent."""

    principal = MoneyField(label=_("Số tiền vay (đồng)"), min_value=1, initial=100_000_000)
    rate = RateField(label=_("Lãi suất một năm (%)"), max_value=200)
    months = forms.IntegerField(label=_("Thời hạn (tháng)"), min_value=1, max_value=MOST_MONTHS, initial=36)
    grace_months = forms.IntegerField(
        label=_("Số tháng đầu chỉ trả lãi"), min_value=0, max_value=MOST_MONTHS, initial=0, required=False
    )
    method = forms.ChoiceField(label=_("Cách trả"), choices=Loan.Method.choices, widget=forms.RadioSelect)
    first_due = DayField(label=_("Ngày trả kỳ đầu"))

    def clean_grace_months(self) -> int:
        return self.cleaned_data.get("grace_months") or 0


class LoanFilterForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("Tình trạng"), required=False,
        choices=[("", _("Tất cả")), (OVERDUE, _("Có nợ quá hạn")), *Loan.State.choices],
    )  # fmt: skip


class LoanForm(forms.Form):
    amount = MoneyField(label=_("Muốn vay (đồng)"))
    purpose = forms.CharField(label=_("Vay để làm gì"), max_length=300, help_text=_("Ví dụ: mua máy sấy dâu"))
    group = forms.ModelChoiceField(
        SavingsGroup.objects.none(), label=_("Vay qua tổ"), required=False, empty_label=_("Không qua tổ")
    )

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class DisburseForm(CalculatorForm):
    on = DayField(label=_("Ngày giải ngân"))
    check_within = forms.IntegerField(
        label=_("Kiểm tra sử dụng vốn trong (ngày)"), min_value=1, max_value=365, initial=30
    )


class RepayForm(forms.Form):
    principal = MoneyField(label=_("Trả gốc (đồng)"))
    interest = MoneyField(label=_("Trả lãi (đồng)"))
    on = DayField(label=_("Ngày trả"))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class CheckForm(forms.Form):
    on = DayField(label=_("Ngày đến xem"))
    as_planned = forms.TypedChoiceField(
        label=_("Vốn dùng đúng mục đích không"), choices=[("1", _("Đúng")), ("0", _("Chưa đúng"))],
        coerce=lambda sent: sent == "1", widget=forms.RadioSelect,
    )  # fmt: skip
    finding = forms.CharField(label=_("Đã thấy gì"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    next_due = DayField(label=_("Hẹn xem lần sau"), required=False)


class GroupForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đoàn xã, phường"))
    name = forms.CharField(label=_("Tên tổ"), max_length=160)
    hamlet = forms.CharField(label=_("Ấp, khu vực"), max_length=120, help_text=_("Mọi thành viên cùng ở đây."))
    on = DayField(label=_("Ngày lập"))
    members = forms.CharField(
        label=_("Thành viên"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Mỗi người một dòng, chỉ ghi họ tên. Người ở dòng đầu là tổ trưởng."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_members(self) -> list[str]:
        return [line.strip()[:120] for line in self.cleaned_data["members"].splitlines() if line.strip()]


class JoinForm(forms.Form):
    name = forms.CharField(label=_("Họ tên"), max_length=120)
    producer = forms.ModelChoiceField(
        Producer.objects.none(), label=_("Là người của cơ sở"), required=False, empty_label=_("Không có cơ sở")
    )
    on = DayField(label=_("Ngày vào tổ"))

    def __init__(self, *args: Any, producers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["producer"].queryset = producers  # type: ignore[attr-defined]


class MeetingForm(forms.Form):
    """One meeting; a field for the saving of each member."""

    on = DayField(label=_("Ngày họp"))
    present = forms.IntegerField(label=_("Số người dự"), min_value=1, max_value=100)
    resolution = forms.CharField(label=_("Đã quyết nghị gì"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, members: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for member in members:
            self.fields[f"saving_{member.pk}"] = MoneyField(label=member.name, required=False)

    def savings(self) -> dict[int, int]:
        """Return what was typed by id of the member, VND."""
        sent = {member.pk: self.cleaned_data.get(f"saving_{member.pk}") for member in self.members}
        return {pk: amount for pk, amount in sent.items() if amount}

    @property
    def saving_fields(self) -> list[forms.BoundField]:
        return [self[f"saving_{member.pk}"] for member in self.members]
