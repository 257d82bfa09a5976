import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Sale(models.Model):
    """Goods sold, as somebody recorded it. A wrong entry is struck out and never deleted."""

    class Kind(models.TextChoices):
        DIRECT = "direct", _("Bán trực tiếp")
        CHANNEL = "channel", _("Qua kênh bán")
        FAIR = "fair", _("Tại hội chợ")
        BUYER = "buyer", _("Theo hợp đồng với người mua")

    class Source(models.TextChoices):
        PRODUCER = "producer", _("Chủ thể tự ghi")
        IMPORT = "import", _("Nhập từ Excel")
        CHANNEL = "channel", _("Kênh bán báo")
        FAIR = "fair", _("Nhật ký hội chợ")

    product = models.ForeignKey("producers.Product", on_delete=models.PROTECT, related_name="sales")
    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="sales")
    sold_on = models.DateField()
    quantity = models.DecimalField(max_digits=12, decimal_places=2, help_text="in `unit`")
    unit = models.CharField(max_length=20)
    amount = models.PositiveBigIntegerField(help_text="VND, of the whole quantity")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.DIRECT)
    source = models.CharField(max_length=8, choices=Source, default=Source.PRODUCER)
    channel = models.ForeignKey(
        "channels.Channel", null=True, blank=True, on_delete=models.PROTECT, related_name="sales"
    )
    place = models.ForeignKey(
        "places.AdminUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="province or commune where it was sold",
    )  # fmt: skip
    occasion = models.CharField(max_length=200, blank=True, help_text="name of the fair or agreement")
    occasion_key = models.CharField(max_length=60, blank=True, help_text="which one, for example fairs.Fair:12")
    note = models.CharField(max_length=200, blank=True)
    key = models.UUIDField(
        unique=True, default=uuid.uuid4, help_text="made by whoever records, so that sending twice records once"
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["producer", "struck_at", "-sold_on"], name="sale_by_producer"),
            models.Index(fields=["product", "struck_at", "-sold_on"], name="sale_by_product"),
            models.Index(fields=["occasion_key"], name="sale_by_occasion"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.sold_on} {self.amount}"


class SaleImport(models.Model):
    """A table of sales that somebody brought: read by a job, looked over, then written whole, and taken back whole."""

    class State(models.TextChoices):
        READING = "reading", _("Đang đọc")
        READY = "ready", _("Chờ xem lại")
        REFUSED = "refused", _("Không đọc được")
        WRITTEN = "written", _("Đã ghi vào sổ")
        UNDONE = "undone", _("Đã bỏ cả tệp")

    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="sale_imports")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    job = models.ForeignKey("kernel.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    refusal = models.CharField(max_length=300, blank=True, help_text="why the file could not be read, for people")
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["producer", "-brought_at"], name="sale_import_latest")]

    def __str__(self) -> str:
        return f"{self.producer_id} {self.brought_at:%Y-%m-%d} {self.state}"


class ImportRow(models.Model):
    """One line of the table as it was read, with what is wrong with it. `number` is that of the spreadsheet."""

    batch = models.ForeignKey(SaleImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="row of the sheet, from 1")
    cells = models.JSONField(default=dict, help_text="what stood there, by column")
    faults = models.JSONField(default=list, help_text="list of {column, text}")
    told = models.JSONField(default=dict, help_text="what is written, when nothing is wrong")
    key = models.UUIDField(null=True, help_text="the same line of the same producer has the same key")
    sale = models.OneToOneField(Sale, null=True, on_delete=models.PROTECT, related_name="row")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"


class NamedRevenue(models.Model):
    """A producer's word that units may read its total by name; without it, it is only part of sums of several."""

    producer = models.OneToOneField("producers.Producer", on_delete=models.PROTECT, related_name="named_revenue")
    agreed_at = models.DateTimeField(null=True, blank=True, help_text="empty: taken back")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.producer_id}"


class AreaYear(models.Model):
    """The sums of a large area, as a job last reckoned them; those of small ones are reckoned when somebody looks."""

    area = models.CharField(
        max_length=5, blank=True, help_text="code of the commune or province, empty for the country"
    )
    year = models.PositiveSmallIntegerField()
    until = models.DateField(help_text="last day that counts")
    terms = models.CharField(max_length=64, help_text="SHA-256 of the terms; sums of other terms are shown to nobody")
    lines = models.JSONField(help_text="[[table, line, VND, VND of the year before, producers], ...], null: withheld")
    reckoned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="area_year_once")]

    def __str__(self) -> str:
        return f"{self.area or '-'} {self.year}"
