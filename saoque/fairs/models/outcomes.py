import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.fairs.models.fairs import Exhibitor, Fair


class DayLog(models.Model):
    """One day of one exhibitor. What of Sao Quê was sold stands in the ledger; a guest's takings stand here."""

    exhibitor = models.ForeignKey(Exhibitor, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    visits = models.PositiveIntegerField(default=0, help_text="people who stopped at the booth")
    leads = models.PositiveIntegerField(default=0, help_text="people who asked to buy in bulk, with or without a name")
    guest_sales = models.PositiveBigIntegerField(
        default=0, help_text="VND of the day, of exhibitors without products here"
    )
    note = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exhibitor", "day"], name="fair_day_once")]

    def __str__(self) -> str:
        return f"{self.exhibitor_id} {self.day}"


class Lead(models.Model):
    """Somebody who wants to buy. How to reach them is the exhibitor's, and the organiser's once they agreed to that."""

    exhibitor = models.ForeignKey(Exhibitor, on_delete=models.PROTECT, related_name="lead_rows")
    day = models.DateField()
    who = models.CharField(max_length=120)
    wants = models.CharField(max_length=300)
    contact = models.CharField(max_length=120, blank=True)
    shared = models.BooleanField(default=False, help_text="they agreed that the organiser sees how to reach them")
    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="made on the phone: sent twice is kept once")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.who


class Deal(models.Model):
    """A memorandum or contract signed at the fair. A wrong one is struck out and counts nowhere."""

    class Kind(models.TextChoices):
        MEMORANDUM = "memorandum", _("Biên bản ghi nhớ")
        CONTRACT = "contract", _("Hợp đồng")

    class State(models.TextChoices):
        SIGNED = "signed", _("Đã ký")
        DELIVERED = "delivered", _("Đã giao hàng")
        STRUCK = "struck", _("Đã gạch")

    exhibitor = models.ForeignKey(Exhibitor, on_delete=models.PROTECT, related_name="deals")
    kind = models.CharField(max_length=12, choices=Kind)
    partner = models.CharField(max_length=200)
    about = models.CharField(max_length=300, blank=True)
    value = models.PositiveBigIntegerField(default=0, help_text="VND; 0 where the paper names no sum")
    signed_on = models.DateField()
    file = models.ForeignKey("kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.SIGNED)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-signed_on", "-pk"]
        indexes = [models.Index(fields=["kind", "signed_on"], name="fair_deal_by_kind")]

    def __str__(self) -> str:
        return self.partner


class CostLine(models.Model):
    """What something of the fair costs, and who pays. Without an exhibitor it is the fair's own."""

    class Payer(models.TextChoices):
        EXHIBITOR = "exhibitor", _("Người dự tự trả")
        ORGANISER = "organiser", _("Ban tổ chức")
        POLICY = "policy", _("Chính sách hỗ trợ")

    fair = models.ForeignKey(Fair, on_delete=models.PROTECT, related_name="costs")
    exhibitor = models.ForeignKey(Exhibitor, null=True, blank=True, on_delete=models.PROTECT, related_name="costs")
    what = models.CharField(max_length=160)
    planned = models.PositiveBigIntegerField(help_text="VND")
    spent = models.PositiveBigIntegerField(default=0, help_text="VND")
    payer = models.CharField(max_length=10, choices=Payer)
    record = models.CharField(max_length=80, blank=True, help_text="key of the policy's record")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(payer="policy", record__gt="") | (~models.Q(payer="policy") & models.Q(record="")),
                name="fair_cost_names_its_policy",
            )
        ]

    def __str__(self) -> str:
        return self.what


class TransportItem(models.Model):
    """Goods on the way to the fair."""

    exhibitor = models.ForeignKey(Exhibitor, on_delete=models.PROTECT, related_name="transport")
    goods = models.CharField(max_length=200)
    boxes = models.PositiveIntegerField()
    kilograms = models.PositiveIntegerField()
    cold = models.BooleanField(default=False)
    pick_up_at = models.CharField(max_length=200, help_text="place")
    pick_up_on = models.DateField()
    pick_up_time = models.CharField(max_length=20, blank=True, help_text="as people say it")
    driver = models.CharField(max_length=120, blank=True)
    plate = models.CharField(max_length=20, blank=True)
    loaded_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pick_up_on", "pick_up_time", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(arrived_at__isnull=True) | models.Q(loaded_at__isnull=False),
                name="fair_goods_arrive_after_loading",
            )
        ]

    def __str__(self) -> str:
        return self.goods


class FollowUp(models.Model):
    """What came of a fair some months later, as the exhibitor tells it; no orders is an answer too."""

    exhibitor = models.ForeignKey(Exhibitor, on_delete=models.PROTECT, related_name="followups")
    months = models.PositiveSmallIntegerField(help_text="after the last day: 3 or 12")
    orders = models.PositiveIntegerField()
    value = models.PositiveBigIntegerField(help_text="VND")
    words = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["months", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["exhibitor", "months"], name="fair_followup_once"),
            models.CheckConstraint(condition=models.Q(months__in=(3, 12)), name="fair_followup_after_3_or_12"),
        ]

    def __str__(self) -> str:
        return f"{self.exhibitor_id} +{self.months}"
