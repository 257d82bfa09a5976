from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.knowledge.policies import TRIGGERS

WORKS = tuple((code, words) for code, words in TRIGGERS.items() if code in {
    "mark", "ocop_point", "cert_gmp", "cert_organic_globalgap", "cert_vietgap", "machine", "packaging_story", "shop",
    "fair", "young_worker_at_htx",
})  # fmt: skip


class Work(models.Model):
    """Something a producer did or paid for that a policy may answer to. Amounts in VND."""

    producer = models.ForeignKey("producers.Producer", on_delete=models.CASCADE, related_name="works")
    product = models.ForeignKey("producers.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    trigger = models.CharField(max_length=30, choices=WORKS)
    done_on = models.DateField()
    cost = models.BigIntegerField(null=True, blank=True, help_text="VND, as invoices prove")
    area_m2 = models.PositiveIntegerField(null=True, blank=True)
    persons = models.PositiveIntegerField(null=True, blank=True)
    months = models.PositiveIntegerField(null=True, blank=True)
    minimum_wage = models.BigIntegerField(null=True, blank=True, help_text="VND a month, of the region")
    removed_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-done_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.producer_id} {self.trigger}"


class Told(models.Model):
    """Whether a producer has told everything that policies ask: without it the answer stays «not known»."""

    producer = models.OneToOneField("producers.Producer", on_delete=models.CASCADE, related_name="told_for_support")
    works = models.BooleanField(default=False, help_text="all works are told")
    received = models.BooleanField(default=False, help_text="nothing was received but what stands in claims")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.producer_id)


class Claim(models.Model):
    """Support asked for under one policy, from the draft to the money. Amounts in VND.

    `record` keeps what the policy said when the claim was prepared, for later readers and for the cover letter.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang chuẩn bị")
        HANDED_OVER = "handed_over", _("Đã nộp, chờ trả lời")
        PROMISED = "promised", _("Đã có lời hứa chi")
        PAID = "paid", _("Đã nhận đủ tiền")
        CLOSED = "closed", _("Đã xong")
        REFUSED = "refused", _("Bị từ chối")
        WITHDRAWN = "withdrawn", _("Đã rút")

    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="claims")
    product = models.ForeignKey("producers.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    policy = models.CharField(max_length=80, help_text="key of the record")
    name = models.CharField(max_length=200)
    record = models.JSONField(help_text="basis, sources, confidence, verify, reason, warnings, papers as they were")
    amount_asked = models.BigIntegerField(null=True, help_text="VND; empty where nobody can compute it yet")
    note = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    handed_to = models.CharField(max_length=200, blank=True)
    handed_on = models.DateField(null=True, blank=True)
    payer = models.CharField(max_length=200, blank=True, help_text="whose money it is")
    promise_number = models.CharField(max_length=80, blank=True)
    promised_amount = models.BigIntegerField(null=True, blank=True, help_text="VND")
    promised_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="by when the money is to come")
    paid_amount = models.BigIntegerField(default=0, help_text="VND; the sum of its payments")
    refusal = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-created_at"], name="claim_by_state")]
        constraints = [
            models.CheckConstraint(condition=models.Q(paid_amount__gte=0), name="claim_paid_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name


class ClaimNeed(models.Model):
    """One paper on the checklist of a claim, and the paper of the drawer that answers it."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="needs")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, blank=True)
    paper = models.ForeignKey("producers.Paper", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["claim", "position"], name="claim_need_place")]

    def __str__(self) -> str:
        return self.words


class Payment(models.Model):
    """Money that came under a claim, with its proof. Append-only."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="payments")
    amount = models.BigIntegerField(help_text="VND")
    paid_on = models.DateField()
    proof = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["paid_on", "pk"]
        indexes = [models.Index(fields=["paid_on"], name="payment_by_day")]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_is_money")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.amount}"


class SavingsGroup(models.Model):
    """A savings and credit group (tổ tiết kiệm và vay vốn) that a commune's Youth Union looks after."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Đang hoạt động")
        ENDED = "ended", _("Đã giải thể")

    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="savings_groups")
    name = models.CharField(max_length=160)
    hamlet = models.CharField(max_length=120, help_text="all members live in it")
    leader_name = models.CharField(max_length=120)
    founded_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A member: the name alone, and the producer where there is one. No papers and no numbers of persons."""

    group = models.ForeignKey(SavingsGroup, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(max_length=120)
    producer = models.ForeignKey(
        "producers.Producer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class GroupMeeting(models.Model):
    """A meeting with what it resolved and what each member saved. Append-only."""

    group = models.ForeignKey(SavingsGroup, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    present = models.PositiveSmallIntegerField()
    resolution = models.TextField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.group_id} {self.held_on}"


class Saving(models.Model):
    """What one member put in at a meeting, VND. Append-only with its meeting."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.PROTECT, related_name="savings")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="savings")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="saving_once_a_meeting"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="saving_is_money"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.amount}"


class Loan(models.Model):
    """A loan file, and the loan that came of it. Amounts in VND; `annual_rate` as a part of one. No bank acts here."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang làm hồ sơ")
        HANDED_OVER = "handed_over", _("Đã nộp ngân hàng")
        DISBURSED = "disbursed", _("Đang trả nợ")
        REPAID = "repaid", _("Đã trả hết")
        REFUSED = "refused", _("Ngân hàng từ chối")
        WITHDRAWN = "withdrawn", _("Đã rút")

    class Method(models.TextChoices):
        EQUAL_PRINCIPAL = "equal_principal", _("Gốc đều mỗi tháng")
        ANNUITY = "annuity", _("Tổng trả đều mỗi tháng")

    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="loans")
    group = models.ForeignKey(SavingsGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="loans")
    path = models.CharField(max_length=80, help_text="key of the record of the loan path")
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    amount_asked = models.BigIntegerField(help_text="VND")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    handed_to = models.CharField(max_length=200, blank=True)
    handed_on = models.DateField(null=True, blank=True)
    refusal = models.TextField(blank=True)
    principal = models.BigIntegerField(null=True, blank=True, help_text="VND paid out")
    annual_rate = models.DecimalField(max_digits=9, decimal_places=8, null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    grace_months = models.PositiveSmallIntegerField(null=True, blank=True)
    method = models.CharField(max_length=16, choices=Method, blank=True)
    disbursed_on = models.DateField(null=True, blank=True)
    first_due = models.DateField(null=True, blank=True)
    repaid_principal = models.BigIntegerField(default=0, help_text="VND; the sum of its repayments")
    check_due = models.DateField(
        null=True, blank=True, help_text="by when the next look at the use of the money is due"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["state", "check_due"], name="loan_by_state")]

    def __str__(self) -> str:
        return self.name


class LoanNeed(models.Model):
    """One paper on the checklist of a loan file."""

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="needs")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    paper = models.ForeignKey("producers.Paper", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["loan", "position"], name="loan_need_place")]

    def __str__(self) -> str:
        return self.words


class Instalment(models.Model):
    """One payment of the schedule, VND. `owed_before` sums the principal due up to and with it."""

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="instalments")
    n = models.PositiveSmallIntegerField()
    due = models.DateField()
    principal = models.BigIntegerField()
    interest = models.BigIntegerField()
    principal_to_date = models.BigIntegerField(help_text="VND due up to and with this one")

    class Meta:
        ordering = ["n"]
        constraints = [models.UniqueConstraint(fields=["loan", "n"], name="instalment_once")]
        indexes = [models.Index(fields=["due"], name="instalment_by_day")]

    def __str__(self) -> str:
        return f"{self.loan_id}/{self.n}"


class Repayment(models.Model):
    """Money paid back, as the borrower or the unit recorded it. Append-only; the bank's own books decide."""

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="repayments")
    paid_on = models.DateField()
    principal = models.BigIntegerField(help_text="VND")
    interest = models.BigIntegerField(help_text="VND")
    note = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(principal__gte=0, interest__gte=0), name="repayment_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.paid_on}"


class UseCheck(models.Model):
    """A look at what the money was used for (the organisation's task in trust lending). Append-only."""

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="use_checks")
    done_on = models.DateField()
    as_planned = models.BooleanField()
    finding = models.TextField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-done_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.done_on}"


class BusinessPlan(models.Model):
    """A producer's plan: words by part, and the figures of its cash-flow (`numbers`, VND by month)."""

    producer = models.ForeignKey("producers.Producer", on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=200)
    words = models.JSONField(default=dict)
    numbers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.title
