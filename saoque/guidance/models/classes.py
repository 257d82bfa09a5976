from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TrainingClass(models.Model):
    """A class that a unit of the Youth Union holds. `topics` are slugs of handbook pages."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Sắp mở")
        HELD = "held", _("Đã mở")
        CANCELLED = "cancelled", _("Đã hủy")

    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    topics = models.JSONField(default=list)
    trainer = models.CharField(max_length=160)
    place = models.CharField(max_length=200, help_text="hall, hamlet, address")
    commune = models.ForeignKey("places.AdminUnit", null=True, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    reason = models.CharField(max_length=300, blank=True, help_text="why it was cancelled")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="class_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="class_has_seats"),
        ]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="class_by_day"),
            models.Index(fields=["unit", "-starts_at"], name="class_by_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> str:
        """Its state as the clock makes it: `running` while people sit in it, `over` until its unit has ended it."""
        if self.state != self.State.PLANNED or timezone.now() < self.starts_at:
            return str(self.state)
        return "running" if timezone.now() < self.ends_at else "over"


class Material(models.Model):
    """A file that goes with a class; it stays readable for whoever has a place in it."""

    training = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(max_length=160)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class Registration(models.Model):
    """One person's place in a class, on its list or on the waiting list, and whether the person came."""

    class State(models.TextChoices):
        PLACED = "placed", _("Có chỗ")
        WAITING = "waiting", _("Chờ chỗ")
        CANCELLED = "cancelled", _("Đã hủy")

    class How(models.TextChoices):
        CODE = "code", _("Quét mã")
        HAND = "hand", _("Người dạy ghi")

    training = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="registrations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    asked_at = models.DateTimeField()
    attended_at = models.DateTimeField(null=True)
    attended_how = models.CharField(max_length=4, choices=How, blank=True)
    code = models.CharField(max_length=16, unique=True, null=True, help_text="of the certificate; cannot be guessed")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training", "user"], name="registration_once"),
            models.CheckConstraint(
                condition=Q(attended_at__isnull=True) | Q(state="placed"), name="who_came_had_a_place"
            ),
        ]
        indexes = [models.Index(fields=["user", "-asked_at"], name="registration_by_user")]

    def __str__(self) -> str:
        return f"{self.training_id} {self.user_id}"


class Evaluation(models.Model):
    """What a participant thought of the class, 1 to 5. Shown to the unit as means and unnamed words."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="evaluation")
    useful = models.PositiveSmallIntegerField()
    clear = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(useful__range=(1, 5)) & Q(clear__range=(1, 5)), name="evaluation_one_to_five"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.useful} {self.clear}"


class FollowUp(models.Model):
    """What came of a class for one participant, 3 and 12 months on: what the records say, and what the helper heard."""

    class State(models.TextChoices):
        OPEN = "open", _("Cần hỏi lại")
        DONE = "done", _("Đã ghi")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(choices=[(3, "3"), (12, "12")])
    due_on = models.DateField()
    state = models.CharField(max_length=5, choices=State, default=State.OPEN)
    found = models.JSONField(default=dict, help_text="counts from the records on the day it was written")
    words = models.CharField(max_length=1000, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "months"], name="follow_up_once")]
        indexes = [models.Index(fields=["state", "due_on"], name="follow_up_due")]

    def __str__(self) -> str:
        return f"{self.registration_id} +{self.months}"
