from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.kernel.errors import DomainError


class OfficersValue(models.Model):
    """What an officer found a record to say from a day on. Append-only: a later one of the same key goes before it.

    `facts` replaces the base's facts of the same names and keeps the others. `province` is the code of the place for
    which it holds; empty for the nation.
    """

    class Confidence(models.TextChoices):
        OFFICIAL = "O", _("Đã xem văn bản chính thức")
        SECONDARY = "S", _("Nguồn thứ cấp")
        BACKGROUND = "B", _("Kiến thức nền, chưa có nguồn")

    key = models.CharField(max_length=80, help_text="of the record: shelf#id")
    province = models.CharField(max_length=5, blank=True)
    facts = models.JSONField(default=dict)
    since = models.DateField(null=True, blank=True, help_text="first day; empty keeps the base's")
    until = models.DateField(
        null=True, blank=True, help_text="last day; empty: open, or the base's when `since` is empty"
    )
    source = models.CharField(max_length=400)
    confidence = models.CharField(max_length=1, choices=Confidence)
    verify = models.BooleanField(default=False)
    checked_on = models.DateField()
    note = models.TextField(blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_in = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["key", "province", "-at"], name="officers_value_by_key")]

    def __str__(self) -> str:
        return f"{self.key} {self.province} {self.checked_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise DomainError(_("Số liệu đã ghi thì không sửa; hãy ghi một số liệu mới."))
        super().save(*args, **kwargs)
