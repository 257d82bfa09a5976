import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file as one person handed it in. Content lives once per SHA-256, this row once per handing in."""

    class Scan(models.TextChoices):
        """What a virus scanner has said. Without its word a file from outside is never more than unscanned."""

        OWN = "own", _("do hệ thống làm ra")
        UNSCANNED = "unscanned", _("chưa quét vi-rút")
        CLEAN = "clean", _("đã quét, không có vi-rút")
        INFECTED = "infected", _("có mã độc, đã cách ly")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    content_type = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    pages = models.PositiveIntegerField(null=True, help_text="pages of a PDF; 1 for a picture")
    width = models.PositiveIntegerField(null=True, help_text="pixels")
    height = models.PositiveIntegerField(null=True, help_text="pixels")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    scan = models.CharField(max_length=9, choices=Scan, default=Scan.UNSCANNED)
    scan_found = models.CharField(max_length=200, blank=True, help_text="the scanner's name for what it found")
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["uploaded_at"], condition=models.Q(scan="unscanned"), name="file_waits_for_scan")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:8]})"

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")


class Upload(models.Model):
    """A file that is still coming in, piece by piece. How much is here is what the part on the disk says, nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=120, help_text="what it is for, e.g. dossier:12:1.4; taken for nothing else")
    name = models.CharField(max_length=200)
    length = models.PositiveBigIntegerField(help_text="bytes of the whole file")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    result = models.CharField(max_length=60, blank=True, help_text="what it has become; empty while it waits")

    class Meta:
        indexes = [models.Index(fields=["user", "expires_at"], name="upload_by_user")]

    def __str__(self) -> str:
        return f"{self.name} ({self.length})"
