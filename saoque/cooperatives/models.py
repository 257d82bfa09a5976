"""A co-operative or group from the first survey on; its member book, capital, meetings and yearly checks."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.cooperatives.kinds import Channel, Kind, Majority, MemberKind, Post, Standing
from saoque.kernel.text import search_text, sort_key

TEXT_LIMIT = 20_000


class Cooperative(models.Model):
    """A founding, and what it became. `survey`, `choice`, `charter` hold answers by the keys of the records."""

    class State(models.TextChoices):
        FOUNDING = "founding", _("Đang thành lập")
        FILED = "filed", _("Đã nộp, chờ xã trả lời")
        RETURNED = "returned", _("Xã trả lại để sửa")
        REGISTERED = "registered", _("Đã đăng ký")
        STOPPED = "stopped", _("Đã dừng")

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.COOPERATIVE)
    name = models.CharField(_("Tên"), max_length=160)
    short_name = models.CharField(_("Tên viết tắt"), max_length=60, blank=True)
    commune = models.ForeignKey("places.AdminUnit", on_delete=models.PROTECT, related_name="+")
    address_line = models.CharField(_("Số nhà, ấp, đường"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.FOUNDING)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    survey = models.JSONField(default=dict, help_text="product, need, people, market as text")
    choice = models.JSONField(default=dict, help_text="{answers: {key: yes|no}, minutes, decided_on}")
    charter = models.JSONField(default=dict, help_text="{key: {option, more}}")
    name_checked_on = models.DateField(null=True, blank=True)
    max_share_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="stricter limit that the charter sets; empty: that of the record"
    )
    registration_number = models.CharField(_("Số giấy chứng nhận"), max_length=60, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    certificate = models.ForeignKey("kernel.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    producer = models.OneToOneField(
        "producers.Producer", null=True, on_delete=models.PROTECT, related_name="cooperative"
    )
    search = models.CharField(max_length=260, editable=False)
    sort = models.CharField(max_length=600, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["commune", "state"], name="cooperative_by_commune"),
            models.Index(fields=["state", "registered_on"], name="cooperative_by_state"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search, self.sort = search_text(self.name), sort_key(self.name)[:600]
        super().save(*args, **kwargs)

    @property
    def is_group(self) -> bool:
        return self.kind == Kind.GROUP


class Member(models.Model):
    """One line of the member book. Day of birth, identity number, home and phone are personal data."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Họ tên, hoặc tên tổ chức"), max_length=160)
    kind = models.CharField(max_length=20, choices=MemberKind, default=MemberKind.CITIZEN)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.OFFICIAL)
    is_founder = models.BooleanField(default=True)
    manages = models.BooleanField(default=False, help_text="keeps the founding and its papers for the others")
    born_on = models.DateField(null=True, blank=True)
    id_number = models.CharField(max_length=40, blank=True, help_text="identity, business or registration number")
    home = models.CharField(max_length=250, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    full_capacity = models.BooleanField(default=False)
    representative = models.CharField(max_length=160, blank=True)
    investment_certificate = models.CharField(max_length=80, blank=True)
    uses_services = models.BooleanField(default=False)
    gives_labour = models.BooleanField(default=False)
    need = models.TextField(blank=True)
    post = models.CharField(max_length=12, choices=Post, blank=True, default="")
    represents = models.BooleanField(default=False, help_text="legal representative")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True, help_text="first day on which no longer a member")
    left_why = models.CharField(max_length=200, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True, help_text="when the person took the invitation")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative", "user"],
                condition=models.Q(user__isnull=False, left_on__isnull=True),
                name="cooperative_member_once",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("joined_on")),
                name="cooperative_member_times",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def new_token() -> str:
    return secrets.token_urlsafe(18)


class Invitation(models.Model):
    """A way in for one founder; with a phone only for whoever signs in by it. Used once."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="invitations")
    token = models.CharField(max_length=40, unique=True, default=new_token)
    phone = models.CharField(max_length=20, blank=True)
    manages = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    state = models.CharField(max_length=10, default="open", help_text="open, used, withdrawn")


class Help(models.Model):
    """A Youth Union unit beside the founders. Without `consented_at` it may only survey and prepare the choice."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="helps")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    consented_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative", "unit"], condition=models.Q(ended_at__isnull=True), name="cooperative_help_once"
            )
        ]


class BusinessLine(models.Model):
    """A line of business in the founders' own words; the code as far as they know it."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="lines")
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=10, blank=True)
    is_main = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_main", "pk"]


class CapitalEntry(models.Model):
    """One line of the capital book: what changed in a member's pledge and in what is paid, in đồng. Only added to."""

    class Act(models.TextChoices):
        PLEDGE = "pledge", _("Cam kết góp")
        PAY = "pay", _("Góp")
        TRANSFER = "transfer", _("Chuyển nhượng")
        REPAY = "repay", _("Trả lại")

    class Form(models.TextChoices):
        MONEY = "money", _("Tiền")
        GOODS = "goods", _("Hiện vật, máy móc")
        LAND = "land", _("Quyền sử dụng đất")
        OTHER = "other", _("Tài sản khác")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="capital")
    act = models.CharField(max_length=10, choices=Act)
    pledged = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    form = models.CharField(max_length=6, choices=Form, default=Form.MONEY)
    on = models.DateField()
    due_on = models.DateField(null=True, blank=True, help_text="of a pledge")
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "pk"]


class Meeting(models.Model):
    """The founding meeting or a later one: planned → open (roll called, votes counted) → closed (minutes fixed)."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Đang chuẩn bị")
        OPEN = "open", _("Đang họp")
        CLOSED = "closed", _("Đã xong")

    class Occasion(models.TextChoices):
        FOUNDING = "founding", _("Hội nghị thành lập")
        GENERAL = "general", _("Đại hội, họp toàn thể thành viên")
        BOARD = "board", _("Họp ban quản lý")

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="meetings")
    occasion = models.CharField(max_length=10, choices=Occasion)
    held_on = models.DateField()
    hour = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=160)
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    chair = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    secretary = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    minutes = models.TextField(blank=True)
    voted = models.JSONField(default=dict, help_text="what lay before the founders when they voted, by part")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative"],
                condition=models.Q(occasion="founding", state__in=["planned", "open"]),
                name="one_founding_meeting",
            )
        ]


class Presence(models.Model):
    """One member on the roll of a meeting; who is invited, who came, who has a vote."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="roll")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField(default=False)
    votes = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="presence_once")]


class AgendaItem(models.Model):
    """One question put to a meeting, and how the votes fell."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20, blank=True, help_text="of the record cooperatives#coop_agenda")
    title = models.CharField(max_length=200)
    elects = models.BooleanField(default=False)
    elected = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    majority = models.CharField(max_length=16, choices=Majority)
    votes_for = models.PositiveSmallIntegerField(null=True)
    against = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)
    passed = models.BooleanField(null=True)

    class Meta:
        ordering = ["position", "pk"]


class Filing(models.Model):
    """One handing in at the commune: filed → received → returned or registered. What was handed in is kept as files."""

    class State(models.TextChoices):
        FILED = "filed", _("Đã nộp")
        RECEIVED = "received", _("Xã đã nhận")
        RETURNED = "returned", _("Xã trả lại")
        REGISTERED = "registered", _("Đã cấp giấy")

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="filings")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.FILED)
    channel = models.CharField(max_length=10, choices=Channel)
    fee = models.BigIntegerField(null=True, help_text="đồng, as the record of the province says")
    filer = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    filed_on = models.DateField()
    due_on = models.DateField(null=True, help_text="last day of the commune's term")
    received_on = models.DateField(null=True)
    receipt = models.CharField(max_length=60, blank=True, help_text="number of the commune's receipt")
    answered_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    repair_due_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["cooperative", "number"], name="filing_number_once")]


class FiledPaper(models.Model):
    """One paper as it was handed in; the PDF is what the office opens."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="papers")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class Task(models.Model):
    """What is to be done after registration, from the record cooperatives#coop_after."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="tasks")
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["cooperative", "key"], name="cooperative_task_once")]


class HealthCheck(models.Model):
    """A yearly look at oneself. `answers`: {question: {mark, evidence}}; `scores`: {area: percent}, computed once saved."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="checks")
    year = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    answers = models.JSONField(default=dict)
    scores = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(default=0, help_text="percent of all points")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["cooperative", "year"], name="health_check_once_a_year")]
