"""What stands around a dossier when others help: consents, the parts a helper changed, and talk beside a part."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saoque.people.roles import Role


class Part(models.TextChoices):
    """What a mark or a thread hangs on. `key`: path of the field, code of the criterion, id of the paper or return item."""

    FIELD = "field", _("Ô trong mẫu")
    CRITERION = "criterion", _("Tiêu chí")
    PAPER = "paper", _("Giấy tờ")
    ANSWER = "answer", _("Câu trả lời bổ sung")


class Consent(models.Model):
    """A producer lets one named helper of a unit fill in for it. Never deleted: it is declined or it ends.

    Without `dossier` it holds for all of the producer's dossiers, present and future; `until` is the last day.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Đang chờ bà con trả lời")
        GIVEN = "given", _("Đang nhờ")
        DECLINED = "declined", _("Đã từ chối")
        ENDED = "ended", _("Đã thôi")

    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="consents")
    dossier = models.ForeignKey(
        "dossiers.Dossier", null=True, blank=True, on_delete=models.PROTECT, related_name="consents"
    )
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role, help_text="the role in the unit under which help is given")
    state = models.CharField(max_length=8, choices=State)
    version = models.PositiveIntegerField(default=1)
    until = models.DateField(null=True, blank=True, help_text="last day")
    note = models.TextField(blank=True, help_text="what the helper wrote when asking")
    asked_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "helper", "unit", "role"],
                condition=models.Q(state="asked"),
                name="consent_asked_once",
            ),
            models.UniqueConstraint(
                fields=["producer", "helper", "unit", "role"],
                condition=models.Q(state="given", dossier__isnull=True),
                name="consent_to_all_once",
            ),
            models.UniqueConstraint(
                fields=["dossier", "helper", "unit", "role"],
                condition=models.Q(state="given"),
                name="consent_to_one_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="given") | models.Q(given_at__isnull=False, given_by__isnull=False),
                name="consent_given_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["helper", "state"], name="consent_of_helper"),
            models.Index(fields=["producer", "state"], name="consent_of_producer"),
        ]

    def __str__(self) -> str:
        return f"{self.producer_id} {self.helper_id} {self.state}"


class HelpedPart(models.Model):
    """A part that a helper changed: marked until the producer has looked it over. One row per part and helper, kept."""

    class Act(models.TextChoices):
        FILLED = "filled", _("điền")
        ADDED = "added", _("thêm")
        REMOVED = "removed", _("bỏ ra")

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="helped_parts")
    target = models.CharField(max_length=10, choices=Part)
    key = models.CharField(max_length=80)
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    act = models.CharField(max_length=8, choices=Act, default=Act.FILLED)
    changed_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "target", "key", "helper"], name="helped_part_once"),
        ]
        indexes = [models.Index(fields=["dossier", "seen_at"], name="helped_part_unseen")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.target} {self.key}"

    @property
    def said(self) -> str:
        """Who did what on which day, as it stands beside the part."""
        words = {
            self.Act.FILLED: gettext("%(who)s %(name)s điền, %(day)s"),
            self.Act.ADDED: gettext("%(who)s %(name)s thêm, %(day)s"),
            self.Act.REMOVED: gettext("%(who)s %(name)s bỏ ra, %(day)s"),
        }[self.Act(self.act)]
        who = gettext("Cán bộ xã") if self.role == Role.COMMUNE_OFFICER else gettext("Cán bộ Đoàn")
        day = timezone.localtime(self.changed_at).strftime("%d/%m/%Y")
        return words % {"who": who, "name": self.helper.full_name, "day": day}


class Side(models.TextChoices):
    """For whom somebody speaks in a thread."""

    PRODUCER = "producer", _("Chủ thể")
    HELPER = "helper", _("Người giúp")
    OFFICE = "office", _("Cơ quan")


class Thread(models.Model):
    """Talk beside one part of a dossier. `private`: between the producer and its helpers, hidden from every office."""

    class State(models.TextChoices):
        OPEN = "open", _("Đang trao đổi")
        RESOLVED = "resolved", _("Đã xong")

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="threads")
    target = models.CharField(max_length=10, choices=Part)
    key = models.CharField(max_length=80)
    private = models.BooleanField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField()
    last_side = models.CharField(max_length=8, choices=Side)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "target", "key"], name="thread_of_part"),
            models.Index(fields=["dossier", "state", "last_side"], name="thread_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.target} {self.key}"


class Comment(models.Model):
    """One thing said in a thread. Append-only."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side)
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.side}"
