from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.kernel.errors import DomainError


class Page(models.Model):
    """One page of the handbook, for everybody or for one province, whose edition goes before the nation's there."""

    slug = models.SlugField(max_length=80)
    province = models.CharField(max_length=5, blank=True, help_text="code of the place; empty for the nation")
    chapter = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=999)
    current = models.ForeignKey("PageVersion", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0, help_text="number of the current version")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "province"], name="handbook_page_once")]
        indexes = [models.Index(fields=["chapter", "position"], name="handbook_page_order")]

    def __str__(self) -> str:
        return f"{self.slug} {self.province}".strip()


class PageVersion(models.Model):
    """What a page said from a moment on. Append-only; a later one goes before it, and it stays readable."""

    class Origin(models.TextChoices):
        BASE = "base", _("Bản kèm theo Sao Quê")
        OFFICER = "officer", _("Bản của cán bộ")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=8, choices=Origin)
    base_version = models.PositiveIntegerField(null=True, help_text="of the data file, for base versions")
    title = models.CharField(max_length=160)
    lead = models.CharField(max_length=400, blank=True)
    body = models.TextField()
    title_en = models.CharField(max_length=160, blank=True)
    lead_en = models.CharField(max_length=400, blank=True)
    body_en = models.TextField(blank=True)
    basis = models.TextField(blank=True, help_text="legal texts, one a line")
    source = models.CharField(max_length=400)
    checked_on = models.DateField(help_text="when somebody last compared the page with its source")
    note = models.CharField(max_length=300, blank=True, help_text="what was changed, and why")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_in = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="handbook_version_once")]

    def __str__(self) -> str:
        return f"{self.page_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise DomainError(_("Bản đã ghi thì không sửa; hãy ghi một bản mới."))
        super().save(*args, **kwargs)


class SearchEntry(models.Model):
    """What can be found: one row per page, per piece of guidance on criteria, per published question. Made from these."""

    class Kind(models.TextChoices):
        PAGE = "page", _("Bài")
        CRITERION = "criterion", _("Tiêu chí")
        QUESTION = "question", _("Câu hỏi")

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=160, help_text="of the page, the guidance or the question")
    chapter = models.CharField(max_length=40)
    province = models.CharField(max_length=5, blank=True)
    title = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True)
    lead = models.CharField(max_length=600, blank=True)
    lead_en = models.CharField(max_length=600, blank=True)
    targets = models.JSONField(default=list, help_text="scorecard and code of each criterion")
    title_search = models.TextField()
    search = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "province"], name="handbook_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class HandbookRules(models.Model):
    """What a province sets for itself, because no text does: term of an answer, age after which a page is looked at again."""

    province = models.CharField(max_length=5, blank=True, unique=True, help_text="code; empty for the nation")
    answer_days = models.PositiveSmallIntegerField(help_text="working days")
    check_months = models.PositiveSmallIntegerField(help_text="months")
    source = models.CharField(max_length=400)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.province} {self.answer_days} {self.check_months}"
