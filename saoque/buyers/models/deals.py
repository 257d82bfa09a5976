from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saoque.buyers.models.requests import BuyingRequest


class Side(models.TextChoices):
    BUYER = "buyer", _("Người mua")
    PRODUCER = "producer", _("Chủ thể")


class Inquiry(models.Model):
    """One buyer and one producer over one product: asked for a price by the buyer, or offered by the producer.

    `waiting_on` owes the next answer by `answer_by`. `silence_step` counts what silence has brought so far:
    0 nothing, 1 reminded, 2 the Youth Union of the area was told.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ báo giá")
        QUOTED = "quoted", _("Đã báo giá")
        AGREED = "agreed", _("Đã thỏa thuận")
        DECLINED = "declined", _("Chủ thể từ chối")
        TURNED_DOWN = "turned_down", _("Người mua không chọn")
        WITHDRAWN = "withdrawn", _("Đã rút")
        SILENT = "silent", _("Không trả lời")

    request = models.ForeignKey(BuyingRequest, on_delete=models.PROTECT, related_name="inquiries")
    product = models.ForeignKey("producers.Product", on_delete=models.PROTECT, related_name="inquiries")
    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="inquiries")
    begun_by = models.CharField(max_length=8, choices=Side)
    per_month = models.PositiveIntegerField(help_text="units asked for or offered a month")
    state = models.CharField(max_length=11, choices=State, default=State.ASKED)
    sent_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True, help_text="first answer of the other side")
    waiting_on = models.CharField(max_length=8, choices=Side, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    silence_step = models.PositiveSmallIntegerField(default=0)
    step_on = models.DateField(null=True, blank=True, help_text="when silence has its next consequence")
    silent_side = models.CharField(max_length=8, choices=Side, blank=True, help_text="who let it end in silence")
    reason = models.CharField(max_length=300, blank=True, help_text="why declined or turned down")
    buyer_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="the buyer's person who agreed to share contacts",
    )  # fmt: skip
    producer_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="the producer's person who agreed to share contacts",
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "product"], name="inquiry_once_a_product")]
        indexes = [
            models.Index(fields=["producer", "state", "-sent_on"], name="inquiry_by_producer"),
            models.Index(fields=["waiting_on", "step_on"], name="inquiry_silence"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.product_id} {self.state}"


class Quotation(models.Model):
    """What a producer offers. A new one replaces the last; none is changed or deleted."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="quotations")
    price = models.PositiveBigIntegerField(_("Giá"), help_text="VND per unit of the request")
    per_month = models.PositiveIntegerField(_("Mỗi tháng giao được"))
    from_on = models.DateField(_("Giao từ ngày"))
    until_on = models.DateField(_("đến hết ngày"))
    terms = models.TextField(_("Điều kiện"), blank=True)
    valid_until = models.DateField(_("Báo giá có giá trị đến hết ngày"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.price}"


class Sample(models.Model):
    """Goods sent to be tried: asked for, sent, received, judged."""

    class State(models.TextChoices):
        ASKED = "asked", _("Đã xin mẫu")
        SENT = "sent", _("Đã gửi")
        RECEIVED = "received", _("Đã nhận")
        JUDGED = "judged", _("Đã nhận xét")

    class Verdict(models.TextChoices):
        GOOD = "good", _("Đạt")
        MEND = "mend", _("Cần chỉnh lại")
        BAD = "bad", _("Chưa hợp")

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="samples")
    what = models.CharField(_("Xin mẫu gì, bao nhiêu"), max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_on = models.DateField()
    carrier = models.CharField(_("Gửi qua đâu"), max_length=80, blank=True)
    tracking = models.CharField(_("Mã vận đơn"), max_length=60, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    verdict = models.CharField(_("Nhận xét"), max_length=4, choices=Verdict, blank=True)
    opinion = models.CharField(_("Nói rõ"), max_length=500, blank=True)
    judged_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.state}"


class Entry(models.Model):
    """One line of the thread: a message, or something that happened, silence too. Never changed, never deleted."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("Tin nhắn")
        ASKED = "asked", _("Hỏi giá")
        OFFERED = "offered", _("Chào hàng")
        QUOTED = "quoted", _("Báo giá")
        DECLINED = "declined", _("Từ chối báo giá")
        TURNED_DOWN = "turned_down", _("Không chọn báo giá")
        WITHDRAWN = "withdrawn", _("Rút lại")
        SAMPLE_ASKED = "sample_asked", _("Xin mẫu")
        SAMPLE_SENT = "sample_sent", _("Gửi mẫu")
        SAMPLE_RECEIVED = "sample_received", _("Nhận mẫu")
        SAMPLE_JUDGED = "sample_judged", _("Nhận xét mẫu")
        MEETING = "meeting", _("Hẹn gặp")
        MEETING_BACK = "meeting_back", _("Trả lại giờ hẹn")
        MEETING_OFF = "meeting_off", _("Bỏ giờ hẹn")
        CONTACT = "contact", _("Đồng ý cho xem liên hệ")
        CONTACT_OFF = "contact_off", _("Thôi cho xem liên hệ")
        PROPOSED = "proposed", _("Đề nghị thỏa thuận")
        DROPPED = "dropped", _("Bỏ đề nghị thỏa thuận")
        AGREED = "agreed", _("Hai bên xác nhận thỏa thuận")
        ENDED = "ended", _("Kết thúc thỏa thuận")
        SOLD = "sold", _("Giao hàng")
        REMINDED = "reminded", _("Nhắc vì chưa trả lời")
        RAISED = "raised", _("Báo Đoàn địa bàn vì chưa trả lời")
        SILENT = "silent", _("Khép vì không trả lời")

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=15, choices=Kind)
    side = models.CharField(max_length=8, choices=Side, blank=True, help_text="whose act, or whose silence")
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["inquiry", "id"], name="thread_entries")]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.kind}"


class MeetingSlot(models.Model):
    """A quarter of an hour that a buyer keeps free, at a fair for example. One producer takes it."""

    class State(models.TextChoices):
        FREE = "free", _("Còn trống")
        TAKEN = "taken", _("Đã hẹn")
        CANCELLED = "cancelled", _("Đã bỏ")

    request = models.ForeignKey(BuyingRequest, on_delete=models.PROTECT, related_name="slots")
    occasion = models.CharField(_("Hội chợ, dịp gặp"), max_length=160)
    place = models.CharField(_("Chỗ gặp"), max_length=200)
    begins_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(_("Số phút"), default=20)
    state = models.CharField(max_length=9, choices=State, default=State.FREE)
    taken_by = models.ForeignKey(Inquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["begins_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "begins_at"], name="slot_once_a_moment"),
            models.CheckConstraint(
                condition=(models.Q(state="taken") & models.Q(taken_by__isnull=False))
                | (~models.Q(state="taken") & models.Q(taken_by__isnull=True)),
                name="slot_taken_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.begins_at:%d/%m/%Y %H:%M}"


class Agreement(models.Model):
    """What both sides confirmed: so much a month, at a price, for a time. What it promises is no longer free."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Chờ bên kia xác nhận")
        STANDING = "standing", _("Đang hiệu lực")
        ENDED = "ended", _("Đã kết thúc")
        DROPPED = "dropped", _("Đã bỏ")

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="agreements")
    product = models.ForeignKey("producers.Product", on_delete=models.PROTECT, related_name="agreements")
    per_month = models.PositiveIntegerField(_("Mỗi tháng giao"), help_text="in `unit`")
    unit = models.CharField(max_length=20)
    price = models.PositiveBigIntegerField(_("Giá"), help_text="VND per unit")
    months = models.JSONField(default=list, help_text="1–12; empty: every month")
    from_on = models.DateField(_("Từ ngày"))
    until_on = models.DateField(_("đến hết ngày"))
    terms = models.TextField(_("Điều kiện"), blank=True)
    file = models.ForeignKey("kernel.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    proposed_by = models.CharField(max_length=8, choices=Side)
    confirmed_by_buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by_producer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_on = models.DateField(null=True, blank=True, help_text="when the second side confirmed")
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry"],
                condition=models.Q(state__in=["proposed", "standing"]),
                name="agreement_one_at_a_time",
            ),
            models.CheckConstraint(condition=models.Q(until_on__gte=models.F("from_on")), name="agreement_ends_later"),
        ]
        indexes = [models.Index(fields=["product", "state", "until_on"], name="agreement_promises")]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.per_month} {self.state}"
