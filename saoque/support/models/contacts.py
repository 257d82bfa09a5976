from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Contact(models.Model):
    """Somebody of the Youth Union met a producer: who met whom, when, and what was agreed. Append-only."""

    class How(models.TextChoices):
        VISIT = "visit", _("Ghé cơ sở")
        CALL = "call", _("Gọi điện")
        OFFICE = "office", _("Gặp ở trụ sở")
        EVENT = "event", _("Gặp ở lớp, hội chợ")

    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="contacts")
    case = models.ForeignKey("support.SupportCase", null=True, on_delete=models.PROTECT, related_name="contacts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How)
    met = models.CharField(max_length=160, help_text="whom")
    on = models.DateField()
    agreed = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["producer", "-on"], name="support_contact_latest")]

    def __str__(self) -> str:
        return f"{self.met} {self.on}"
