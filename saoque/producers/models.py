import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saoque.kernel.text import search_text, sort_key
from saoque.knowledge.papers import evidence_code
from saoque.places.queries import full_address
from saoque.producers.kinds import kind_words

# Names are capped well above any real one, so that pages and papers stay whole.
TEXT_LIMIT = 20_000


class LegalForm(models.TextChoices):
    """Who may apply (article 2 clause 3); the last three only for set 26."""

    COOPERATIVE = "cooperative", _("Hợp tác xã")
    COOPERATIVE_GROUP = "cooperative_group", _("Tổ hợp tác")
    ENTERPRISE = "small_medium_enterprise", _("Doanh nghiệp nhỏ và vừa")
    FARM = "farm", _("Trang trại")
    PRODUCING_HOUSEHOLD = "producing_household", _("Hộ sản xuất")
    REGISTERED_HOUSEHOLD = "registered_household", _("Hộ gia đình có đăng ký kinh doanh")
    ASSOCIATION = "association", _("Hội")
    FEDERATION = "federation", _("Hiệp hội")
    OPERATING_CENTRE = "operating_centre", _("Trung tâm điều hành hoặc tổ chức tương đương")


class Producer(models.Model):
    """Who makes the product and owns the dossier. Sex, ethnicity, residence and disability are personal data."""

    unit = models.OneToOneField("people.Unit", on_delete=models.PROTECT, related_name="producer")
    name = models.CharField(_("Tên chủ thể"), max_length=200)
    legal_form = models.CharField(_("Loại hình"), max_length=30, choices=LegalForm)
    registration_number = models.CharField(_("Số giấy đăng ký"), max_length=60, blank=True)
    founded_on = models.DateField(_("Ngày thành lập, đăng ký kinh doanh"), null=True, blank=True)
    commune = models.ForeignKey("places.AdminUnit", on_delete=models.PROTECT, related_name="+")
    old_place = models.ForeignKey("places.AdminUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address_line = models.CharField(_("Số nhà, ấp, đường"), max_length=200, blank=True)
    phone = models.CharField(_("Điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    representative_name = models.CharField(_("Người đại diện"), max_length=120)
    representative_position = models.CharField(_("Chức vụ"), max_length=120, blank=True)
    representative_sex = models.CharField(max_length=6, blank=True)
    representative_ethnicity = models.CharField(max_length=40, blank=True)
    representative_residence = models.CharField(max_length=250, blank=True)
    representative_disability = models.CharField(max_length=10, blank=True, help_text="only when declared freely")
    about = models.TextField(_("Lịch sử hình thành"), blank=True)
    structure = models.TextField(_("Cơ cấu tổ chức"), blank=True)
    slug = models.SlugField(max_length=220, unique=True)
    search = models.TextField(editable=False)
    sort = models.CharField(max_length=600, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search, self.sort = search_text(self.name), sort_key(self.name)[:600]
        super().save(*args, **kwargs)

    @property
    def address(self) -> str:
        """House to province as it is today. No query when `commune__parent` was selected."""
        return ", ".join(filter(None, [self.address_line, full_address(self.commune)]))

    @property
    def old_address(self) -> str:
        """The same before the last change of units; empty when none was told."""
        return ", ".join(filter(None, [self.address_line, full_address(self.old_place)])) if self.old_place else ""

    @property
    def old_address_before(self) -> dt.date | None:
        """The first day on which the old address no longer held."""
        last = self.old_place.until if self.old_place else None
        return last + dt.timedelta(days=1) if last else None


def product_search(name: str, producer_name: str, summary: str, story: str) -> str:
    """What a product is found by; its producer's name is part of it, so that one column and one index suffice."""
    return search_text(name, producer_name, summary, story)


class Product(models.Model):
    """What is certified; it has exactly one product set. `star` and `star_until` are kept by the certificates room."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="products")
    name = models.CharField(_("Tên sản phẩm"), max_length=200)
    slug = models.SlugField(max_length=220, unique=True)
    scorecard = models.CharField(max_length=12, help_text="code of the scorecard, for example QD26-08")
    set_locked = models.BooleanField(
        default=False, help_text="a filed dossier uses the set: kept by the dossiers room through lock_set, unlock_set"
    )
    summary = models.TextField(_("Mô tả, quy cách, tiêu chuẩn"), blank=True)
    story = models.TextField(_("Câu chuyện sản phẩm"), blank=True)
    motif = models.CharField(
        max_length=20, blank=True, help_text="drawn face when there is no photo; empty: that of the set"
    )
    is_public = models.BooleanField(default=False)
    star = models.PositiveSmallIntegerField(default=0)
    star_until = models.DateField(null=True, blank=True)
    search = models.TextField(editable=False)
    sort = models.CharField(max_length=600, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["is_public", "-star", "sort"], name="product_catalogue"),
            models.Index(fields=["scorecard"], name="product_by_set"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = product_search(self.name, self.producer.name, self.summary, self.story)
        self.sort = sort_key(self.name)[:600]
        super().save(*args, **kwargs)


class ProductLabel(models.Model):
    """The words on a product's label as a person typed or took them over, kept to be checked with each dossier."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="label")
    text = models.TextField(_("Chữ trên nhãn"))
    kind = models.CharField(_("Loại hàng"), max_length=30, help_text="code of `saoque.knowledge.labels.kinds`")
    gtin = models.CharField(_("Mã vạch"), max_length=20, blank=True)
    claimed = models.PositiveSmallIntegerField(_("Sao in trên nhãn"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.product_id}"


class ShownPhotos(models.Manager["ProductPhoto"]):
    """Photos that pages may show. It is the default, so that `product.photos` never brings up a removed one."""

    def get_queryset(self) -> models.QuerySet["ProductPhoto"]:
        return super().get_queryset().filter(removed_at=None)


class ProductPhoto(models.Model):
    """A picture of a product, kept without EXIF; only its renditions are ever shown."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    large = models.ForeignKey(
        "kernel.StoredFile",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="WebP, longest side 1600 px; empty while the job makes it",
    )
    small = models.ForeignKey(
        "kernel.StoredFile",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="WebP, longest side 640 px",
    )
    alt = models.CharField(_("Ảnh chụp gì"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ShownPhotos] = ShownPhotos()
    everything: ClassVar[models.Manager["ProductPhoto"]] = models.Manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.alt or f"{self.product_id}/{self.pk}"

    @property
    def url(self) -> str:
        """Where the small rendition is shown to whoever may see it."""
        return reverse("producers:photo_file", args=[self.pk, "nho"])

    @property
    def large_url(self) -> str:
        """Where the large rendition is shown, or the small one while there is no large one."""
        return reverse("producers:photo_file", args=[self.pk, "lon"])


class Paper(models.Model):
    """One paper in the producer's drawer. It can serve many criteria, products and years."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="papers")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("Loại giấy"), max_length=40, blank=True, help_text="code of `saoque.knowledge.papers`")
    title = models.CharField(_("Tên giấy"), max_length=200)
    number = models.CharField(_("Số giấy"), max_length=80, blank=True)
    issuer = models.CharField(_("Nơi cấp"), max_length=160, blank=True)
    issued_on = models.DateField(_("Ngày cấp"), null=True, blank=True)
    expires_on = models.DateField(_("Hết hạn ngày"), null=True, blank=True)
    search = models.TextField(editable=False)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["producer", "removed_at", "expires_on"], name="paper_drawer"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = paper_search(self.title, self.number, self.issuer)
        super().save(*args, **kwargs)

    @property
    def evidence_code(self) -> str:
        """The row of form 02's annex (E01–E15) that the paper stands in; empty when it has none."""
        return evidence_code(self.kind)

    @property
    def kind_words(self) -> str:
        """The kind in the reader's language; empty while unknown."""
        return kind_words(self.kind)


class Recognition(models.Model):
    """What the machine read on a paper. Proposals only: a person confirms them by saving the paper's details."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Đang đọc")
        READ = "read", _("Đã đọc, chờ xem lại")
        CONFIRMED = "confirmed", _("Đã có người xem lại")
        ABSENT = "absent", _("Chưa đọc được trên máy này")
        FAILED = "failed", _("Không đọc được giấy này")

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, related_name="recognition")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    words = models.JSONField(default=list, help_text="rows of text, page, line, box in thousandths, confidence 0–100")
    proposals = models.JSONField(default=list, help_text="list of {field, value, words: places in `words`}")
    read_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.paper_id} {self.state}"


class RecognisedPage(models.Model):
    """The picture of a page on which words were found."""

    recognition = models.ForeignKey(Recognition, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField(help_text="from 1")
    picture = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    width = models.PositiveSmallIntegerField(help_text="pixels")
    height = models.PositiveSmallIntegerField(help_text="pixels")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["recognition", "number"], name="recognised_page_once")]

    def __str__(self) -> str:
        return f"{self.recognition_id}/{self.number}"


class PaperOriginal(models.Model):
    """A photo as it came from the phone, kept beside the paper made of it only because the producer wanted it."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="originals")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["paper", "position"], name="paper_original_place")]

    def __str__(self) -> str:
        return f"{self.paper_id}/{self.position}"


def paper_search(title: str, number: str, issuer: str) -> str:
    """Return the folded column of a paper."""
    return search_text(title, number, issuer)
