"""Rows for the tests of the offices' side: places, units with their people, and a dossier in any state."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from saoque import rulebook
from saoque.dossiers.models import (
    Citation,
    CommuneReport,
    CriterionAnswer,
    Dossier,
    DossierState,
    Evidence,
    FieldValue,
    Filing,
    Receipt,
    ReturnItem,
)
from saoque.kernel.access import Actor
from saoque.kernel.files.store import keep_bytes
from saoque.kernel.text import fold, sort_key
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import Level, Role, UnitKind
from saoque.places.models import AdminUnit
from saoque.producers.models import LegalForm, Paper, Producer, Product

SINCE = date(2025, 7, 1)
S = DossierState


def place(code: str, name: str, parent: AdminUnit | None = None) -> AdminUnit:
    level, kind = ("commune", "xã") if parent else ("province", "thành phố")
    found = AdminUnit.objects.filter(code=code, since=SINCE).first()
    return found or AdminUnit.objects.create(
        code=code, since=SINCE, level=level, kind=kind, name=name, full_name=f"{kind.capitalize()} {name}",
        folded=fold(name), sort=sort_key(name), parent=parent, source="demo", confidence="O",
    )  # fmt: skip


def can_tho() -> AdminUnit:
    return place("92", "Cần Thơ")


def trung_hung() -> AdminUnit:
    return place("31153", "Trung Hưng", can_tho())


def truong_long() -> AdminUnit:
    return place("31300", "Trường Long", can_tho())


def dong_thap() -> AdminUnit:
    return place("82", "Đồng Tháp")


def unit(kind: str, name: str, *, commune: AdminUnit | None = None, province: AdminUnit | None = None) -> Unit:
    found = Unit.objects.filter(kind=kind, name=name).first()
    return found or Unit.objects.create(kind=kind, name=name, commune=commune, province=province)


def person(role: str, of: Unit, name: str = "") -> Actor:
    """A person who holds one role in one unit, as the actor that rules ask about."""
    count = User.objects.count()
    user = User.objects.create_user(
        email=f"nguoi{count}@vi-du.vn", password="mat-khau-dai", full_name=name or f"Người Thử {count}"
    )
    Membership.objects.create(user=user, unit=of, role=role, since=SINCE)
    return actor_for(user)


def commune_unit(commune: AdminUnit | None = None) -> Unit:
    commune = commune or trung_hung()
    return unit(UnitKind.COMMUNE_COMMITTEE, f"UBND {commune.full_name}", commune=commune, province=commune.parent)


def agency_unit(province: AdminUnit | None = None) -> Unit:
    province = province or can_tho()
    return unit(UnitKind.OCOP_AGENCY, f"Văn phòng Điều phối {province.name}", province=province)


def ministry_unit() -> Unit:
    return unit(UnitKind.MINISTRY, "Cơ quan OCOP của Bộ")


@dataclass(frozen=True)
class Office:
    """The people who handle dossiers of xã Trung Hưng, Cần Thơ."""

    officer: Actor
    leader: Actor
    clerk: Actor
    head: Actor
    ministry: Actor


def office() -> Office:
    return Office(
        officer=person(Role.COMMUNE_OFFICER, commune_unit(), "Lê Thị Tiếp Nhận"),
        leader=person(Role.COMMUNE_LEADER, commune_unit(), "Trần Văn Chủ Tịch"),
        clerk=person(Role.AGENCY_CLERK, agency_unit(), "Phạm Thị Chuyên Viên"),
        head=person(Role.AGENCY_HEAD, agency_unit()),
        ministry=person(Role.AGENCY_CLERK, ministry_unit()),
    )


def producer(name: str = "HTX Thanh niên Trung Hưng", commune: AdminUnit | None = None) -> Producer:
    commune = commune or trung_hung()
    owner = unit(UnitKind.PRODUCER, name, commune=commune, province=commune.parent)
    found = Producer.objects.filter(unit=owner).first()
    return found or Producer.objects.create(
        unit=owner, name=name, legal_form=LegalForm.COOPERATIVE, commune=commune, email="htx@vi-du.vn",
        phone="0900000000", representative_name="Nguyễn Văn Mẫu", representative_sex="male",
        representative_ethnicity="Kinh", slug=f"chu-the-{owner.pk}",
    )  # fmt: skip


def dossier(
    product_name: str = "Mắm cá Bà Đầm",
    state: str = S.FILED,
    *,
    of: Producer | None = None,
    scorecard: str = "QD26-08",
    level: str = Level.PROVINCE,
    **fields: Any,
) -> Dossier:
    """A dossier as it stands in `state`; the rows that only acts would have made on the way are not there."""
    of = of or producer()
    count = Dossier.objects.count()
    product = Product.objects.create(
        producer=of, name=product_name, slug=f"san-pham-{count}", scorecard=scorecard, set_locked=True
    )
    filed = None if state == S.DRAFT else timezone.now()
    values = {"kind": Dossier.Kind.FIRST, "year": 2026, "filed_at": filed, "self_total": 72, "self_stars": 4, **fields}
    made = Dossier.objects.create(
        product=product, producer=of, commune=of.commune, province=of.commune.parent, scorecard=scorecard, state=state,
        level=level, **values,
    )  # fmt: skip
    return Dossier.objects.select_related("product__producer", "producer__commune", "commune", "province").get(
        pk=made.pk
    )


def fill(made: Dossier) -> Dossier:
    """Give the dossier what a producer writes: fields, answers, a paper that a criterion cites, and the filing."""
    for path, value in {
        "M01.unit_name": made.producer.name,
        "M02.phone": "0900000000",
        "M02.representative_sex": "male",
        "M02.founded_on": "2021-03-15",
        "M02.existing_papers": ["business_registration", "quality_declared"],
        "M02.history": "Tổ làm mắm từ năm 1998.",
        "M02.revenue": 1250000000,
    }.items():
        FieldValue.objects.create(dossier=made, path=path, value=value)
    for code, option in rulebook.best_answers(rulebook.scorecard(made.scorecard)).items():
        CriterionAnswer.objects.create(
            dossier=made, criterion=code, option=option or "", description=f"Lời khai {code}"
        )
    add_paper(made, "Hợp đồng mua cá linh", "E03", "1.1")
    answers = made.answers.values_list("criterion", "option", "description")
    snapshot = {
        "fields": dict(made.values.values_list("path", "value")),
        "answers": {code: {"option": option, "description": text} for code, option, text in answers},
    }
    file_snapshot(made, snapshot)
    return made


def add_paper(made: Dossier, title: str, kind: str, criterion: str) -> Evidence:
    stored = keep_bytes(f"%PDF-1.7 {title}".encode(), f"{kind}.pdf", "application/pdf")
    paper = Paper.objects.create(producer=made.producer, file=stored, kind=kind, title=title)
    evidence = Evidence.objects.create(dossier=made, paper=paper)
    Citation.objects.create(evidence=evidence, criterion=criterion)
    return evidence


def file_snapshot(made: Dossier, snapshot: dict[str, Any], manifest: list[dict[str, Any]] | None = None) -> Filing:
    by = User.objects.first() or User.objects.create_user(email="chu-the@vi-du.vn", full_name="Nguyễn Văn Mẫu")
    return Filing.objects.create(
        dossier=made, sequence=made.filings.count() + 1, filed_at=timezone.now(), filed_by=by,
        manifest=manifest or [], snapshot=snapshot, digest=hashlib.sha256(str(snapshot).encode()).hexdigest(),
    )  # fmt: skip


def receipt(made: Dossier, by: Actor, of: Unit, received_on: date, kind: str = "commune") -> Receipt:
    serial = Receipt.objects.filter(unit=of, year=received_on.year).count() + 1
    return Receipt.objects.create(
        dossier=made, office=kind, unit=of, serial=serial, year=received_on.year, number=f"{serial:02d}",
        received_on=received_on, received_by=by.user,
    )  # fmt: skip


def item(made: Dossier, by: Actor, state: str = ReturnItem.State.OPEN, **fields: Any) -> ReturnItem:
    values = {"office": "commune", "target": "criterion", "key": "1.1", "reason": "Thiếu hợp đồng", **fields}
    return ReturnItem.objects.create(
        dossier=made, state=state, opened_by=by.user, due_on=timezone.localdate(), **values
    )


def report(made: Dossier, **fields: Any) -> CommuneReport:
    values = {
        "local_materials": "Cá linh mua của bà con trong xã.",
        "local_labour": "Sáu lao động ở ấp Thạnh Lộc.",
        "idea_origin": "Nghề mắm có từ lâu đời.",
        "local_identity": "Cách ủ thính gạo rang riêng của vùng.",
        "report_number": "15/BC-UBND",
        "signer_name": "Trần Văn Chủ Tịch",
        "signer_position": "Chủ tịch",
        "samples": 5,
        **fields,
    }
    return CommuneReport.objects.create(dossier=made, **values)
