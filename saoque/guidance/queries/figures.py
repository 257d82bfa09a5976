"""Counts for the figures room, as the rows behind them: classes held, and people who came."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from saoque.guidance.models import Registration, TrainingClass


def classes_held(units: Collection[int], first: date, last: date) -> QuerySet[TrainingClass]:
    """Return the classes that units (ids) held from `first` to `last`, both included."""
    return TrainingClass.objects.filter(
        unit__in=units, state=TrainingClass.State.HELD, starts_at__gte=_start(first), starts_at__lte=_end(last)
    ).order_by("starts_at", "pk")


def people_trained(units: Collection[int], first: date, last: date) -> QuerySet[Registration]:
    """Return each attendance of a class held in the time: one person in two classes counts twice, as in the reports."""
    held = classes_held(units, first, last).order_by().values("pk")
    rows = Registration.objects.filter(training__in=held, attended_at__isnull=False)
    return rows.select_related("user", "training").order_by("training__starts_at", "pk")


# By the names of the indicators that the Youth Union reports.
INDICATORS: Mapping[str, Callable[[Collection[int], date, date], QuerySet[Any]]] = {
    "lop_tap_huan": classes_held,
    "nguoi_tap_huan": people_trained,
}


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _end(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
