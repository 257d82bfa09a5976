from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SellingRecord(models.Model):
    """How one product is sold. Everything that buyers, fairs, channels and files tell of it is read from here."""

    class Invoice(models.TextChoices):
        NONE = "none", _("Chưa xuất được hóa đơn")
        SALES = "sales", _("Hóa đơn bán hàng")
        VAT = "vat", _("Hóa đơn giá trị gia tăng")

    product = models.OneToOneField("producers.Product", on_delete=models.PROTECT, related_name="selling")
    unit = models.CharField(_("Bán theo"), max_length=20, help_text="chai, hũ, hộp, kg")
    content = models.CharField(_("Khối lượng, thể tích tịnh"), max_length=40, blank=True)
    price = models.PositiveBigIntegerField(_("Giá bán lẻ"), help_text="VND per unit")
    gtin = models.CharField(_("Mã vạch"), max_length=14, blank=True, help_text="8, 12, 13 or 14 digits, checked")
    ingredients = models.TextField(_("Thành phần"), blank=True)
    storage = models.CharField(_("Bảo quản"), max_length=200, blank=True)
    shelf_life_days = models.PositiveSmallIntegerField(_("Hạn dùng (ngày)"), null=True, blank=True)
    lead_days = models.PositiveSmallIntegerField(_("Đặt trước (ngày)"), null=True, blank=True)
    min_order = models.PositiveIntegerField(_("Đặt ít nhất"), default=1, help_text="units")
    pack_length_mm = models.PositiveIntegerField(null=True, blank=True)
    pack_width_mm = models.PositiveIntegerField(null=True, blank=True)
    pack_height_mm = models.PositiveIntegerField(null=True, blank=True)
    pack_weight_g = models.PositiveIntegerField(null=True, blank=True, help_text="gross, of one unit as packed")
    invoice = models.CharField(_("Hóa đơn"), max_length=5, choices=Invoice, default=Invoice.NONE)
    payment_days = models.PositiveSmallIntegerField(_("Cho nợ (ngày)"), null=True, blank=True)
    discount_most = models.PositiveSmallIntegerField(_("Chiết khấu nhiều nhất (%)"), null=True, blank=True)
    terms = models.TextField(_("Điều kiện bán"), blank=True)
    everywhere = models.BooleanField(_("Giao cả nước"), default=False)
    shown_at = models.DateTimeField(
        null=True, blank=True, help_text="when the producer agreed that buyers see it; empty: not agreed"
    )
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["shown_at"], name="selling_shown")]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.unit}"


class MonthCapacity(models.Model):
    """What can be delivered in one month of the year, and what of it customers outside Sao Quê have been promised."""

    record = models.ForeignKey(SellingRecord, on_delete=models.CASCADE, related_name="months")
    month = models.PositiveSmallIntegerField(help_text="1–12")
    amount = models.PositiveIntegerField(help_text="units")
    promised = models.PositiveIntegerField(default=0, help_text="units, outside Sao Quê")

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["record", "month"], name="capacity_once_a_month"),
            models.CheckConstraint(condition=models.Q(month__range=(1, 12)), name="capacity_month_of_year"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}/{self.month}"


class PriceTier(models.Model):
    """A lower price from an amount on."""

    record = models.ForeignKey(SellingRecord, on_delete=models.CASCADE, related_name="tiers")
    least = models.PositiveIntegerField(help_text="units, from which the price holds")
    price = models.PositiveBigIntegerField(help_text="VND per unit")

    class Meta:
        ordering = ["least"]
        constraints = [models.UniqueConstraint(fields=["record", "least"], name="tier_once")]

    def __str__(self) -> str:
        return f"{self.record_id}/{self.least}"


class DeliveryArea(models.Model):
    """A province that the producer delivers to; none is needed for `everywhere`."""

    record = models.ForeignKey(SellingRecord, on_delete=models.CASCADE, related_name="areas")
    province = models.ForeignKey("places.AdminUnit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "province"], name="delivery_area_once")]

    def __str__(self) -> str:
        return f"{self.record_id}/{self.province_id}"
