import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Dispatch(models.Model):
    """One file for one channel, as it was made: kept, so that the next one can tell what has changed since."""

    class State(models.TextChoices):
        MAKING = "making", _("Đang làm tệp")
        READY = "ready", _("Đã có tệp")
        FAILED = "failed", _("Chưa làm được tệp")

    layout = models.CharField(max_length=40, help_text="code of a file in `feeds/data`")
    form = models.CharField(max_length=20, help_text="which of the layout's files: csv, xlsx …")
    language = models.CharField(max_length=2, default="vi")
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, related_name="+", help_text="in whose name; the producer's when helped"
    )
    state = models.CharField(max_length=6, choices=State, default=State.MAKING)
    only_changed = models.BooleanField(default=False)
    connector = models.CharField(max_length=20, help_text="code of `feeds.connectors`")
    receipt = models.CharField(max_length=200, blank=True, help_text="what the connector answered")
    count = models.PositiveIntegerField(default=0, help_text="products in the file")
    file = models.ForeignKey("kernel.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="of the page that asked, so that twice is once")
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "layout", "-made_at"], name="dispatch_history")]

    def __str__(self) -> str:
        return f"{self.layout} {self.form} {self.pk}"


class DispatchRow(models.Model):
    """What one dispatch told of one product. Append-only."""

    class Kind(models.TextChoices):
        NEW = "new", _("Gửi lần đầu")
        CHANGED = "changed", _("Có thay đổi")
        SAME = "same", _("Như lần trước")
        ENDED = "ended", _("Ngừng bán")

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="rows")
    product = models.ForeignKey("producers.Product", on_delete=models.PROTECT, related_name="dispatch_rows")
    kind = models.CharField(max_length=7, choices=Kind)
    fields = models.JSONField(default=dict, help_text="header → what stood under it, as text")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the fields")
    before = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["dispatch", "product"], name="dispatch_row_once")]
        indexes = [models.Index(fields=["product", "-dispatch"], name="dispatch_row_by_product")]

    def __str__(self) -> str:
        return f"{self.dispatch_id}/{self.product_id}"
