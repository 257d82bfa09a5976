from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    PROVINCE = "province", _("Tỉnh, thành phố")
    DISTRICT = "district", _("Quận, huyện (trước 1/7/2025)")
    COMMUNE = "commune", _("Xã, phường, đặc khu")


class AdminUnit(models.Model):
    """One administrative unit for as long as it was the same: code, kind, name and parent.

    Official codes are used again, so a record is named by (code, since). `until` is its last day, empty
    while it is in force. `parent` is the record above it on its last day, or now.
    """

    code = models.CharField(max_length=5)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    level = models.CharField(max_length=8, choices=Level)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=100)
    folded = models.CharField(max_length=160)
    sort = models.CharField(max_length=400)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    lat = models.FloatField(null=True, help_text="degrees, WGS 84; one point, not a boundary")
    lon = models.FloatField(null=True, help_text="degrees, WGS 84")
    source = models.CharField(max_length=120)
    confidence = models.CharField(
        max_length=1, help_text="O official text read, S secondary, B background, I inference"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "since"], name="admin_unit_record"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="admin_unit_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["level", "until", "sort"], name="admin_unit_lists")]

    def __str__(self) -> str:
        return self.full_name


class Succession(models.Model):
    """One step from an old record to the next; `whole` when nothing of the old went anywhere else."""

    old = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="steps_on")
    new = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="steps_back")
    whole = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class RegisterLoad(models.Model):
    """One loading of the data files into these tables; the latest tells whether they are up to date."""

    hash = models.CharField(max_length=64, help_text="SHA-256 of all data files")
    at = models.DateTimeField(auto_now_add=True)
    units = models.PositiveIntegerField()
    steps = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.hash[:12]}"
