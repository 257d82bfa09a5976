from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.kernel.text import search_text


class BuyingRequest(models.Model):
    """What a buyer wants, month after month. Producers of its sets read it from the day it is open."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Bản nháp")
        OPEN = "open", _("Đang tìm")
        CLOSED = "closed", _("Đã khép")
        FULFILLED = "fulfilled", _("Đã mua được")
        CANCELLED = "cancelled", _("Đã hủy")

    buyer = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="buying_requests")
    title = models.CharField(_("Cần mua gì"), max_length=160)
    star_least = models.PositiveSmallIntegerField(_("Từ mấy sao"), default=0, help_text="0: no star needed")
    per_month = models.PositiveIntegerField(_("Mỗi tháng cần"), help_text="in `unit`")
    unit = models.CharField(_("Tính theo"), max_length=20, help_text="chai, hũ, hộp, kg")
    price_most = models.PositiveBigIntegerField(_("Giá trả cao nhất"), null=True, blank=True, help_text="VND per unit")
    province = models.ForeignKey(
        "places.AdminUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="where to deliver",
    )  # fmt: skip
    papers = models.JSONField(default=list, help_text="codes of `saoque.knowledge.papers`")
    months = models.JSONField(default=list, help_text="1–12; empty: every month")
    pooling = models.BooleanField(_("Ghép nhiều nơi cho đủ"), default=True)
    sellers_most = models.PositiveSmallIntegerField(_("Ghép nhiều nhất"), default=0, help_text="0: no bound")
    words = models.TextField(_("Nói thêm"), blank=True)
    answer_until = models.DateField(_("Nhận chào hàng đến hết ngày"))
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    opened_on = models.DateField(null=True, blank=True)
    search = models.TextField(editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["buyer", "-created_at"], name="request_by_buyer"),
            models.Index(fields=["state", "answer_until"], name="request_open"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = search_text(self.title, self.words)
        super().save(*args, **kwargs)


class WantedSet(models.Model):
    """One product set that a request asks for."""

    request = models.ForeignKey(BuyingRequest, on_delete=models.CASCADE, related_name="sets")
    scorecard = models.CharField(max_length=12, help_text="code of the scorecard, for example QD26-08")

    class Meta:
        ordering = ["scorecard"]
        constraints = [models.UniqueConstraint(fields=["request", "scorecard"], name="wanted_set_once")]
        indexes = [models.Index(fields=["scorecard"], name="wanted_by_set")]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.scorecard}"


class KeptMatch(models.Model):
    """The answer of the matcher to one request, as of a day. Made again on demand and every night."""

    request = models.OneToOneField(BuyingRequest, on_delete=models.CASCADE, related_name="kept_match")
    on = models.DateField()
    made_at = models.DateTimeField()
    wanted = models.PositiveIntegerField(help_text="units a month still looked for, agreements under it taken off")
    covered = models.BooleanField()
    total = models.PositiveBigIntegerField(help_text="units a month that the pool gives")
    cost = models.PositiveBigIntegerField(help_text="VND a month")
    exact = models.BooleanField()
    yes = models.PositiveIntegerField(help_text="products shown that fit")
    no = models.PositiveIntegerField(help_text="products shown that do not")
    hidden = models.PositiveIntegerField(help_text="products of the sets whose producers have not agreed to be shown")

    def __str__(self) -> str:
        return f"{self.request_id} {self.on}"


class KeptVerdict(models.Model):
    """Why one product fits or does not. Only of producers who agreed to be shown."""

    match = models.ForeignKey(KeptMatch, on_delete=models.CASCADE, related_name="verdicts")
    product = models.ForeignKey("producers.Product", on_delete=models.CASCADE, related_name="+")
    fits = models.BooleanField()
    free = models.PositiveIntegerField(help_text="units a month not yet promised")
    price = models.PositiveBigIntegerField(help_text="VND per unit")
    amount = models.PositiveIntegerField(default=0, help_text="units a month that the pool takes of it")
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["match", "product"], name="verdict_once")]
        indexes = [models.Index(fields=["match", "-fits", "-amount", "price", "id"], name="verdict_list")]

    def __str__(self) -> str:
        return f"{self.match_id}/{self.product_id}"
