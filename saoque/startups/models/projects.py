from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.kernel.text import search_text


class Project(models.Model):
    """A start-up project of young people. `shared_at`: when the team let the Youth Union of its area look inside."""

    class State(models.TextChoices):
        IDEA = "idea", _("Ý tưởng")
        PREPARING = "preparing", _("Đang chuẩn bị")
        RUNNING = "running", _("Đang chạy")
        STANDING = "standing", _("Đã đứng vững")
        STOPPED = "stopped", _("Đã dừng")

    class Field(models.TextChoices):
        FARMING = "farming", _("Nông nghiệp, chế biến")
        ENVIRONMENT = "environment", _("Bảo vệ môi trường")
        CULTURE = "culture", _("Văn hóa, du lịch")
        OTHER = "other", _("Lĩnh vực khác")

    name = models.CharField(max_length=160)
    field = models.CharField(max_length=12, choices=Field)
    innovative = models.BooleanField(default=False, help_text="new in technology, product or way of doing business")
    problem = models.TextField()
    solution = models.TextField()
    commune = models.ForeignKey("places.AdminUnit", on_delete=models.PROTECT, related_name="+")
    producer = models.ForeignKey(
        "producers.Producer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    product = models.ForeignKey("producers.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deck = models.ForeignKey("kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.IDEA)
    state_since = models.DateField()
    reached = models.CharField(max_length=10, choices=State, default=State.IDEA, help_text="stage before it stopped")
    shared_at = models.DateTimeField(null=True, blank=True)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    search = models.CharField(max_length=260, editable=False)

    class Meta:
        indexes = [models.Index(fields=["commune", "state", "-opened_on"], name="project_by_area")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = search_text(self.name)[:260]
        super().save(*args, **kwargs)


class Member(models.Model):
    """A person asked into a team. `born_on` is what the person states when accepting."""

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ trả lời")
        ACCEPTED = "accepted", _("Trong nhóm")
        DECLINED = "declined", _("Không nhận")
        LEFT = "left", _("Đã rời nhóm")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    leads = models.BooleanField(default=False)
    part = models.CharField(max_length=120, blank=True, help_text="what the person does in the project")
    born_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-leads", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"], condition=models.Q(state__in=["asked", "accepted"]), name="member_once"
            ),
            models.UniqueConstraint(fields=["project"], condition=models.Q(leads=True), name="project_one_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}/{self.user_id}"


class Milestone(models.Model):
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=160)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    evidence = models.ForeignKey("kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title


class BudgetLine(models.Model):
    """Money for one thing from one source, in whole đồng."""

    class Source(models.TextChoices):
        OWN = "own", _("Vốn của nhóm, gia đình")
        LOAN = "loan", _("Vốn vay")
        FUND = "fund", _("Quỹ, nguồn của Đoàn")
        SUPPORT = "support", _("Hỗ trợ của Nhà nước")
        INVESTOR = "investor", _("Nhà đầu tư, đối tác")
        PRIZE = "prize", _("Giải thưởng")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="budget")
    what = models.CharField(max_length=160)
    source = models.CharField(max_length=8, choices=Source)
    planned = models.PositiveBigIntegerField(help_text="VND")
    spent = models.PositiveBigIntegerField(default=0, help_text="VND")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.what


class Mentorship(models.Model):
    """A team asks a mentor; the mentor accepts or declines; either side ends it."""

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ trả lời")
        ACCEPTED = "accepted", _("Đang đồng hành")
        DECLINED = "declined", _("Không nhận")
        ENDED = "ended", _("Đã thôi")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="mentorships")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+", help_text="the mentor's")
    message = models.TextField(help_text="what the team hopes for")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_on = models.DateField()
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "mentor"], condition=models.Q(state__in=["asked", "accepted"]), name="mentor_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id}/{self.mentor_id}"
