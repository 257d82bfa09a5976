"""Rows that the tests of this room stand on: places, units, people, a producer with a product and papers."""

import io
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from saoque.dossiers.actions.writing import begin_dossier, file_dossier, save_answer, save_field
from saoque.dossiers.actions.writing.fields import token_of
from saoque.dossiers.forms.stations import stations
from saoque.dossiers.models import CriterionAnswer, Dossier, FieldValue, Filing
from saoque.dossiers.queries_writing import kept_of
from saoque.kernel.access import Actor
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import Role, UnitKind
from saoque.places.models import AdminUnit
from saoque.producers.models import Producer, Product
from saoque.rulebook import scorecard as find_sheet

SINCE = date(2025, 7, 1)
_numbers = count(1)


@dataclass
class World:
    """One producer in one commune, with a person on every side."""

    province: AdminUnit
    commune: AdminUnit
    producer: Producer
    product: Product
    user: User
    actor: Actor


def place(code: str, level: str, name: str, parent: AdminUnit | None = None) -> AdminUnit:
    found, _made = AdminUnit.objects.get_or_create(
        code=code,
        since=SINCE,
        defaults={
            "level": level, "kind": level, "name": name, "full_name": f"Xã {name}" if parent else f"Tỉnh {name}",
            "folded": name.lower(), "sort": name, "parent": parent, "source": "thử", "confidence": "O",
        },
    )  # fmt: skip
    return found


def person(role: str, unit: Unit, name: str = "Người thử") -> User:
    user = User.objects.create_user(email=f"nguoi{next(_numbers)}@vidu.test", password="mat-khau-thu", full_name=name)
    Membership.objects.create(user=user, unit=unit, role=role, since=SINCE)
    return user


def world(scorecard: str = "QD26-08", **product: Any) -> World:
    """Return a producer with one product; each call makes another producer in the same commune."""
    number = next(_numbers)
    province = place("92", "province", "Cần Thơ")
    commune = place("31261", "commune", "Thới Lai", province)
    unit = Unit.objects.create(kind=UnitKind.PRODUCER, name=f"Cơ sở {number}", commune=commune, province=province)
    producer = Producer.objects.create(
        unit=unit,
        name=f"Cơ sở thử {number}",
        legal_form="cooperative",
        commune=commune,
        phone="+84900000001",
        representative_name="Người Đại Diện",
        slug=f"co-so-{number}",
    )
    made = Product.objects.create(
        producer=producer,
        name=f"Sản phẩm thử {number}",
        slug=f"san-pham-{number}",
        scorecard=scorecard,
        **product,
    )
    user = person(Role.PRODUCER, unit, f"Chủ {number}")
    return World(province, commune, producer, made, user, actor_for(user))


def draft(scorecard: str = "QD26-08", kind: str = "first", **product: Any) -> tuple[World, Dossier]:
    here = world(scorecard, **product)
    return here, begin_dossier(here.actor, here.product, kind)


def officer(here: World, role: str = Role.COMMUNE_OFFICER) -> User:
    kind = UnitKind.COMMUNE_COMMITTEE if role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER) else UnitKind.OCOP_AGENCY
    at = here.commune if kind == UnitKind.COMMUNE_COMMITTEE else None
    unit = Unit.objects.create(kind=kind, name="Cơ quan thử", commune=at, province=here.province)
    return person(role, unit, "Cán bộ thử")


def typed_for(kind: str, pairs: list[tuple[str, str]]) -> list[str]:
    """Return something that may be typed at a blank of `kind`."""
    if kind in ("choice", "multi_choice"):
        return [pairs[0][0]] if pairs else []
    return {"number": ["10"], "date": ["23/11/2025"]}.get(kind, ["Vài chữ"])


def fill_forms(dossier: Dossier, actor: Actor) -> None:
    """Fill every empty blank of both forms through the action."""
    from saoque.dossiers.forms.stations import blanks

    for station in stations(dossier.scorecard, dossier.kind):
        kept = kept_of(dossier, station.paths)
        token = token_of(station, kept)
        for field in station.fields:
            for blank in blanks(field, dossier.scorecard, 1):
                if blank.locked or blank.path in kept:
                    continue
                token = save_field(dossier, station, blank.name, typed_for(blank.kind, blank.pairs), token, actor).token


def answer_all(dossier: Dossier, actor: Actor, which: int = -1) -> None:
    """Choose the rung number `which` of every criterion through the action."""
    for line in find_sheet(dossier.scorecard).criteria:
        ladder = line.ladder(line.cases[0]) if line.cases else line.options
        save_answer(dossier, line.code, ladder[which].id, "Mô tả thử", 0, actor)


def fill_fast(dossier: Dossier) -> None:
    """Fill forms and answers by rows, for tests that are about something else."""
    for station in stations(dossier.scorecard, dossier.kind):
        kept = kept_of(dossier, station.paths)
        FieldValue.objects.bulk_create(
            FieldValue(dossier=dossier, path=f.path, value=_kept_for(f)) for f in station.fields if f.path not in kept
        )
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(dossier=dossier, criterion=line.code, option=line.options[-1].id)
        for line in find_sheet(dossier.scorecard).criteria
    )


def _kept_for(field: Any) -> Any:
    if field.kind == "table":
        return [{column.key: "2025" if column.kind == "number" else "2025-01-02" for column in field.columns}]
    if field.kind == "multi_choice":
        return [c.key for c in field.choices if c.tick][:1] or ["1"]
    if field.kind == "choice":
        return field.choices[0].key if field.choices else "x"
    return {"number": "10", "date": "2025-11-23"}.get(field.kind, "Vài chữ")


def filed(scorecard: str = "QD26-08") -> tuple[World, Dossier, Filing]:
    here, dossier = draft(scorecard)
    fill_fast(dossier)
    return here, dossier, file_dossier(dossier, here.actor)


def picture(name: str = "hop-dong.png", colour: int = 90) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (colour, 120, 90)).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")
