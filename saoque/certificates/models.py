from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
    """What a signer decided in one act: recognition, approval for the ministry, revocation. Append-only."""

    class Kind(models.TextChoices):
        RECOGNITION = "recognition", _("Công nhận")
        APPROVAL = "approval", _("Phê duyệt kết quả, đề nghị Bộ đánh giá")
        REFUSAL = "refusal", _("Kết luận chưa đủ hạng")
        REVOCATION = "revocation", _("Thu hồi")

    kind = models.CharField(max_length=12, choices=Kind)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    signed_on = models.DateField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey("councils.Session", null=True, on_delete=models.PROTECT, related_name="decisions")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="decision_number_once")]

    def __str__(self) -> str:
        return self.number


class Certificate(models.Model):
    """One certificate. What is printed on it is kept as it was; "expired" follows from `valid_until`, never from a job."""

    class State(models.TextChoices):
        VALID = "valid", _("Còn hiệu lực")
        SUPERSEDED = "superseded", _("Đã thay bằng giấy mới")
        REVOKED = "revoked", _("Đã bị thu hồi")

    code = models.CharField(max_length=16, unique=True, help_text="in the address behind the QR; cannot be guessed")
    number = models.CharField(max_length=60, unique=True)
    product = models.ForeignKey("producers.Product", on_delete=models.PROTECT, related_name="certificates")
    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="certificate")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="certificates")
    star = models.PositiveSmallIntegerField()
    points = models.DecimalField(max_digits=6, decimal_places=3, help_text="mean of the council")
    issued_on = models.DateField()
    valid_until = models.DateField(help_text="last day")
    state = models.CharField(max_length=10, choices=State, default=State.VALID)
    version = models.PositiveIntegerField(default=1)
    product_name = models.CharField(max_length=200)
    producer_name = models.CharField(max_length=200)
    address = models.CharField(max_length=400)
    scorecard = models.CharField(max_length=12)
    superseded_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="supersedes")
    revoked_by = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="revoked_certificates")
    pdf = models.ForeignKey("kernel.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product"], condition=models.Q(state="valid"), name="certificate_one_valid"
            ),
            models.CheckConstraint(condition=models.Q(star__gte=3, star__lte=5), name="certificate_star_range"),
        ]

    def __str__(self) -> str:
        return self.number


class Sighting(models.Model):
    """What a shopper said after a check: the goods in hand look like the product, or not. No personal data."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="sightings")
    looks_same = models.BooleanField()
    note = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
