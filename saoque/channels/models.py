from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.kernel.text import search_text, sort_key


class Channel(models.Model):
    """A chain, a platform or a single shop through which products are sold."""

    class Kind(models.TextChoices):
        SUPERMARKET = "supermarket", _("Siêu thị")
        SAFE_FOOD = "safe_food", _("Cửa hàng thực phẩm an toàn")
        CRAFT = "craft", _("Cửa hàng thủ công, quà tặng")
        OCOP_POINT = "ocop_point", _("Điểm giới thiệu và bán sản phẩm OCOP")
        MARKET = "market", _("Chợ, cửa hàng tạp hóa")
        RESTAURANT = "restaurant", _("Nhà hàng, khách sạn, điểm du lịch")
        PLATFORM = "platform", _("Sàn thương mại điện tử")
        OWN = "own", _("Nơi bán của chủ thể")

    name = models.CharField(_("Tên"), max_length=160)
    kind = models.CharField(_("Loại"), max_length=12, choices=Kind)
    website = models.URLField(_("Trang web"), blank=True)
    unit = models.ForeignKey(
        "people.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="that keeps the record",
    )
    closed_on = models.DateField(null=True, blank=True)
    search = models.CharField(max_length=260, editable=False)
    sort = models.CharField(max_length=600, editable=False)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "sort"], name="channel_by_kind")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search, self.sort = search_text(self.name), sort_key(self.name)[:600]
        super().save(*args, **kwargs)


class PointOfSale(models.Model):
    """One place of a channel that a shopper can walk into."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="points")
    name = models.CharField(_("Tên"), max_length=160)
    commune = models.ForeignKey("places.AdminUnit", on_delete=models.PROTECT, related_name="+")
    address_line = models.CharField(_("Số nhà, ấp, đường"), max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, help_text="degrees north")
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, help_text="degrees east")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    search = models.CharField(max_length=600, editable=False)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["commune", "closed_on"], name="point_by_commune")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = search_text(self.name, self.address_line)[:600]
        super().save(*args, **kwargs)


class Listing(models.Model):
    """A product on sale in a channel, at one point of it or everywhere in it, from a day until a day."""

    product = models.ForeignKey("producers.Product", on_delete=models.PROTECT, related_name="listings")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="listings")
    point = models.ForeignKey(PointOfSale, null=True, blank=True, on_delete=models.PROTECT, related_name="listings")
    price = models.PositiveBigIntegerField(null=True, blank=True, help_text="VND per unit, as the shopper pays")
    url = models.URLField(_("Đường dẫn gian hàng"), max_length=500, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="last day on sale")
    checked_on = models.DateField(null=True, blank=True, help_text="last day on which somebody saw it there")
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "channel", "point"],
                condition=models.Q(until__isnull=True),
                nulls_distinct=False,
                name="listing_once_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["channel", "until"], name="listing_by_channel")]

    def __str__(self) -> str:
        return f"{self.product_id}@{self.channel_id}"
