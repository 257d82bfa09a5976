"""What the sign-in library does by itself is written to the audit chain like every other act."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.db import transaction
from django.dispatch import receiver

from saoque.kernel.access import Actor
from saoque.people.actions import note_password
from saoque.people.models import User


@receiver(password_changed)
def note_change(sender: Any, user: User, **kwargs: Any) -> None:
    with transaction.atomic():
        note_password(user, "change_password", actor=Actor(user=user))


@receiver(password_reset)
def note_reset(sender: Any, user: User, **kwargs: Any) -> None:
    with transaction.atomic():
        note_password(user, "reset_password", actor=Actor(user=user))
