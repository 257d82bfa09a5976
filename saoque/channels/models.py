from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.channels.freshness import fresh_from
from saoque.kernel.errors import DomainError
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
    closed_reason = models.CharField(max_length=200, blank=True)
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
    closed_reason = models.CharField(max_length=200, blank=True)
    search = models.CharField(max_length=600, editable=False)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["commune", "closed_on"], name="point_by_commune")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="point_has_both_degrees",
            )
        ]

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
    end_reason = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True, help_text="last day on which somebody saw it there")
    missing_on = models.DateField(
        null=True,
        blank=True,
        help_text="day on which somebody looked and did not find it; empty once it was seen again",
    )
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # Two of them, because SQLite holds two rows without a point to be different.
            models.UniqueConstraint(
                fields=["product", "channel", "point"],
                condition=models.Q(until__isnull=True, point__isnull=False),
                name="listing_once_at_a_point",
            ),
            models.UniqueConstraint(
                fields=["product", "channel"],
                condition=models.Q(until__isnull=True, point__isnull=True),
                name="listing_once_in_a_channel",
            ),
        ]
        indexes = [models.Index(fields=["channel", "until"], name="listing_by_channel")]

    def __str__(self) -> str:
        return f"{self.product_id}@{self.channel_id}"

    @property
    def last_seen(self) -> date:
        """The last day on which it is known to have stood there."""
        return self.checked_on or self.since

    @property
    def stale_since(self) -> date | None:
        """The day since which nobody looked, once that is longer ago than the house allows; else None."""
        return self.last_seen if self.until is None and self.last_seen < fresh_from() else None


class ListingCheck(models.Model):
    """Somebody looked whether a product still stands there. Append-only."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="checks")
    seen = models.BooleanField(help_text="it stood there")
    price = models.PositiveBigIntegerField(null=True, blank=True, help_text="VND per unit, as it stood on the shelf")
    photo = models.ForeignKey("kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    checked_on = models.DateField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    checked_in = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["listing", "-at"], name="listing_check_latest")]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.checked_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        _only_once(self)
        super().save(*args, **kwargs)


class PointCheck(models.Model):
    """A point held against the criteria for OCOP points on one day. Append-only: the next check stands beside it."""

    class Result(models.TextChoices):
        MET = "met", _("Đạt")
        NOT_MET = "not_met", _("Chưa đạt")
        UNKNOWN = "unknown", _("Chưa kết luận được")

    point = models.ForeignKey(PointOfSale, on_delete=models.PROTECT, related_name="criteria_checks")
    record = models.CharField(max_length=80, help_text="key of the record that the criteria come from")
    basis = models.CharField(max_length=300, help_text="the decision as it was named then")
    valid_until = models.DateField(null=True, blank=True, help_text="last day of the decision as it was known then")
    result = models.CharField(max_length=8, choices=Result)
    on_sale = models.PositiveIntegerField(help_text="products on sale there that day")
    with_star = models.PositiveIntegerField(help_text="of them, with a star that held")
    note = models.CharField(max_length=500, blank=True)
    checked_on = models.DateField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    checked_in = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["point", "-at"], name="point_check_latest")]
        constraints = [
            models.CheckConstraint(condition=models.Q(with_star__lte=models.F("on_sale")), name="stars_among_goods")
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.checked_on} {self.result}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        _only_once(self)
        super().save(*args, **kwargs)


class PointAnswer(models.Model):
    """What was found for one criterion: the answer, what follows from it, a note and a photo. Append-only."""

    check_made = models.ForeignKey(PointCheck, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=40)
    words = models.CharField(max_length=300, help_text="the criterion as it was worded then")
    answer = models.CharField(max_length=600, blank=True, help_text="as it is read; empty: not looked at")
    result = models.CharField(max_length=8, choices=PointCheck.Result)
    note = models.CharField(max_length=300, blank=True)
    photo = models.ForeignKey("kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["check_made", "criterion"], name="point_answer_once")]

    def __str__(self) -> str:
        return f"{self.check_made_id} {self.criterion}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        _only_once(self)
        super().save(*args, **kwargs)


def _only_once(row: models.Model) -> None:
    if not row._state.adding:
        raise DomainError(_("Lần xem đã ghi thì không sửa; hãy ghi một lần mới."))
