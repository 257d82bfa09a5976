from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.gifts.seasons import Season
from saoque.kernel.text import search_text


class GiftSet(models.Model):
    """A gift composed by a unit. Whether anybody sees it also depends on every star in it, today."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        SHOWN = "shown", _("Đang giới thiệu")
        HIDDEN = "hidden", _("Đã cất")

    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+", help_text="that composes it")
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    season = models.CharField(max_length=12, choices=Season, blank=True, help_text="empty: the whole year")
    wrapping = models.CharField(max_length=160, blank=True)
    wrapping_price = models.PositiveBigIntegerField(default=0, help_text="VND for one gift")
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    search = models.CharField(max_length=200, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["state", "season"], name="gift_by_season")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = search_text(self.name)[:200]
        super().save(*args, **kwargs)


class GiftItem(models.Model):
    gift = models.ForeignKey(GiftSet, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey("producers.Product", on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveSmallIntegerField(help_text="units in one gift")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gift", "product"], name="gift_item_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="gift_item_some"),
        ]

    def __str__(self) -> str:
        return f"{self.gift_id}: {self.amount} × {self.product_id}"
