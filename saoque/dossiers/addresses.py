"""Addresses of the very place where a blank or a criterion is filled in."""

from __future__ import annotations

from django.urls import reverse

from saoque.dossiers.forms.stations import stations
from saoque.dossiers.models import Dossier


def field_url(dossier: Dossier, path: str) -> str:
    """Return the address of the very blank."""
    for station in stations(dossier.scorecard, dossier.kind):
        if path in station.paths:
            return reverse("dossiers:station", args=[dossier.pk, station.form, station.key]) + f"#{anchor(path)}"
    return reverse("dossiers:home", args=[dossier.pk])


def anchor(path: str) -> str:
    """Return the id of a blank's holder on its page."""
    return "o-" + path.replace(".", "-").replace(":", "-")


def criterion_url(dossier: Dossier, code: str) -> str:
    return reverse("dossiers:criterion", args=[dossier.pk, code])
