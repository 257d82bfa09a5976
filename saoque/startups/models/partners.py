"""What a project seeks, what a partner offers, and how the two come together: by consent of both."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is sought and offered. Each is a column of its own, so that the database finds who shares one."""

    MONEY = "money", _("Vốn")
    TECHNOLOGY = "technology", _("Kỹ thuật, công nghệ")
    MENTOR = "mentor", _("Người cố vấn")
    OUTLET = "outlet", _("Chỗ bán")
    OTHER = "other", _("Việc khác")


class Kinds(models.Model):
    money = models.BooleanField(default=False)
    technology = models.BooleanField(default=False)
    mentor = models.BooleanField(default=False)
    outlet = models.BooleanField(default=False)
    other = models.BooleanField(default=False)
    least = models.PositiveBigIntegerField(null=True, blank=True, help_text="VND, of money")
    most = models.PositiveBigIntegerField(null=True, blank=True, help_text="VND, of money")
    words = models.TextField(blank=True)
    shown = models.BooleanField(default=True, help_text="whether the side agrees to be suggested to the other")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(kind for kind in Kind if getattr(self, kind.value))


class Seeking(Kinds):
    """What a project seeks, until a day. While `shown`, partners are told its name, field, stage, commune and this."""

    project = models.OneToOneField("startups.Project", on_delete=models.PROTECT, related_name="seeking")
    purpose = models.CharField(max_length=200, blank=True, help_text="what the money is for")
    until = models.DateField(help_text="last day on which it is shown")

    class Meta:
        indexes = [models.Index(fields=["shown", "until"], name="seeking_by_day")]

    def __str__(self) -> str:
        return f"{self.project_id}"


class Offer(Kinds):
    """What a partner's unit offers. While `shown`, projects are told the unit's name, kinds and range."""

    unit = models.OneToOneField("people.Unit", on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(default=list, help_text="values of `Project.Field`; empty: every field")
    province = models.ForeignKey(
        "places.AdminUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="where it helps; empty: the whole country",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.unit_id}"


class Introduction(models.Model):
    """One side knocks, the other answers. Details of both are open while the state is `AGREED`, and only then."""

    class State(models.TextChoices):
        KNOCKED = "knocked", _("Chờ trả lời")
        AGREED = "agreed", _("Hai bên đã đồng ý")
        DECLINED = "declined", _("Không nhận")
        ENDED = "ended", _("Đã thôi")

    project = models.ForeignKey("startups.Project", on_delete=models.PROTECT, related_name="introductions")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+", help_text="the partner's")
    by_project = models.BooleanField(help_text="whether the project knocked")
    message = models.TextField()
    reason = models.CharField(max_length=300, blank=True, help_text="why it was declined or ended")
    partner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="who speaks for the partner: knocked, or accepted",
    )  # fmt: skip
    state = models.CharField(max_length=8, choices=State, default=State.KNOCKED)
    knocked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    line = models.OneToOneField(
        "startups.BudgetLine", null=True, blank=True, on_delete=models.PROTECT, related_name="introduction",
        help_text="the budget line into which the partner's money was taken over",
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "unit"], condition=models.Q(state__in=["knocked", "agreed"]), name="introduced_once"
            )
        ]
        indexes = [models.Index(fields=["unit", "state"], name="introduction_by_unit")]

    def __str__(self) -> str:
        return f"{self.project_id}/{self.unit_id}"


class Meeting(models.Model):
    """What came of one talk. Never changed: a mistake is corrected by another entry. Money in whole đồng."""

    class Outcome(models.TextChoices):
        TALKING = "talking", _("Còn bàn tiếp")
        DEAL = "deal", _("Đã thống nhất")
        NOTHING = "nothing", _("Không thành")

    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="meetings")
    met_on = models.DateField()
    agreed = models.TextField(help_text="what was agreed")
    outcome = models.CharField(max_length=8, choices=Outcome)
    promised = models.PositiveBigIntegerField(default=0, help_text="VND promised at this meeting")
    received = models.PositiveBigIntegerField(default=0, help_text="VND received since the meeting before")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["met_on", "pk"]

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.met_on}"
