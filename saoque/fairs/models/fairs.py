from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.kernel.text import search_text, sort_key


class Fair(models.Model):
    """A fair or exhibition that a unit organises, or to which it was invited and takes its producers."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        CALLED = "called", _("Đang nhận đăng ký")
        CHOOSING = "choosing", _("Đang xét chọn")
        PLANNED = "planned", _("Đã xếp gian")
        RUNNING = "running", _("Đang diễn ra")
        ENDED = "ended", _("Đã bế mạc")
        REPORTED = "reported", _("Đã báo cáo")
        CANCELLED = "cancelled", _("Đã hủy")

    class Kind(models.TextChoices):
        FAIR = "fair", _("Hội chợ")
        EXHIBITION = "exhibition", _("Triển lãm, trưng bày")
        WEEK = "week", _("Tuần hàng, phiên chợ")
        MEETING = "meeting", _("Kết nối cung cầu")

    name = models.CharField(_("Tên hội chợ"), max_length=200)
    slug = models.SlugField(max_length=220, unique=True)
    kind = models.CharField(_("Loại"), max_length=12, choices=Kind)
    about = models.TextField(_("Giới thiệu"), blank=True)
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, related_name="+", help_text="that is in charge here"
    )
    host = models.CharField(_("Bên tổ chức"), max_length=200, blank=True, help_text="when another organisation invites")
    invitation = models.ForeignKey(
        "kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    commune = models.ForeignKey("places.AdminUnit", on_delete=models.PROTECT, related_name="+")
    venue = models.CharField(_("Địa điểm"), max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    apply_until = models.DateField(help_text="last day to apply")
    booths_planned = models.PositiveIntegerField(default=0)
    min_star = models.PositiveSmallIntegerField(default=0, help_text="0: no star asked for")
    needs = models.JSONField(default=list, help_text="codes of kinds of papers that must be valid on the last day")
    capacity_least = models.PositiveIntegerField(default=0, help_text="units of goods a day that a product must reach")
    bar_absent = models.BooleanField(
        default=True, help_text="whoever was absent without notice stands behind the others"
    )
    called_on = models.DateField(null=True, blank=True, help_text="since when everybody may read of it")
    chosen_on = models.DateField(null=True, blank=True, help_text="when the choice was published")
    cancelled_because = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    search = models.CharField(max_length=600, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="fair_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["state", "first_day"], name="fair_by_day")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = search_text(self.name, self.venue, self.host)[:600]
        super().save(*args, **kwargs)


class Exhibitor(models.Model):
    """Whoever applied for a fair: a producer of Sao Quê, or a guest from elsewhere written in by the organiser."""

    class State(models.TextChoices):
        APPLIED = "applied", _("Đã đăng ký")
        CHOSEN = "chosen", _("Được chọn")
        WAITING = "waiting", _("Dự bị")
        REFUSED = "refused", _("Không được chọn")
        WITHDRAWN = "withdrawn", _("Đã rút")
        CAME = "came", _("Đã dự")
        ABSENT = "absent", _("Vắng không báo")

    fair = models.ForeignKey(Fair, on_delete=models.PROTECT, related_name="exhibitors")
    producer = models.ForeignKey(
        "producers.Producer", null=True, blank=True, on_delete=models.PROTECT, related_name="fairs"
    )
    name = models.CharField(max_length=200)
    province = models.ForeignKey("places.AdminUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    booths_wanted = models.PositiveSmallIntegerField(default=1)
    watts = models.PositiveIntegerField(default=0, help_text="electric power asked for")
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)
    reasons = models.JSONField(default=list, help_text="what the rule said: {code, good, **values}, see `choosing`")
    proposed = models.CharField(
        max_length=10, choices=State, blank=True, help_text="what stands until the choice is published"
    )
    rank = models.PositiveIntegerField(null=True, blank=True, help_text="1 is first; none when a condition is not met")
    because = models.CharField(max_length=300, blank=True, help_text="why the organiser decided against the rule")
    applied_on = models.DateField()
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    search = models.CharField(max_length=260, editable=False)
    sort = models.CharField(max_length=600, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "producer"],
                condition=models.Q(producer__isnull=False) & ~models.Q(state="withdrawn"),
                name="exhibitor_once",
            )
        ]
        indexes = [models.Index(fields=["fair", "state", "sort"], name="exhibitor_by_state")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search, self.sort = search_text(self.name)[:260], sort_key(self.name)[:600]
        super().save(*args, **kwargs)


class Exhibit(models.Model):
    """A product that an exhibitor brings; a guest's is known by name and star only."""

    exhibitor = models.ForeignKey(Exhibitor, on_delete=models.CASCADE, related_name="exhibits")
    product = models.ForeignKey("producers.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    star = models.PositiveSmallIntegerField(default=0, help_text="as it was when applied; 0: none")
    star_until = models.DateField(null=True, blank=True)
    sector = models.CharField(max_length=4, blank=True, help_text="I to VI of the product sets; empty: unknown")
    daily = models.PositiveIntegerField(default=0, help_text="units of goods a day")
    unit = models.CharField(max_length=20, blank=True)
    price = models.PositiveBigIntegerField(null=True, blank=True, help_text="VND per unit at the fair")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exhibitor", "product"], condition=models.Q(product__isnull=False), name="exhibit_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """A part of the ground with its own theme. Places are in squares of the plan's grid, from the upper left corner."""

    fair = models.ForeignKey(Fair, on_delete=models.CASCADE, related_name="zones")
    name = models.CharField(max_length=80)
    column = models.PositiveSmallIntegerField()
    row = models.PositiveSmallIntegerField()
    columns = models.PositiveSmallIntegerField()
    rows = models.PositiveSmallIntegerField()
    sector = models.CharField(max_length=4, blank=True, help_text="of the goods shown here, I to VI; empty: any")
    least_star = models.PositiveSmallIntegerField(default=0, help_text="for whom it is kept; 0: everybody")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["fair", "name"], name="zone_once")]

    def __str__(self) -> str:
        return self.name


class Booth(models.Model):
    """One booth on the plan, and who stands there. An exhibitor may have several side by side."""

    fair = models.ForeignKey(Fair, on_delete=models.CASCADE, related_name="booths")
    zone = models.ForeignKey(Zone, null=True, blank=True, on_delete=models.SET_NULL, related_name="booths")
    code = models.CharField(max_length=10, help_text="A01")
    column = models.PositiveSmallIntegerField()
    row = models.PositiveSmallIntegerField()
    exhibitor = models.ForeignKey(Exhibitor, null=True, blank=True, on_delete=models.PROTECT, related_name="booths")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["row", "column"]
        constraints = [
            models.UniqueConstraint(fields=["fair", "code"], name="booth_code_once"),
            models.UniqueConstraint(fields=["fair", "column", "row"], name="booth_square_once"),
        ]

    def __str__(self) -> str:
        return self.code
