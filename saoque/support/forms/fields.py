"""Fields that several forms of this room share."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from saoque.dossiers.forms.values import parse_number
from saoque.kernel.errors import DomainError
from saoque.people.actors import held_today
from saoque.people.models import Unit, User
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind

NEEDED = _("Chỗ này cần điền.")
_LONGEST = 40


class NumberField(forms.CharField):
    """A number the Vietnamese way («1.234,5»), cleaned to a `Decimal`; None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", _LONGEST)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return Decimal(parse_number(text))
        except DomainError as error:
            raise forms.ValidationError(str(error)) from None


class WholeField(NumberField):
    """A whole number: people, places, đồng. Cleaned to an int; None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        number = super().clean(value)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise forms.ValidationError(_("Chỗ này cần số nguyên, không có phần lẻ."))
        return int(number)


class PlainForm(forms.Form):
    """A form whose required fields say plainly that they are needed, with the version of what was seen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            each.error_messages["required"] = NEEDED
            if isinstance(each.widget, forms.Textarea):
                each.widget.attrs["rows"] = 4


class VersionForm(PlainForm):
    """`version`: what the page was drawn from; another one stored since means that somebody else was faster."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class PersonChoice(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class UnitChoice(forms.ModelChoiceField[Unit]):
    def label_from_instance(self, obj: Unit) -> str:
        return obj.name


def people_of(unit_id: int) -> QuerySet[User]:
    """The people of the Youth Union who work in a unit today."""
    held = held_today().filter(unit=unit_id, role__in=YOUTH_ROLES).values("user")
    return User.objects.filter(pk__in=held, is_active=True).order_by("full_name", "pk")


def partners_of(province: str) -> QuerySet[Unit]:
    """The partners of a province (code) and of the nation."""
    place = Q(province__code=province) | Q(province__isnull=True)
    return Unit.objects.filter(place, kind=UnitKind.PARTNER, until__isnull=True).order_by("sort", "pk")


def people_of_partner(unit_id: int | None) -> QuerySet[User]:
    held = held_today().filter(unit=unit_id, role=Role.PARTNER).values("user")
    return User.objects.filter(pk__in=held, is_active=True).order_by("full_name", "pk")


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once, cleaned to a list; what is inside is checked where they are kept."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", ManyFilesInput(attrs={"accept": "image/*,.pdf"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # type: ignore[override]
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        single = super().clean
        return [single(one, initial) for one in sent]


def file_field(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=_("Ảnh hoặc PDF"),
        required=False,
        allow_empty_file=True,  # the house says itself what is wrong with an empty file
        widget=forms.FileInput(attrs={"accept": "image/*,.pdf"}),
    )


def typed_number(value: Decimal | int | None) -> str:
    """A stored number as it is typed: 1234.5 → «1.234,5»; nothing for None."""
    if value is None:
        return ""
    text = f"{Decimal(value).normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))
