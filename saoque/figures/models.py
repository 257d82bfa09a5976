from typing import Any

from django.conf import settings
from django.db import models


class Target(models.Model):
    """What a unit is to reach of one indicator within a span of days."""

    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="targets")
    indicator = models.CharField(max_length=40, help_text="key of the indicator")
    first = models.DateField()
    last = models.DateField()
    amount = models.PositiveBigIntegerField(help_text="in the indicator's own unit")
    basis = models.CharField(max_length=300, blank=True, help_text="the plan or resolution that sets it")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "indicator", "first", "last"], name="figure_target_once"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="figure_target_span"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.indicator} {self.first:%d/%m/%Y}–{self.last:%d/%m/%Y}: {self.amount}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("a target is set anew, never deleted")
