"""What an officer can ask to be mended: the fields, criteria and papers that this very dossier has to do with."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saoque import rulebook
from saoque.dossiers.models import Dossier, ReturnItem
from saoque.kernel.errors import DomainError
from saoque.rulebook import forms

# Keys of the officer's check of parts (article 6 clause 1), with what is looked for.
PARTS = {
    "form_01": gettext_lazy("Phiếu đăng ký (Mẫu số 01) đủ nội dung"),
    "form_02": gettext_lazy("Báo cáo tự đánh giá (Mẫu số 02) đủ bốn phần"),
    "self_assessment": gettext_lazy("Tự đánh giá hết các tiêu chí của bộ"),
    "evidence": gettext_lazy("Giấy tờ minh chứng mở được, còn hạn, khớp với lời khai"),
    "samples": gettext_lazy("Đủ sản phẩm mẫu"),
}
PART_KEYS = frozenset(PARTS)
_NOT_ASKED = {"group", "statement", "signature_block", "self_score_table", "evidence_table"}


@dataclass(frozen=True)
class Target:
    """One thing that can be named. `value` is how a page sends it: target and key with a colon between."""

    target: str
    key: str
    label: str

    @property
    def value(self) -> str:
        return f"{self.target}:{self.key}"


@dataclass(frozen=True)
class TargetGroup:
    label: str
    targets: tuple[Target, ...]


def target_groups(dossier: Dossier) -> list[TargetGroup]:
    """Return everything that can be named for this dossier, in the order of its papers. No query."""
    sheet = rulebook.scorecard(dossier.scorecard)
    groups = []
    for code in ("M01", "M02"):
        form = forms.form(code, sheet.decision)
        found = tuple(
            Target(ReturnItem.Target.FIELD, field.path, label_of(field))
            for field in forms.fields_for(form, dossier.kind, dossier.scorecard)
            if is_asked(field)
        )
        groups.append(TargetGroup(form.number, found))
    criteria = tuple(Target(ReturnItem.Target.CRITERION, c.code, f"{c.code} {c.name}") for c in sheet.criteria)
    groups.append(TargetGroup(_("Tiêu chí tự đánh giá"), criteria))
    papers = tuple(Target(ReturnItem.Target.PAPER, row.code, row.label) for row in forms.evidence_rows(sheet.decision))
    groups.append(TargetGroup(_("Giấy tờ minh chứng"), papers))
    return groups


def is_asked(field: forms.FormField) -> bool:
    """Whether the producer fills the field in, so that it can be wrong."""
    return field.kind not in _NOT_ASKED and field.need != "office"


def label_of(field: forms.FormField) -> str:
    label = field.label or {"signed_place": _("Nơi ký"), "signer_name": _("Họ tên người ký")}.get(field.key, field.key)
    return label[:1].upper() + label[1:]


def labels_of(dossier: Dossier) -> dict[tuple[str, str], str]:
    """Return the words for each (target, key) of the dossier."""
    return {(t.target, t.key): t.label for group in target_groups(dossier) for t in group.targets}


def check_target(dossier: Dossier, target: str, key: str) -> None:
    """Raise `DomainError` when the dossier has no such field, criterion or paper."""
    if (target, key) not in labels_of(dossier):
        raise DomainError(_("Hồ sơ này không có mục đó. Hãy chọn lại trong danh sách."), field="target")
