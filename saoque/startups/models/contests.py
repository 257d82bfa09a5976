from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.councils.models import ScoreSheet


class Contest(models.Model):
    """A contest with its entry rules as they were set when it was called; `record` names where they came from."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        OPEN = "open", _("Đang nhận dự án")
        JUDGING = "judging", _("Đang chấm")
        PUBLISHED = "published", _("Đã công bố")

    class Level(models.TextChoices):
        COMMUNE = "commune", _("Cấp xã")
        CITY = "city", _("Cấp thành phố")
        NATIONAL = "national", _("Cấp trung ương")

    class Averaging(models.TextChoices):
        MEAN = "mean", _("Trung bình cộng")
        TRIMMED = "trimmed", _("Bỏ một phiếu cao nhất, một phiếu thấp nhất")
        MEDIAN = "median", _("Trung vị")

    class Taking(models.TextChoices):
        OPEN = "open", _("Nhóm nào đúng thể lệ cũng dự thi được")
        NOMINATED = "nominated", _("Chỉ nhận dự án do cuộc thi cấp dưới giới thiệu")

    name = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    taking = models.CharField(max_length=9, choices=Taking, default=Taking.OPEN)
    level = models.CharField(max_length=8, choices=Level)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+", help_text="that organises")
    record = models.CharField(max_length=80, blank=True, help_text="key of the record the entry rules were taken from")
    age_least = models.PositiveSmallIntegerField()
    age_most = models.PositiveSmallIntegerField()
    team_most = models.PositiveSmallIntegerField()
    entries_most = models.PositiveSmallIntegerField(help_text="entries in which one person may be")
    averaging = models.CharField(max_length=8, choices=Averaging, default=Averaging.MEAN)
    closes_on = models.DateField(help_text="last day to enter")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    published_on = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["state", "-closes_on"], name="contest_by_state")]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(max_length=160)
    most = models.PositiveSmallIntegerField(help_text="most points")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contest", "name"], name="contest_criterion_once")]

    def __str__(self) -> str:
        return self.name


class ContestRound(models.Model):
    """One round. Its candidates go on as the best `bound`, or with `bound` points or more; the last round goes nowhere."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Chưa mở")
        SCORING = "scoring", _("Đang chấm")
        CLOSED = "closed", _("Đã có kết quả")

    class Passing(models.TextChoices):
        BEST = "best", _("Lấy số dự án điểm cao nhất")
        ABOVE = "above", _("Lấy mọi dự án từ mức điểm")
        LAST = "last", _("Vòng cuối")

    class Tie(models.TextChoices):
        ALL = "all", _("Lấy hết các dự án bằng điểm")
        NONE = "none", _("Không lấy dự án nào bằng điểm")

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    passing = models.CharField(max_length=6, choices=Passing)
    bound = models.PositiveSmallIntegerField(default=0, help_text="how many, or how many points")
    tie = models.CharField(max_length=4, choices=Tie, blank=True, help_text="what was decided about a tie at the bound")
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["contest", "number"], name="contest_round_once")]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """A project in a contest. By entering, the team lets the jury read the project."""

    class State(models.TextChoices):
        ENTERED = "entered", _("Đã dự thi")
        WITHDRAWN = "withdrawn", _("Đã rút")

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="entries")
    project = models.ForeignKey("startups.Project", on_delete=models.PROTECT, related_name="entries")
    state = models.CharField(max_length=10, choices=State, default=State.ENTERED)
    team = models.JSONField(help_text="ids of the accounts in the team on the day of entry")
    entered_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "project"], condition=models.Q(state="entered"), name="entry_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contest_id}/{self.project_id}"


class Nomination(models.Model):
    """A contest sends one of its best on to a contest of the next level; the team says whether it goes."""

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ nhóm trả lời")
        ACCEPTED = "accepted", _("Đã đi tiếp")
        DECLINED = "declined", _("Nhóm không đi tiếp")

    source = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="nominations", help_text="the entry below")
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="nominations", help_text="above")
    place = models.PositiveSmallIntegerField(help_text="in the last round of the contest below")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    entry = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="nomination", help_text="the entry above"
    )
    nominated_on = models.DateField()
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "contest"], name="nomination_once")]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.contest_id}"


class Juror(models.Model):
    class State(models.TextChoices):
        ASKED = "asked", _("Chờ trả lời")
        ACCEPTED = "accepted", _("Trong ban giám khảo")
        DECLINED = "declined", _("Không nhận")
        ENDED = "ended", _("Đã thôi")

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="jury")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contest", "user"], name="juror_once")]

    def __str__(self) -> str:
        return f"{self.contest_id}/{self.user_id}"


class Conflict(models.Model):
    """A juror's interest in an entry: from then on the entry does not exist for this juror. Never taken back."""

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="conflicts")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="conflicts")
    reason = models.CharField(max_length=300)
    by_record = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["juror", "entry"], name="conflict_once")]

    def __str__(self) -> str:
        return f"{self.juror_id}/{self.entry_id}"


class Candidate(models.Model):
    """An entry in a round, with its result once the round is closed."""

    round = models.ForeignKey(ContestRound, on_delete=models.PROTECT, related_name="candidates")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="candidacies")
    sheets = models.PositiveSmallIntegerField(default=0)
    mean = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    spread = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(null=True, blank=True, help_text="shared by those with the same mean")
    passes = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "entry"], name="candidate_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.entry_id}"


class Sheet(models.Model):
    """One juror's points for one candidate; sealed once handed in, like a council's sheet."""

    State = ScoreSheet.State

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="score_sheets")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="score_sheets")
    state = models.CharField(max_length=10, choices=ScoreSheet.State, default=ScoreSheet.State.DRAFT)
    total = models.PositiveSmallIntegerField(default=0)
    opinion = models.TextField(blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "juror"], name="contest_sheet_once")]

    def __str__(self) -> str:
        return f"{self.candidate_id}/{self.juror_id}"


class SheetMark(models.Model):
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="contest_mark_once")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"
