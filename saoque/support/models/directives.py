from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saoque.kernel.text import search_text


class Directive(models.Model):
    """What one unit asks of others: the city of its communes, or a commune of its city (`upwards`)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        SENT = "sent", _("Đã gửi")
        CLOSED = "closed", _("Đã kết thúc")
        WITHDRAWN = "withdrawn", _("Đã rút lại")

    sender = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="directives")
    upwards = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    text = models.TextField()
    basis = models.CharField(max_length=400, blank=True, help_text="the paper it rests on")
    period_from = models.DateField()
    period_to = models.DateField()
    answer_by = models.DateField(help_text="by when units say whether they take it on")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    end_note = models.CharField(max_length=500, blank=True)
    search = models.TextField(editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")), name="directive_period_runs_forward"
            ),
        ]
        indexes = [models.Index(fields=["sender", "state", "-created_at"], name="directive_by_sender")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = search_text(self.title)
        super().save(*args, **kwargs)


class DirectiveFile(models.Model):
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class Indicator(models.Model):
    """What is counted in a directive, for all its units."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    measure = models.CharField(max_length=40, blank=True, help_text="unit of counting")
    due_on = models.DateField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """One unit's part in a directive."""

    class State(models.TextChoices):
        SENT = "sent", _("Chờ đơn vị nhận")
        ACCEPTED = "accepted", _("Đơn vị đã nhận")
        REFUSED = "refused", _("Đơn vị chưa nhận")
        REPORTED = "reported", _("Có báo cáo, chờ xem")
        RETURNED = "returned", _("Báo cáo bị trả lại")
        CONFIRMED = "confirmed", _("Đã xác nhận")

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="assignments")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    state_since = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500, blank=True, help_text="why not accepted, or why the report came back")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "unit"], name="directive_unit_once")]
        indexes = [models.Index(fields=["unit", "state"], name="directive_unit_work")]

    def __str__(self) -> str:
        return f"{self.directive_id} {self.unit_id}"


class Target(models.Model):
    """The number that one unit is to reach."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    number = models.DecimalField(max_digits=16, decimal_places=2)
    reached = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True, help_text="of the latest confirmed report"
    )
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "indicator"], name="target_once"),
            models.CheckConstraint(condition=models.Q(number__gte=0), name="target_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.number}"


class Report(models.Model):
    """One report of progress with its evidence. Append-only but for what the sender says to it."""

    class Verdict(models.TextChoices):
        OPEN = "open", _("Chờ xem")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        RETURNED = "returned", _("Trả lại")

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="reports")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.OPEN)
    said = models.CharField(max_length=500, blank=True, help_text="why it was returned")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(null=True, blank=True)
    cases = models.ManyToManyField("support.SupportCase", related_name="+")

    class Meta:
        ordering = ["pk"]


class ReportLine(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="lines")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="lines")
    value = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["target__indicator__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "target"], name="report_line_once")]


class ReportFile(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
