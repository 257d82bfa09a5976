"""People, places and files for the tests of this room; producers themselves are made through actions."""

import io
from datetime import date
from itertools import count
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from saoque.kernel.access import Actor
from saoque.kernel.text import fold, sort_key
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.places.models import AdminUnit
from saoque.places.register import get_register
from saoque.places.units import Unit as PlaceUnit
from saoque.producers import actions
from saoque.producers.models import Producer, Product

_serial = count(1)


def stored(unit: PlaceUnit) -> AdminUnit:
    """Return the row of a unit of the register, with those above it."""
    above = get_register().parent(unit)
    row, _made = AdminUnit.objects.get_or_create(
        code=unit.code,
        since=unit.since,
        defaults={
            "until": unit.until,
            "level": unit.level,
            "kind": unit.kind,
            "name": unit.name,
            "full_name": unit.full_name,
            "folded": fold(unit.name),
            "sort": sort_key(unit.name),
            "parent": stored(above) if above else None,
            "source": unit.source,
            "confidence": unit.confidence,
        },
    )
    return row


def old_commune(name: str, district: str) -> PlaceUnit:
    """Return an old commune of Cần Thơ by its name and district."""
    register = get_register()
    return next(
        unit
        for unit in register
        if unit.name == name and unit.until and register.parent_name(unit).startswith(f"{district}, Thành phố Cần Thơ")
    )


def places(name: str = "Trung Thạnh", district: str = "Huyện Cờ Đỏ") -> tuple[AdminUnit, AdminUnit]:
    """Return (a commune in force, the old one that went there)."""
    old = old_commune(name, district)
    return stored(get_register().resolve(old.code, old.since)[0].unit), stored(old)


def person(role: str = "", kind: str = "", place: AdminUnit | None = None) -> Actor:
    """Return a person, with one role in a unit of `place` (commune or province) when a role is given."""
    number = next(_serial)
    user = User.objects.create_user(email=f"nguoi{number}@thu.vn", full_name=f"Người thử {number}", password="x")
    if role:
        commune = place if place and place.level == "commune" else None
        province = commune.parent if commune else place
        unit = Unit.objects.create(kind=kind, name=f"Đơn vị {number}", commune=commune, province=province)
        Membership.objects.create(user=user, unit=unit, role=role, since=date(2026, 1, 1))
    return actor_for(user)


def told(**more: Any) -> actions.ProducerData:
    """Return what a person tells of a producer."""
    commune, old = places()
    told: dict[str, Any] = {
        "name": "Hợp tác xã Dâu tằm Thuận Phát",
        "legal_form": "cooperative",
        "commune": commune,
        "old_place": old,
        "representative_name": "Nguyễn Thị Thử",
        "phone": "0912 345 678",
        **more,
    }
    return actions.ProducerData(**told)  # type: ignore[typeddict-item]


def owner(**more: Any) -> tuple[Actor, Producer]:
    """Return a person and the producer that the person has registered."""
    actor = person()
    producer = actions.register_producer(actor, told(**more))
    return actor_for(actor.user), producer


def owned_product(name: str = "Mắm cá Bà Đầm", **more: Any) -> tuple[Actor, Product]:
    actor, producer = owner()
    return actor, actions.add_product(actor, producer, "QD26-08", actions.ProductData(name=name, **more))  # type: ignore[typeddict-item]


def office(role: str, place: AdminUnit | None) -> Actor:
    kinds = {
        **dict.fromkeys(
            YOUTH_ROLES, UnitKind.YOUTH_COMMUNE if place and place.level == "commune" else UnitKind.YOUTH_CITY
        ),
        Role.COMMUNE_OFFICER: UnitKind.COMMUNE_COMMITTEE,
        Role.COMMUNE_LEADER: UnitKind.COMMUNE_COMMITTEE,
    }
    return person(role, kinds.get(Role(role), UnitKind.OCOP_AGENCY), place)


def picture(width: int = 800, height: int = 600, name: str = "ảnh.jpg", *, place: bool = False) -> SimpleUploadedFile:
    """Return a JPEG; with `place`, its EXIF tells where it was taken and that it lies on its side."""
    image = Image.new("RGB", (width, height), "#a43522")
    out = io.BytesIO()
    exif = Image.Exif()
    if place:
        exif[0x0112] = 6  # turned a quarter
        exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 2.0, 3.0), 3: "E", 4: (105.0, 44.0, 5.0)})
    image.save(out, "JPEG", exif=exif.tobytes() if place else b"")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def pdf(name: str = "Giấy đăng ký HTX.pdf", pages: int = 2, script: str = "") -> SimpleUploadedFile:
    """Return a PDF; with `script` it runs that on opening."""
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page()
    if script:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")
