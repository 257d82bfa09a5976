"""Where content lies on the disk."""

from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:4] / sha256


def quarantine_of(sha256: str) -> Path:
    """Where content with a virus lies: nothing opens it from there, and a copy of everything holds it as well."""
    return Path(settings.FILES_ROOT) / "quarantine" / sha256[:2] / sha256
