from django.conf import settings
from django.db import models


class UnitSuccession(models.Model):
    """One unit came after another (two-level order since 1/7/2025). What the old one did stays readable under the new."""

    old = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="went_to")
    new = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="came_from")
    since = models.DateField(help_text="first day of the new unit's charge")
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="unit_succession_once"),
            models.CheckConstraint(condition=~models.Q(old=models.F("new")), name="unit_succession_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
