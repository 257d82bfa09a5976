from django.conf import settings
from django.db import models


class Obstacle(models.Model):
    """Where an office's procedure blocks a producer. It opens with its case and closes with it.

    `office_key` groups what is written a little differently; the days are kept as numbers so that the database can
    order them (`promises.py` checks that they follow from the dates).
    """

    case = models.OneToOneField("support.SupportCase", on_delete=models.CASCADE, related_name="obstacle")
    office = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    office_name = models.CharField(max_length=200)
    office_key = models.CharField(max_length=200)
    step = models.CharField(max_length=30, help_text="code of saoque.support.kinds")
    kind = models.CharField(max_length=80, help_text="as in markets-and-organisation#obstacle_ticket")
    opened_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_in = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    days_to_answer = models.PositiveIntegerField(null=True, blank=True, help_text="calendar days")
    days_to_close = models.PositiveIntegerField(null=True, blank=True, help_text="calendar days")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["office", "answered_on"], name="support_obstacle_office"),
            models.Index(fields=["opened_on"], name="support_obstacle_opened"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True, days_to_close__isnull=True)
                | models.Q(closed_on__isnull=False, days_to_close__isnull=False),
                name="support_obstacle_closed_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_name} {self.opened_on}"
