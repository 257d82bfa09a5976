from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saoque.kernel.text import search_text


class Question(models.Model):
    """What somebody asked, and what an officer of the area answered. Published only with the asker's agreement, without a name."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ trả lời")
        ANSWERED = "answered", _("Đã trả lời")
        PUBLISHED = "published", _("Đã đăng lên cẩm nang")
        WITHDRAWN = "withdrawn", _("Đã rút")

    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(
        max_length=120, blank=True, db_index=True, help_text="page:slug, criterion:scorecard:code, or empty"
    )
    commune = models.CharField(max_length=5, blank=True, help_text="code of the asker's place")
    province = models.CharField(max_length=5, blank=True, help_text="code of the asker's place")
    text = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    may_publish = models.BooleanField(
        default=False, help_text="the asker agrees that it stands in the handbook, unnamed"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_on = models.DateField(help_text="last day to answer, by the setting of the area")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_in = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    shown_text = models.CharField(max_length=300, blank=True, help_text="as published, freed of names and numbers")
    version = models.PositiveIntegerField(default=1)
    search = models.TextField(editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["state", "province", "due_on"], name="question_waiting"),
            models.Index(fields=["asker", "-asked_at"], name="question_by_asker"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(may_publish=True), name="question_published_with_agreement"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = search_text(self.text, self.detail)
        super().save(*args, **kwargs)

    @property
    def public_text(self) -> str:
        return self.shown_text or self.text


class Vote(models.Model):
    """One person found an answer helpful."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="vote_once")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.user_id}"
