from functools import partial

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.councils.defaults import default_value
from saoque.people.roles import Level, Role


class Round(models.Model):
    """An assessment round of a year and level (article 5)."""

    level = models.CharField(max_length=8, choices=Level)
    province = models.ForeignKey("places.AdminUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    submit_before = models.DateField()
    evaluate_before = models.DateField()
    plan_reference = models.CharField(
        max_length=160, blank=True, help_text="the plan that allows a round beyond those of article 5"
    )
    is_closed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "year", "number"], name="round_once_in_province"),
            # A null province never equals another, so the ministry's rounds need a constraint of their own.
            models.UniqueConstraint(
                fields=["level", "year", "number"],
                condition=models.Q(province__isnull=True),
                name="round_once_in_nation",
            ),
        ]
        indexes = [models.Index(fields=["level", "province", "-year", "number"], name="round_board")]

    def __str__(self) -> str:
        return f"{self.level} {self.year}/{self.number}"


class Council(models.Model):
    """A council as a decision set it up. Its members are the memberships of its unit."""

    unit = models.OneToOneField("people.Unit", on_delete=models.PROTECT, related_name="council")
    level = models.CharField(max_length=8, choices=Level)
    province = models.ForeignKey("places.AdminUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.unit.name


class CouncilRules(models.Model):
    """What the council sets for itself, because the decision leaves it open. A new version never changes an old session.

    What is not given comes from the suggestions in `data/rules_defaults.yaml`, each with its source.
    """

    class Averaging(models.TextChoices):
        MEAN = "mean", _("Trung bình cộng")
        TRIMMED = "trimmed", _("Bỏ một phiếu cao nhất, một phiếu thấp nhất")
        MEDIAN = "median", _("Trung vị")

    class MarkRule(models.TextChoices):
        MAJORITY = "majority", _("Quá nửa số phiếu đạt điều kiện")
        ALL = "all", _("Mọi phiếu đều đạt điều kiện")
        TWO_THIRDS = "two_thirds", _("Từ hai phần ba số phiếu đạt điều kiện")

    class Rounding(models.TextChoices):
        HALF_UP = "half_up", _("Làm tròn thường (từ 5 trở lên thì tăng)")
        DOWN = "down", _("Cắt bỏ phần lẻ")

    class Sealing(models.TextChoices):
        MEMBERS = "members", _("Chủ tịch và thư ký thấy số tạm tính để điều hành, thành viên thì không")
        ALL_SHEETS = "all_sheets", _("Chưa ai thấy số nào của một hồ sơ trước khi đủ phiếu của hồ sơ đó")

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="rules")
    number = models.PositiveSmallIntegerField()
    quorum_percent = models.PositiveSmallIntegerField(
        help_text="least share of the members, percent", default=partial(default_value, "quorum_percent")
    )
    chair_required = models.BooleanField(default=partial(default_value, "chair_required"))
    spread_limit = models.DecimalField(
        max_digits=4, decimal_places=1, help_text="points", default=partial(default_value, "spread_limit")
    )
    averaging = models.CharField(max_length=8, choices=Averaging, default=partial(default_value, "averaging"))
    decimals = models.PositiveSmallIntegerField(
        help_text="digits kept of a mean, 0 to 3", default=partial(default_value, "decimals")
    )
    rounding = models.CharField(max_length=10, choices=Rounding, default=partial(default_value, "rounding"))
    mark_rule = models.CharField(max_length=12, choices=MarkRule, default=partial(default_value, "mark_rule"))
    chair_scores = models.BooleanField(default=partial(default_value, "chair_scores"))
    sealing = models.CharField(max_length=10, choices=Sealing, default=partial(default_value, "sealing"))
    source = models.TextField(help_text="where the values come from; sourced defaults say so")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="council_rules_number"),
            models.CheckConstraint(
                condition=models.Q(quorum_percent__gte=1, quorum_percent__lte=100, decimals__lte=3, spread_limit__gt=0),
                name="council_rules_in_range",
            ),
        ]


class Session(models.Model):
    """One meeting of a council in a round: planned → open (members score) → closed."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Đang chuẩn bị")
        OPEN = "open", _("Đang chấm")
        CLOSED = "closed", _("Đã đóng")

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sessions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sessions")
    rules = models.ForeignKey(CouncilRules, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    place = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


class Attendance(models.Model):
    """One line of the roll of a session: role and title as they were then, and whether the person is present."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=160, blank=True)
    present = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="attendance_once")]


class Assessment(models.Model):
    """One dossier before one session. The result stays empty until the chair closes; then it never changes."""

    class State(models.TextChoices):
        SCORING = "scoring", _("Đang chấm")
        CLOSED = "closed", _("Đã kết luận")
        TAKEN = "taken", _("Đã rút khỏi phiên")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="assessments")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="assessments")
    state = models.CharField(max_length=8, choices=State, default=State.SCORING)
    turn = models.PositiveSmallIntegerField(default=1, help_text="counts up when the council scores again")
    presider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who presides over this dossier when the chair has an interest in it",
    )
    version = models.PositiveIntegerField(default=1)
    sheets = models.PositiveSmallIntegerField(null=True, blank=True)
    mean = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True, help_text="points")
    spread = models.DecimalField(
        max_digits=6, decimal_places=3, null=True, blank=True, help_text="greatest minus least total, points"
    )
    stars_by_points = models.PositiveSmallIntegerField(null=True, blank=True)
    stars = models.PositiveSmallIntegerField(null=True, blank=True)
    unmet = models.JSONField(default=list, help_text="list of {criterion, needs, for_star}")
    spread_reason = models.TextField(
        blank=True, help_text="what the council agreed on when the spread is over the limit"
    )
    conclusion = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # A dossier that was taken out may come back; it is before one council at a time.
            models.UniqueConstraint(
                fields=["session", "dossier"], condition=~models.Q(state="taken"), name="assessment_once_per_session"
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(state="scoring"), name="assessment_one_open_per_dossier"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["scoring", "taken"], mean__isnull=True)
                | models.Q(state="closed", mean__isnull=False, stars__isnull=False),
                name="assessment_result_when_closed",
            ),
        ]


class AdvisoryReport(models.Model):
    """The advisory group's report on one dossier to the chair (article 7 clause 3 point c)."""

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="advisory_report")
    findings = models.TextField()
    site_visit = models.TextField(blank=True)
    extra_tests = models.TextField(blank=True)
    proposal = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)


class Recusal(models.Model):
    """A member who has an interest in a dossier: does not see it, does not score it, is not counted."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="recusals")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by_record = models.BooleanField(default=False, help_text="found in the records, not declared")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "member"], name="recusal_once")]


class ScoreSheet(models.Model):
    """One member's marks for one dossier in one turn; sealed once handed in, kept when the council scores again."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang chấm")
        HANDED_IN = "handed_in", _("Đã nộp phiếu")

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="score_sheets")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    part_a = models.PositiveSmallIntegerField(default=0)
    part_b = models.PositiveSmallIntegerField(default=0)
    part_c = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    marked = models.PositiveSmallIntegerField(default=0, help_text="criteria marked so far")
    opinion = models.TextField(blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "member", "turn"], name="sheet_once_per_turn")]
        indexes = [models.Index(fields=["assessment", "turn", "state", "total"], name="sheet_totals")]


class SheetMark(models.Model):
    """One criterion on one sheet. `points` are the server's, copied from the scorecard when the mark is set.

    `chosen` with an empty `option` says that no rung is reached; without `chosen` only a remark was written.
    `version` is compared when the mark is saved, so that two criteria of one sheet never stand in each other's way.
    """

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="marks")
    criterion = models.CharField(max_length=12)
    option = models.CharField(max_length=4, blank=True)
    chosen = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    points = models.PositiveSmallIntegerField(default=0)
    remark = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="mark_once")]
