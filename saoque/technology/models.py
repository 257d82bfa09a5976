from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Transfer(models.Model):
    """One technique brought to one producer: who helps, what it costs and who pays, what was before and after."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Đang chuẩn bị")
        RUNNING = "running", _("Đang làm")
        DONE = "done", _("Đã xong")
        DROPPED = "dropped", _("Đã dừng")

    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="transfers")
    product = models.ForeignKey("producers.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    technique = models.CharField(max_length=80, blank=True, help_text="key of the record; empty for one of its own")
    title = models.CharField(max_length=200)
    plan = models.TextField(blank=True)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+", help_text="that helps")
    teacher = models.CharField(max_length=200, blank=True)
    cost = models.PositiveBigIntegerField(default=0, help_text="VND")
    paid_by = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(ended_on__isnull=False), name="transfer_done_has_day"
            ),
            models.CheckConstraint(
                condition=models.Q(state="planned") | models.Q(state="dropped") | models.Q(started_on__isnull=False),
                name="transfer_begun_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["producer", "-opened_at"], name="transfer_by_producer"),
            models.Index(fields=["state", "-opened_at"], name="transfer_by_state"),
        ]

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """One figure of a transfer: what it was before, what it is after."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="measures")
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=20, blank=True)
    before = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)
    after = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["transfer", "name"], name="measure_once")]

    def __str__(self) -> str:
        return self.name


class Proof(models.Model):
    """A photo or paper that shows what was done."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="proofs")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.transfer_id}/{self.pk}"


class DigitalCheck(models.Model):
    """What a producer answered on one day. Append-only: the next check stands beside it."""

    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="digital_checks")
    questions = models.CharField(max_length=20, help_text="version of the questions")
    answers = models.JSONField(help_text="question → points of the chosen rung, 0 to 3")
    score = models.PositiveSmallIntegerField(help_text="percent of all points")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField()
    answered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["producer", "-answered_at"], name="digital_check_latest")]

    def __str__(self) -> str:
        return f"{self.producer_id} {self.answered_on} {self.score}"
