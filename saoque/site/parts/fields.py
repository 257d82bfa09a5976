"""One form field as a whole: label above, example under it, control, error beside it, saved state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.forms import formsets
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from saoque.site.parts.marks import icon

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def choice(
    name: str,
    value: object,
    label: object,
    checked: bool = False,
    points: object = None,
    note: object = "",
    kind: str = "radio",
    ident: str = "",
    disabled: bool = False,
) -> SafeString:
    """A large card around a real radio or checkbox, with the points at its end when it has some."""
    return _card(name, str(value), _text(label), checked, points, _text(note), kind, ident, disabled, _("điểm"))


def choices(name: str, options: Iterable[Mapping[str, Any]]) -> SafeString:
    """The cards of one question, each from a mapping with id, label, checked, points, note."""
    unit = _("điểm")
    cards = (
        _card(name, one["id"], one["label"], one["checked"], one["points"], one["note"], "radio", "", False, unit)
        for one in options
    )
    return SafeString("".join(cards))


def _text(value: object) -> str:
    """The value as text; markup stays markup, a translation that waits is made now."""
    return value if isinstance(value, SafeString) else "" if value is None else str(value)


# `typed`: a text that is markup and the same text that is not are equal, but must not be drawn the same.
@lru_cache(maxsize=2048, typed=True)
def _card(
    name: str, value: str, label: str, checked: bool, points: object, note: str, kind: str, ident: str, disabled: bool,
    unit: str,
) -> SafeString:  # fmt: skip
    return format_html(
        '<label class="choice"><input type="{}" name="{}" value="{}"{}{}{}><span class="choice-text">{}{}</span>{}</label>',
        kind,
        name,
        value,
        format_html(' id="{}"', ident) if ident else "",
        mark_safe(" checked") if checked else "",
        mark_safe(" disabled") if disabled else "",
        label,
        format_html('<span class="choice-note">{}</span>', note) if note else "",
        format_html('<span class="choice-points">{}<span class="hide-visually"> {}</span></span>', points, unit)
        if points not in ("", None)
        else "",
    )


def _errors(bound: BoundField) -> SafeString:
    if not bound.errors:
        return mark_safe("")
    words = format_html_join("", "<span>{}</span>", ((error,) for error in bound.errors))
    return format_html('<p class="error" id="{}_error">{}<span>{}</span></p>', bound.auto_id, icon("warning"), words)


def _hint(bound: BoundField) -> SafeString:
    if not bound.help_text:
        return mark_safe("")
    return format_html('<p class="hint" id="{}_helptext">{}</p>', bound.auto_id, bound.help_text)


def _need(bound: BoundField) -> SafeString:
    """Optional fields say so; required ones say nothing, because most are."""
    return mark_safe("") if bound.field.required else format_html(' <span class="may">{}</span>', _("(không bắt buộc)"))


def _saved(bound: BoundField, saved: bool) -> SafeString:
    """The place where the autosave module writes «Đã lưu 14:02»."""
    if not saved:
        return mark_safe("")
    return format_html('<span class="saved" data-saved-for="{}" role="status"></span>', bound.html_name)


def _described_by(bound: BoundField) -> str:
    """Ids of hint and error, in the order in which they are read."""
    ids = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    return " ".join([*ids, f"{bound.auto_id}_error"] if bound.errors else ids)


def _group(bound: BoundField, name: str, saved: bool) -> SafeString:
    cards = format_html_join(
        "",
        "{}",
        (
            (
                choice(
                    part.data["name"],
                    part.data["value"],
                    part.choice_label,
                    bool(part.data["selected"]),
                    kind=str(part.data["type"]),
                    ident=part.id_for_label,
                    disabled="disabled" in part.data["attrs"],
                ),
            )
            for part in bound.subwidgets
            if str(part.data["value"]) != ""
        ),
    )
    described = _described_by(bound)
    return format_html(
        '<fieldset class="{}" id="{}"{}{}><legend>{}{}</legend>{}<div class="choices">{}</div>{}{}</fieldset>',
        name,
        bound.auto_id,
        format_html(' aria-describedby="{}"', described) if described else "",
        mark_safe(' role="radiogroup" aria-invalid="true"')
        if bound.errors and isinstance(bound.field.widget, forms.RadioSelect)
        else "",
        bound.label,
        _need(bound),
        _hint(bound),
        cards,
        _errors(bound),
        _saved(bound, saved),
    )


def field(bound: BoundField, suffix: str = "", saved: bool = False) -> SafeString:
    """The whole field. `suffix` is a unit behind the input (kg, đ); `saved` leaves a place for the autosave state."""
    if bound.is_hidden:
        return format_html("{}{}", _errors(bound), bound.as_widget())
    widget = bound.field.widget
    name = "field wrong" if bound.errors else "field"
    if isinstance(widget, GROUPS):
        return _group(bound, name, saved)
    attrs: dict[str, Any] = {}
    if described := _described_by(bound):
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    control = bound.as_widget(attrs=attrs)
    if isinstance(widget, forms.Select):
        # Django's dashes say nothing to people; what they can do with the line does.
        control = mark_safe(control.replace(">---------<", f">{_('Hãy chọn')}<"))  # noqa: S308 - a widget's own markup
    if isinstance(widget, forms.CheckboxInput):
        return format_html(
            '<div class="{}"><label class="tick">{}<span>{}</span></label>{}{}{}</div>',
            name,
            control,
            bound.label,
            _hint(bound),
            _errors(bound),
            _saved(bound, saved),
        )
    if suffix:
        control = format_html('<div class="affix">{}<span>{}</span></div>', control, suffix)
    return format_html(
        '<div class="{}"><label for="{}">{}{}</label>{}{}{}{}</div>',
        name,
        bound.id_for_label,
        bound.label,
        _need(bound),
        _hint(bound),
        control,
        _errors(bound),
        _saved(bound, saved),
    )


def page_is_broken() -> str:
    return _("Trang này thiếu một phần hoặc đã cũ. Hãy tải lại trang rồi làm lại.")


def rows_head(formset: forms.BaseFormSet[Any]) -> SafeString:
    """What a form of several rows has to bring along unseen, as it is now, and in words what is wrong with the rows together."""
    counted = type(formset.management_form)(
        auto_id=False,
        prefix=formset.prefix,
        initial={
            formsets.TOTAL_FORM_COUNT: len(formset.forms),
            formsets.INITIAL_FORM_COUNT: formset.initial_form_count(),
            formsets.MIN_NUM_FORM_COUNT: formset.min_num,
            formsets.MAX_NUM_FORM_COUNT: formset.max_num,
        },
    )
    words = {
        "missing_management_form": page_is_broken(),
        "too_many_forms": _("Nhiều nhất %(n)d mục mỗi lần. Hãy bớt rồi gửi lại.") % {"n": formset.max_num},
    }
    wrong = formset.non_form_errors().as_data() if formset.is_bound else []
    lines = [(words.get(error.code or "") or " ".join(error.messages),) for error in wrong]
    box = format_html(
        '<div class="note bad error-summary" role="alert" tabindex="-1"><ul>{}</ul></div>',
        format_html_join("", "<li>{}</li>", lines),
    )
    return format_html("{}{}", box if lines else "", format_html_join("", "{}", ((hidden,) for hidden in counted)))


def _about_unseen(bound: BoundField) -> list[str]:
    """What the form itself says of a hidden field; where only Django's own words are left, the page was cut short or is old."""
    kinds = type(bound.field).__mro__
    usual = {str(words) for kind in kinds for words in vars(kind).get("default_error_messages", {}).values()}
    return [page_is_broken() if words in usual else words for words in map(str, bound.errors)]


def error_summary(form: forms.BaseForm) -> SafeString:
    """All errors of a form in one box at its top, each leading to its field; nothing when the form is right."""
    if not form.errors:
        return mark_safe("")
    lines = [format_html("<li>{}</li>", error) for error in form.non_field_errors()]
    for bound in form.visible_fields():
        lines += [
            format_html('<li><a href="#{}">{}</a>: {}</li>', bound.id_for_label or bound.auto_id, bound.label, error)
            for error in bound.errors
        ]
    unseen = [words for bound in form.hidden_fields() for words in _about_unseen(bound)]
    lines += [format_html("<li>{}</li>", words) for words in dict.fromkeys(unseen)]
    return format_html(
        '<div class="note bad error-summary" role="alert" tabindex="-1"><h2>{}</h2><ul>{}</ul></div>',
        _("Còn chỗ cần sửa trước khi gửi"),
        format_html_join("", "{}", ((line,) for line in lines)),
    )
