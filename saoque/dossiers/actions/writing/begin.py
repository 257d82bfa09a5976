"""Beginning a dossier under the decision in force, with everything already known filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.dossiers.forms.stations import stations
from saoque.dossiers.models import Dossier, FieldValue
from saoque.dossiers.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.producers.models import Product
from saoque.rulebook.procedure import Window, reassessment_window

BEST_STAR = 5


def begin_dossier(actor: Actor, product: Product, kind: str) -> Dossier:
    """Open a dossier of `kind` for `product` and return it (article 6 clause 1).

    Raises `DomainError` when the product has an open dossier, belongs to a decision that is no longer in force,
    or when upgrade or re-assessment makes no sense for its certificate.
    """
    actor = rules.require(actor, "begin", product)
    day = today()
    sheet = rulebook.scorecard(product.scorecard)
    if sheet.decision != rulebook.decision_on(day).code:
        raise DomainError(
            _("Sản phẩm đang xếp ở bộ tiêu chí của quyết định cũ. Hãy chọn lại bộ sản phẩm rồi mở hồ sơ.")
        )
    if reason := refusal(product, kind, day):
        raise DomainError(reason)
    producer = product.producer
    try:
        with transaction.atomic():
            dossier = Dossier.objects.create(
                product=product,
                producer=producer,
                commune=producer.commune,
                province=producer.commune.parent or producer.commune,
                kind=kind,
                scorecard=sheet.code,
                year=day.year,
                self_stars=rulebook.score(sheet, {}).stars,
            )
            filled = prefill(dossier)
            FieldValue.objects.bulk_create(
                FieldValue(dossier=dossier, path=path, value=value, changed_by_id=actor.user_id)
                for path, value in filled.items()
            )
            audit.record(dossier, "begin", actor, to_state=dossier.state, data={"kind": kind, "scorecard": sheet.code})
    except IntegrityError:
        raise DomainError(
            _("Sản phẩm này đang có một hồ sơ chưa xong. Hãy soạn tiếp hồ sơ đó, hoặc rút nó trước.")
        ) from None
    return dossier


def certified(product: Product, day: date) -> bool:
    """Whether the product's star is still valid on `day`."""
    return bool(product.star) and product.star_until is not None and day <= product.star_until


def window_of(product: Product, scorecard: str) -> Window | None:
    """Return when to file for re-assessment, for a product that has a star."""
    if not product.star or product.star_until is None:
        return None
    return reassessment_window(product.star_until, decision=rulebook.scorecard(scorecard).decision)


def refusal(product: Product, kind: str, day: date) -> str:
    """Return why a dossier of `kind` makes no sense for `product` on `day`; an empty word when it does."""
    valid = certified(product, day)
    if kind == Dossier.Kind.FIRST:
        return _("Sản phẩm đang có sao còn hạn. Hãy chọn nâng hạng hoặc đánh giá lại.") if valid else ""
    if kind not in Dossier.Kind.values:
        return _("Chưa chọn loại đăng ký. Hãy chọn lần đầu, nâng hạng hoặc đánh giá lại.")
    if not valid:
        return _(
            "Sản phẩm chưa có giấy chứng nhận còn hạn nên chưa nâng hạng hay đánh giá lại được. Hãy đăng ký lần đầu."
        )
    if kind == Dossier.Kind.UPGRADE and product.star >= BEST_STAR:
        return _("Sản phẩm đã đạt 5 sao, không còn hạng cao hơn. Khi gần hết hạn, hãy chọn đánh giá lại.")
    return ""


def prefill(dossier: Dossier) -> dict[str, Any]:
    """Return path → kept value of everything that the producer, the product and other blanks already say."""
    known = _known(dossier)
    filled: dict[str, Any] = {}
    for station in stations(dossier.scorecard, dossier.kind):
        for field in station.fields:
            value = known.get(field.path)
            if value is None and field.prefill_from:
                value = filled.get(field.prefill_from)
            if value is None and field.default is not None:
                value = str(field.default)
            if value:
                filled[field.path] = value
    return filled


def _known(dossier: Dossier) -> dict[str, Any]:
    producer, product = dossier.producer, dossier.product
    entry = rulebook.product_set(dossier.scorecard)
    sheet = rulebook.scorecard(dossier.scorecard)
    place = [producer.address_line, dossier.commune.full_name]
    if dossier.province_id != dossier.commune_id:
        place.append(dossier.province.full_name)
    address = ", ".join(part for part in place if part)
    return {
        "M01.province": dossier.province.name,
        "M01.year": str(dossier.year),
        "M01.unit_name": producer.name,
        "M01.legal_representative_name": producer.representative_name,
        "M01.representative_position": producer.representative_position,
        "M01.contact_address": address,
        "M01.phone": producer.phone,
        "M01.email": producer.email,
        "M01.product_name": product.name,
        "M01.sector": sheet.sector_name,
        "M01.group": entry.group,
        "M01.subgroup": entry.subgroup,
        "M01.registration_type": str(dossier.kind),
        "M01.sample_count": str(sheet.samples_required) if sheet.samples_required else None,
        "M01.signed_place": dossier.commune.name,
        "M02.signed_place": dossier.commune.name,
        "M02.organisation_type": producer.legal_form,
        "M02.representative_sex": producer.representative_sex,
        "M02.representative_ethnicity": producer.representative_ethnicity,
        "M02.representative_residence": producer.representative_residence,
        "M02.representative_disability": producer.representative_disability,
        "M02.founded_on": producer.founded_on.isoformat() if producer.founded_on else None,
        "M02.registration_number": producer.registration_number,
        "M02.product_description": "\n".join(part for part in (product.name, product.summary) if part),
        "M02.history": producer.about,
        "M02.organisation_structure": producer.structure,
    }
