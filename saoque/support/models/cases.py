from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saoque.kernel.text import search_text


class SupportCase(models.Model):
    """One need of one producer and what is done about it. `unit` holds it; `owner` is the person who answers for it."""

    class State(models.TextChoices):
        ASKED = "asked", _("Mới hỏi, chờ nhận")
        ACCEPTED = "accepted", _("Đã nhận")
        DOING = "doing", _("Đang làm")
        WAITING = "waiting", _("Đang chờ")
        DONE = "done", _("Đã xong")
        DROPPED = "dropped", _("Đã dừng")

    class Waiting(models.TextChoices):
        PRODUCER = "producer", _("Chủ thể")
        PARTNER = "partner", _("Đối tác")
        OFFICE = "office", _("Cơ quan nhà nước")
        OTHER = "other", _("Người khác")

    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="support_cases")
    product = models.ForeignKey(
        "producers.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="support_cases"
    )
    kind = models.CharField(max_length=20, help_text="code of saoque.support.kinds")
    title = models.CharField(max_length=160)
    words = models.TextField(help_text="what is needed, as told by the producer")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on_behalf = models.BooleanField(default=False, help_text="told by a helper of `asked_in` for the producer")
    asked_in = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="support_cases")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    partner_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="when set, of the partner's people this one alone",
    )
    plan = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    state_since = models.DateTimeField(default=timezone.now)
    waiting_on = models.CharField(max_length=10, choices=Waiting, blank=True)
    waiting_note = models.CharField(max_length=300, blank=True)
    result = models.TextField(blank=True, help_text="what came of it, or why it was dropped")
    closed_on = models.DateField(null=True, blank=True)
    is_past = models.BooleanField(default=False, help_text="entered afterwards, from the time before this register")
    search = models.TextField(editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "dropped"], closed_on__isnull=False)
                | (~models.Q(state__in=["done", "dropped"]) & models.Q(closed_on__isnull=True)),
                name="support_case_closed_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "dropped"])
                | models.Q(owner__isnull=False)
                | models.Q(is_past=True),
                name="support_case_has_owner",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], name="support_case_work"),
            models.Index(fields=["owner", "state", "due_on"], name="support_case_own"),
            models.Index(fields=["producer", "-asked_on"], name="support_case_by_producer"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = search_text(self.title, self.producer.name, self.product.name if self.product else "")
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.state not in (self.State.DONE, self.State.DROPPED)


class CaseStep(models.Model):
    """One thing to do. Steps that come from a process record name it; afterwards they are the unit's own to change."""

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    who = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    evidence = models.ForeignKey("kernel.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=80, blank=True, help_text="key of the record it was taken from")
    confidence = models.CharField(max_length=1, blank=True, help_text="O, S, B of that step in the record")
    verify = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.what


class CaseMoney(models.Model):
    """Money for a case from one source, in VND."""

    class Source(models.TextChoices):
        YOUTH = "youth", _("Quỹ của Đoàn")
        BUDGET = "budget", _("Ngân sách nhà nước")
        LOAN = "loan", _("Vốn vay")
        PARTNER = "partner", _("Đối tác")
        PRODUCER = "producer", _("Chủ thể tự bỏ")
        OTHER = "other", _("Nguồn khác")

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="money")
    source = models.CharField(max_length=10, choices=Source)
    what = models.CharField(max_length=200)
    planned = models.BigIntegerField(validators=[MinValueValidator(0)], help_text="VND")
    paid = models.BigIntegerField(default=0, validators=[MinValueValidator(0)], help_text="VND")
    paid_on = models.DateField(null=True, blank=True)
    proof = models.ForeignKey("kernel.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(planned__gte=0, paid__gte=0), name="support_money_not_negative"),
            models.CheckConstraint(
                condition=models.Q(paid=0) | models.Q(paid_on__isnull=False), name="support_money_paid_has_day"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class CaseMessage(models.Model):
    """What producer, helper and partner write to each other. Append-only."""

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]


class Measure(models.Model):
    """How the producer stands at one moment of a case. Without `taken_on` it is still to be asked for by `due_on`."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("Trước khi giúp")
        CLOSING = "closing", _("Lúc xong việc")
        MONTH_3 = "month_3", _("Sau 3 tháng")
        MONTH_12 = "month_12", _("Sau 12 tháng")

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="measures")
    moment = models.CharField(max_length=10, choices=Moment)
    due_on = models.DateField(null=True, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    revenue = models.BigIntegerField(null=True, blank=True, help_text="VND, mean of one month")
    jobs_regular = models.PositiveIntegerField(null=True, blank=True, help_text="people")
    jobs_seasonal = models.PositiveIntegerField(null=True, blank=True, help_text="people")
    channels = models.PositiveIntegerField(null=True, blank=True, help_text="places and ways of selling")
    note = models.CharField(max_length=500, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "moment"], name="support_measure_once")]
        indexes = [models.Index(fields=["taken_on", "due_on"], name="support_measure_due")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.moment}"
