"""What every form of this room shares."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.kernel.fields import DayField

# Title, lead, names of fields, and the template part that draws them (empty: one after the other).
LayoutRow: TypeAlias = tuple[Promise, Promise | str, tuple[str, ...], str]
NEEDED = _("Chỗ này cần điền.")


@dataclass
class Step:
    """One question of a form: on a phone it stands alone, on a desk all stand below each other."""

    title: str
    lead: str
    fields: list[BoundField] = field(default_factory=list)
    part: str = ""


class StepForm(forms.Form):
    """A form cut into steps; see `LayoutRow`."""

    layout: tuple[LayoutRow, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            if each.error_messages["required"] == forms.Field.default_error_messages["required"]:
                each.error_messages["required"] = each.error_messages.get("needed", NEEDED)

    def steps(self) -> list[Step]:
        return [
            Step(str(title), str(lead), [self[name] for name in names if name in self.fields], part)
            for title, lead, names, part in self.layout
        ]


def day_field(label: Promise, help_text: Promise | str = "") -> DayField:
    """A day written the Vietnamese way."""
    return DayField(label=label, help_text=help_text, required=False)


def carry_out(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Do the act; put what the rules say against it beside its field. Missing rights stay errors of the page."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return False
    return True
