from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.kernel.errors import DomainError


class AppendOnly(models.QuerySet["AuditRecord"]):
    """Records are added; lists of them cannot be changed or deleted either."""

    def update(self, **kwargs: Any) -> int:
        raise DomainError(_("Nhật ký chỉ được ghi thêm, không được sửa."))

    def delete(self) -> tuple[int, dict[str, int]]:
        raise DomainError(_("Nhật ký chỉ được ghi thêm, không được xóa."))


class AuditRecord(models.Model):
    """One act on one subject. Each record holds the hash of the one before, so that a change in the past shows."""

    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "sequence"], name="audit_one_chain"),
        ]
        indexes = [
            models.Index(fields=["actor", "-at"], name="audit_by_actor"),
            models.Index(fields=["-at"], name="audit_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id} #{self.sequence} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise DomainError(_("Nhật ký chỉ được ghi thêm, không được sửa."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise DomainError(_("Nhật ký chỉ được ghi thêm, không được xóa."))
