"""What all pages of the room share."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from saoque.kernel.papers import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PER_PAGE = 30


def say_faults(request: HttpRequest, form: forms.BaseForm) -> None:
    """Say what is wrong with a small form that is part of a larger page."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, " ".join(filter(None, [f"{label}:" if label else "", *map(str, errors)])))


def shown(request: HttpRequest, template: str, form: forms.BaseForm, **more: Any) -> HttpResponse:
    """A page with a form; 422 when what was sent does not fit."""
    return render(request, template, {"form": form, **more}, status=422 if form.errors else 200)


def xlsx(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    response = HttpResponse(write_xlsx(head, rows), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def dated(name: str) -> str:
    """A file's name with today's day."""
    return f"{name}-{timezone.localdate():%Y-%m-%d}"
