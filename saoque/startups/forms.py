"""The forms of the room."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saoque.kernel.access import Actor
from saoque.kernel.fields import DayField, MoneyField
from saoque.people.roles import Role
from saoque.places.forms import PlaceField
from saoque.producers.models import Producer, Product
from saoque.sources.queries import records_of
from saoque.startups.actions.contests import Call
from saoque.startups.actions.people import mentors_for
from saoque.startups.actions.projects import Idea
from saoque.startups.eligibility import EntryRules
from saoque.startups.models import BudgetLine, Contest, ContestRound, Criterion, Project


class IdeaForm(forms.Form):
    """The first words of a project; what belongs to a producer can be left out."""

    name = forms.CharField(label=_("Tên dự án"), max_length=160)
    problem = forms.CharField(
        label=_("Chuyện gì đang khó?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000,
        help_text=_("Ai đang gặp khó, khó thế nào."),
    )  # fmt: skip
    solution = forms.CharField(
        label=_("Nhóm làm gì để gỡ?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000,
        help_text=_("Làm ra thứ gì, bán cho ai, khác chỗ nào."),
    )  # fmt: skip
    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=Project.Field)
    innovative = forms.BooleanField(
        label=_("Có cái mới về công nghệ, sản phẩm hoặc cách làm"), required=False,
        help_text=_("Được tính là khởi nghiệp đổi mới sáng tạo."),
    )  # fmt: skip
    place = PlaceField(label=_("Làm ở xã, phường nào"))
    producer: Any = forms.ModelChoiceField(label=_("Gắn với chủ thể"), queryset=Producer.objects.none(), required=False)
    product: Any = forms.ModelChoiceField(label=_("Gắn với sản phẩm"), queryset=Product.objects.none(), required=False)
    born_on = DayField(
        label=_("Ngày sinh của bạn"), required=False,
        help_text=_("Cuộc thi thường giới hạn tuổi. Chỉ nhóm nhìn thấy."),
    )  # fmt: skip

    def __init__(self, actor: Actor, *args: Any, kept: Project | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Q(unit__in=actor.unit_ids(Role.PRODUCER)) | Q(pk=kept.producer_id if kept else None)
        mine = Producer.objects.filter(own).order_by("sort")
        self.fields["producer"].queryset = mine  # type: ignore[attr-defined]
        self.fields["product"].queryset = Product.objects.filter(producer__in=mine).order_by("sort")  # type: ignore[attr-defined]
        for name in ("producer", "product"):
            self.fields[name].empty_label = _("Chưa gắn")  # type: ignore[attr-defined]
            if not mine:
                del self.fields[name]

    def told(self) -> Idea:
        told = {key: value for key, value in self.cleaned_data.items() if key not in ("born_on", "place")}
        return Idea(commune=self.cleaned_data["place"].unit, **told)


class MilestoneForm(forms.Form):
    title = forms.CharField(label=_("Việc cần đạt"), max_length=160)
    due_on = DayField(label=_("Trước ngày"))


class BudgetForm(forms.Form):
    what = forms.CharField(label=_("Tiền dùng vào việc gì"), max_length=160)
    source = forms.ChoiceField(label=_("Tiền từ đâu"), choices=BudgetLine.Source)
    planned = MoneyField(label=_("Dự tính"), help_text=_("Đồng, ví dụ 35.000.000"))


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Số điện thoại hoặc thư điện tử"), max_length=120)
    part = forms.CharField(label=_("Lo việc gì trong nhóm"), max_length=120, required=False)


class MentorForm(forms.Form):
    mentor = forms.TypedChoiceField(label=_("Mời ai"), coerce=int)
    message = forms.CharField(
        label=_("Nhóm mong được giúp điều gì"), widget=forms.Textarea(attrs={"rows": 4}), max_length=3000
    )

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.pk: one for one in mentors_for(project)}
        self.fields["mentor"].choices = [  # type: ignore[attr-defined]
            (pk, f"{one.user.full_name} · {one.unit.name}") for pk, one in self.people.items()
        ]


class ContestForm(forms.Form):
    """A contest; its entry rules begin from the record chosen on the page before."""

    name = forms.CharField(label=_("Tên cuộc thi"), max_length=160)
    level = forms.ChoiceField(label=_("Cấp tổ chức"), choices=Contest.Level, initial=Contest.Level.CITY)
    about = forms.CharField(
        label=_("Giới thiệu"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=5000
    )
    closes_on = DayField(label=_("Nhận dự án đến hết ngày"))
    age_least = forms.IntegerField(label=_("Tuổi từ"), min_value=14, max_value=100)
    age_most = forms.IntegerField(label=_("Tuổi đến"), min_value=14, max_value=100)
    team_most = forms.IntegerField(label=_("Mỗi nhóm nhiều nhất (người)"), min_value=1, max_value=20)
    entries_most = forms.IntegerField(label=_("Mỗi người có tên trong nhiều nhất (dự án)"), min_value=1, max_value=20)
    taking = forms.ChoiceField(label=_("Nhận dự án thế nào"), choices=Contest.Taking)
    averaging = forms.ChoiceField(label=_("Cách tính điểm từ các phiếu"), choices=Contest.Averaging)
    record = forms.ChoiceField(label=_("Thể lệ lấy từ"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.key, one.name) for one in records_of("contest")]
        self.fields["record"].choices = [("", _("Thể lệ riêng")), *known]  # type: ignore[attr-defined]

    def told(self) -> Call:
        data = dict(self.cleaned_data)
        four = {name: data.pop(name) for name in ("age_least", "age_most", "team_most", "entries_most")}
        return Call(rules=EntryRules(**four), **data)


class CriterionForm(forms.Form):
    name = forms.CharField(label=_("Tiêu chí"), max_length=160)
    most = forms.IntegerField(label=_("Điểm cao nhất"), min_value=1, max_value=100)


class RoundForm(forms.Form):
    name = forms.CharField(label=_("Tên vòng"), max_length=80)
    passing = forms.ChoiceField(label=_("Vào vòng sau"), choices=ContestRound.Passing)
    bound = forms.IntegerField(
        label=_("Số dự án hoặc mức điểm"), min_value=1, max_value=2000, required=False,
        help_text=_("Vòng cuối thì để trống."),
    )  # fmt: skip


class SheetForm(forms.Form):
    """One box of points per criterion; boxes may stay empty until the sheet is handed in."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, criteria: list[Criterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"points_{one.pk}"] = forms.IntegerField(
                label=one.name, min_value=0, max_value=one.most, required=False,
                help_text=_("Từ 0 đến %(most)d điểm") % {"most": one.most},
                widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
            )  # fmt: skip
        self.fields["opinion"] = forms.CharField(
            label=_("Nhận xét"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
        )

    def points(self) -> dict[int, int]:
        given = {one.pk: self.cleaned_data.get(f"points_{one.pk}") for one in self.criteria}
        return {pk: number for pk, number in given.items() if number is not None}


class SendOnForm(forms.Form):
    """Who is sent on to which contest above."""

    contest = forms.TypedChoiceField(label=_("Cuộc thi cấp trên"), coerce=int)
    best = forms.IntegerField(label=_("Lấy đến hạng"), min_value=1, max_value=2000, initial=1)

    def __init__(self, above: list[Contest], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contest"].choices = [(one.pk, one.name) for one in above]  # type: ignore[attr-defined]
