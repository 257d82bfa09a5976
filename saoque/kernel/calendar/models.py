from django.db import models
from django.utils.translation import gettext_lazy as _


class SpecialDay(models.Model):
    """A weekday that is off, or a weekend day that is worked, with the text that says so."""

    class Kind(models.TextChoices):
        OFF = "off", _("Ngày nghỉ")
        WORKED = "worked", _("Ngày làm bù")

    day = models.DateField(unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=1, help_text="O official text seen, S secondary source, B background")

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
