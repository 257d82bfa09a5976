"""The words of a product's label: kept so that the check before filing can read them again."""

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.knowledge.labels import kinds
from saoque.producers.actions.checks import cleaned
from saoque.producers.models import Product, ProductLabel
from saoque.producers.rules import rules

LONGEST = 6000
HIGHEST_STAR = 5


@transaction.atomic
def keep_label(
    actor: Actor, product: Product, text: str, kind: str, *, gtin: str = "", claimed: int | None = None
) -> None:
    """Keep what the label says; saving the same again changes nothing. `claimed`: stars printed on it, None for none."""
    actor = rules.require(actor, "edit_product", product)
    told = cleaned({"text": text, "kind": kind, "gtin": gtin, "claimed": claimed})
    _check(**told)
    label = ProductLabel.objects.select_for_update().filter(product=product).first() or ProductLabel(product=product)
    if label.pk and all(getattr(label, name) == value for name, value in told.items()):
        return
    for name, value in told.items():
        setattr(label, name, value)
    label.version = label.version + 1 if label.pk else 1
    label.changed_by_id = actor.user_id
    label.save()
    audit.record(product, "keep_label", actor, data={"kind": kind, "gtin": told["gtin"], "letters": len(told["text"])})


def _check(text: str, kind: str, gtin: str, claimed: int | None) -> None:
    if not text:
        raise DomainError(_("Chưa có chữ nào của nhãn. Hãy gõ hoặc lấy chữ từ ảnh nhãn."), field="text")
    if len(text) > LONGEST:
        raise DomainError(_("Nhãn dài quá: nhiều nhất %(most)d chữ cái.") % {"most": LONGEST}, field="text")
    if kind not in kinds(today()):
        raise DomainError(_("Không có loại hàng này. Hãy chọn trong danh sách."), field="kind")
    if len(gtin) > 20:
        raise DomainError(_("Mã vạch dài quá. Hãy gõ lại dãy số dưới vạch."), field="gtin")
    if claimed is not None and not 1 <= claimed <= HIGHEST_STAR:
        raise DomainError(_("Số sao in trên nhãn phải từ 1 đến 5."), field="claimed")
