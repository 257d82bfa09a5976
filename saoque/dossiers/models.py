from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.dossiers.models_help import Comment, Consent, HelpedPart, Part, Side, Thread
from saoque.people.roles import Level

__all__ = [
    "Bundle", "Citation", "Comment", "CommuneReport", "Consent", "CriterionAnswer", "Dossier", "DossierState",
    "Evidence", "FieldValue", "Filing", "HelpedPart", "IntakeRules", "OfficialWording", "PagePicture", "Part",
    "PartsCheck", "ProductNumber", "Receipt", "ReturnItem", "Side", "Thread",
]  # fmt: skip


class DossierState(models.TextChoices):
    """Where the dossier is. `Dossier.level` says at which level the agency and council states are."""

    DRAFT = "draft", _("Đang soạn")
    FILED = "filed", _("Đã nộp, chờ xã nhận")
    COMMUNE_RECEIVED = "commune_received", _("Xã đang xem")
    COMMUNE_RETURNED = "commune_returned", _("Xã trả lại để bổ sung")
    PROPOSED = "proposed", _("Đã đề nghị lên trên")
    AGENCY_RECEIVED = "agency_received", _("Cơ quan OCOP đã nhận")
    AGENCY_RETURNED = "agency_returned", _("Cơ quan OCOP trả lại để bổ sung")
    ASSESSING = "assessing", _("Hội đồng đang đánh giá")
    ASSESSED = "assessed", _("Hội đồng đã kết luận, chờ ký")
    RECOGNISED = "recognised", _("Đã được công nhận")
    NOT_RECOGNISED = "not_recognised", _("Chưa đủ hạng để công nhận")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Dossier(models.Model):
    """One registration of one product under one rulebook: first, upgrade or re-assessment (article 6)."""

    class Kind(models.TextChoices):
        FIRST = "first", _("Lần đầu")
        UPGRADE = "upgrade", _("Nâng hạng")
        REASSESSMENT = "reassessment", _("Đánh giá lại")

    product = models.ForeignKey("producers.Product", on_delete=models.PROTECT, related_name="dossiers")
    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="dossiers")
    commune = models.ForeignKey("places.AdminUnit", on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey("places.AdminUnit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    scorecard = models.CharField(max_length=12, help_text="code; names the decision whose rulebook this dossier keeps")
    state = models.CharField(max_length=20, choices=DossierState, default=DossierState.DRAFT)
    level = models.CharField(max_length=8, choices=Level, default=Level.PROVINCE)
    version = models.PositiveIntegerField(default=1)
    year = models.PositiveSmallIntegerField(help_text="year of assessment")
    product_code = models.CharField(max_length=40, blank=True, help_text="(T)-(X)-(STT)-20NN, given by the commune")
    self_a = models.PositiveSmallIntegerField(default=0)
    self_b = models.PositiveSmallIntegerField(default=0)
    self_c = models.PositiveSmallIntegerField(default=0)
    self_total = models.PositiveSmallIntegerField(default=0)
    self_stars = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(default=0)
    filed_at = models.DateTimeField(null=True, blank=True)
    state_since = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(
        null=True, blank=True, help_text="deadline of the step the dossier is in, where one is set"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=~models.Q(state__in=["recognised", "not_recognised", "withdrawn"]),
                name="dossier_one_open_per_product",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "withdrawn"]) | models.Q(filed_at__isnull=False),
                name="dossier_filed_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["commune", "state", "due_on"], name="dossier_commune_work"),
            models.Index(fields=["province", "level", "state", "-filed_at"], name="dossier_agency_work"),
            models.Index(fields=["producer", "-created_at"], name="dossier_by_producer"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.get_kind_display()} {self.year}"


class FieldValue(models.Model):
    """One field of form 01 or 02 as last saved. `path` is that of the forms data, for example M02.history."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="values")
    path = models.CharField(max_length=80)
    value = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "path"], name="field_value_once")]


class CriterionAnswer(models.Model):
    """The producer's own choice for one criterion, with the words that explain it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="answers")
    criterion = models.CharField(max_length=12)
    option = models.CharField(max_length=4, blank=True)
    description = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "criterion"], name="answer_once")]


class Evidence(models.Model):
    """A paper of the drawer, put into this dossier once; criteria cite it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="evidence")
    paper = models.ForeignKey("producers.Paper", on_delete=models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "paper"], name="evidence_once")]


class Citation(models.Model):
    """One criterion cites one evidence."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="citations")
    criterion = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "criterion"], name="citation_once")]


class Filing(models.Model):
    """What was handed in, as it stood: every answer, every file with size and SHA-256. Append-only; the receipt shows it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="filings")
    sequence = models.PositiveSmallIntegerField()
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    manifest = models.JSONField(help_text="list of {title, name, size (bytes), sha256, pages, criteria}")
    snapshot = models.JSONField(help_text="fields, answers and computed points at this moment")
    digest = models.CharField(max_length=64, help_text="SHA-256 over manifest and snapshot")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "sequence"], name="filing_sequence")]


class Receipt(models.Model):
    """The official receipt of one office (form 01, part for the office): number, day, receiver."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="receipts")
    office = models.CharField(
        max_length=8, choices=[("commune", _("Xã")), ("province", _("Tỉnh")), ("ministry", _("Bộ"))]
    )
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField(help_text="running number of the unit in the year")
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60, help_text="…-…/PĐK-(Mã tỉnh)-(Mã xã)-(Năm)")
    received_on = models.DateField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "serial"], name="receipt_serial_once"),
            models.UniqueConstraint(fields=["dossier", "office"], name="receipt_once_per_office"),
        ]


class ReturnItem(models.Model):
    """One thing to mend. It unlocks only its own target, and goes open → answered → accepted."""

    class State(models.TextChoices):
        OPEN = "open", _("Cần sửa")
        ANSWERED = "answered", _("Đã sửa, chờ xem")
        ACCEPTED = "accepted", _("Đã được chấp nhận")

    class Target(models.TextChoices):
        FIELD = "field", _("Ô trong mẫu")
        CRITERION = "criterion", _("Tiêu chí")
        PAPER = "paper", _("Giấy tờ")

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="return_items")
    office = models.CharField(max_length=8)
    target = models.CharField(max_length=10, choices=Target)
    key = models.CharField(
        max_length=80, help_text="path of the field, code of the criterion, or code of the evidence kind"
    )
    reason = models.TextField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["dossier", "state"], name="return_item_open")]


class CommuneReport(models.Model):
    """Form 03: the commune's view on four contents (article 7 clause 2 point a). No points, no star."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="commune_report")
    local_materials = models.TextField(blank=True)
    local_labour = models.TextField(blank=True)
    idea_origin = models.TextField(blank=True)
    local_identity = models.TextField(blank=True)
    report_number = models.CharField(max_length=60, blank=True)
    signer_name = models.CharField(max_length=120, blank=True)
    signer_position = models.CharField(max_length=120, blank=True)
    samples = models.PositiveSmallIntegerField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField(null=True, blank=True)


class IntakeRules(models.Model):
    """What the decision leaves to the receiving unit: the second blank of its receipts, and its clock around a return."""

    class SecondBlank(models.TextChoices):
        ROUND = "round", _("Số đợt đánh giá trong năm")
        EMPTY = "empty", _("Để trống")

    class Clock(models.TextChoices):
        RESTART = "restart", _("Tính lại từ đầu khi chủ thể gửi lại hồ sơ")
        PAUSE = "pause", _("Dừng trong lúc chủ thể bổ sung, rồi tính tiếp")
        RUN = "run", _("Chạy liền từ lần nhận đầu tiên")

    unit = models.OneToOneField("people.Unit", on_delete=models.PROTECT, related_name="+")
    second_blank = models.CharField(max_length=8, choices=SecondBlank, default=SecondBlank.EMPTY)
    clock = models.CharField(max_length=8, choices=Clock, default=Clock.RESTART)
    source = models.TextField(blank=True, help_text="the local text that the unit goes by")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.clock} {self.second_blank}"


class ProductNumber(models.Model):
    """The commune's running list of products; its number is the (STT) of the product code (annex II)."""

    product = models.ForeignKey("producers.Product", on_delete=models.PROTECT, related_name="+")
    commune_code = models.CharField(max_length=5)
    serial = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commune_code", "serial"], name="product_number_once"),
            models.UniqueConstraint(fields=["product", "commune_code"], name="product_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.commune_code} {self.serial}"


class PartsCheck(models.Model):
    """What an officer found when checking that the dossier has all its parts (article 7 clauses 2 and 3)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="parts_checks")
    office = models.CharField(max_length=8)
    present = models.JSONField(default=list, help_text="keys of the parts that the officer saw")
    note = models.TextField(blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "office"], name="parts_check_once_per_office")]


class OfficialWording(models.Model):
    """A printed sentence of a form in its official words, as an office entered it. Append-only: the last one holds.

    `province` is the code of the place for whose dossiers it holds; empty for the nation.
    """

    decision = models.CharField(max_length=12)
    key = models.CharField(max_length=80, help_text="form and section or field, for example M01.declaration")
    province = models.CharField(max_length=5, blank=True)
    text = models.TextField(blank=True, help_text="empty takes the wording back")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["decision", "key"], name="wording_by_key")]

    def __str__(self) -> str:
        return f"{self.decision} {self.key} {self.province}"


class Bundle(models.Model):
    """The whole dossier in one file, asked for by one person. `fetched_at`: when that person first took it."""

    class Kind(models.TextChoices):
        PDF = "pdf", _("Một tệp PDF")
        ZIP = "zip", _("Tệp ZIP")

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="bundles")
    kind = models.CharField(max_length=4, choices=Kind)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    job = models.OneToOneField("kernel.Job", on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["asked_by", "dossier", "-asked_at"], name="bundle_of_person")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.kind}"


class PagePicture(models.Model):
    """One page of a PDF as a picture, so that it is read in the browser. Made once per content, page and width."""

    sha256 = models.CharField(max_length=64, help_text="of the PDF")
    page = models.PositiveSmallIntegerField(help_text="from 1")
    width = models.PositiveSmallIntegerField(help_text="pixels")
    height = models.PositiveSmallIntegerField(help_text="pixels")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "page", "width"], name="page_picture_once")]

    def __str__(self) -> str:
        return f"{self.sha256[:8]} {self.page} ({self.width})"
