"""A whole house with people in every role, for tests that look at it from every side. Built on the demonstration."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from saoque.certificates.models import Certificate
from saoque.councils.actions.sessions import recuse
from saoque.councils.actions.sheets import open_sheet
from saoque.councils.models import Assessment, Council, Round, ScoreSheet
from saoque.dossiers.export import KIND, start_xlsx
from saoque.dossiers.lists import Filters
from saoque.dossiers.models import Dossier, Evidence, ReturnItem
from saoque.kernel.access import NOBODY
from saoque.kernel.calendar import today
from saoque.kernel.models import Job
from saoque.people.actions import appoint, create_account, create_unit
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit, User
from saoque.places.queries import unit_by_code
from saoque.producers.actions import add_photo
from saoque.producers.models import Paper, Producer, ProductPhoto
from saoque.producers.tests.factories import picture
from saoque.site.demo.cast import recast
from saoque.site.demo.load import load
from saoque.site.tests.rooms import offered

DOMAIN = "trinhdien.example"
PASSWORD = "mot-cau-that-dai-2026"
PERSONAS = {
    "owner": "dau",
    "other_producer": "ong",
    "youth_helper": "helper",
    "youth_leader": "youth-leader",
    "commune_youth": "helper-truong-xuan",
    "commune_officer": "officer-trung-hung",
    "commune_leader": "leader-trung-hung",
    "other_commune": "officer-truong-xuan",
    "agency_clerk": "clerk",
    "agency_head": "head",
    "other_province": "clerk-elsewhere",
    "ministry_clerk": "national-clerk",
    "adviser": "adviser",
    "chair": "chair",
    "member": "member-1",
    "recused_member": "member-4",
    "secretary": "secretary",
    "signer": "signer",
    "inspector": "inspector",
    "buyer": "shop",
    "partner": "partner",
    "admin": "admin",
}


@dataclass
class House:
    """The people by persona, and one of everything that an address may name."""

    files: Path
    users: dict[str, User]
    things: dict[str, object]
    sessions: dict[str, str]

    def client(self, persona: str) -> Client:
        """A fresh browser of one persona, who has typed the password long ago; "visitor" is signed out."""
        client = Client(raise_request_exception=False)
        if persona != "visitor":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[persona]
        return client

    def thing(self, name: str) -> object:
        return self.things[name]


@contextmanager
def whole_house(files: Path) -> Iterator[House]:
    """Build it inside one transaction that is taken back at the end. Needs access to the test database."""
    with override_settings(FILES_ROOT=files), transaction.atomic():
        call_command("load_reference", stdout=io.StringIO())
        load(io.StringIO())
        cast = recast()
        _add_strangers()
        for prepare in offered("prepare"):
            prepare(cast)
        for user in User.objects.filter(is_demo=True):
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
        things = _things()
        for more in offered("things"):
            things |= more()
        users = {persona: User.objects.get(email=f"{name}@{DOMAIN}") for persona, name in PERSONAS.items()}
        yield House(files, users, things, {persona: _sign_in(user) for persona, user in users.items()})
        transaction.set_rollback(True)


def _add_strangers() -> None:
    """A clerk of another province; a member who has an interest in the dossier before the council."""
    elsewhere = unit_by_code("91")
    unit = create_unit("ocop_agency", "Cơ quan OCOP An Giang (trình diễn)", actor=NOBODY, province=elsewhere)
    clerk = create_account(full_name="Chuyên viên tỉnh khác", email=f"clerk-elsewhere@{DOMAIN}", is_demo=True)
    appoint(clerk, unit, "agency_clerk", actor=NOBODY, title="Chuyên viên")
    assessment = Assessment.objects.get(state=Assessment.State.SCORING)
    member = User.objects.get(email=f"member-4@{DOMAIN}")
    chair = actor_for(User.objects.get(email=f"chair@{DOMAIN}"))
    recuse(assessment, member, "Là người nhà của chủ cơ sở (trình diễn).", actor=chair)
    open_sheet(assessment, actor=actor_for(User.objects.get(email=f"member-1@{DOMAIN}")))
    owner = actor_for(User.objects.get(email=f"dau@{DOMAIN}"))
    add_photo(owner, assessment.dossier.product, picture(), "Hũ dâu tằm trên bàn gỗ")
    start_xlsx(actor_for(User.objects.get(email=f"clerk@{DOMAIN}")), Filters(), "")


def _sign_in(user: User) -> str:
    """Sign in once and return the key of the session."""
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _things() -> dict[str, object]:
    dossiers = {
        "before_council": Dossier.objects.get(state="assessing"),
        "returned": Dossier.objects.get(state="commune_returned"),
        "draft": Dossier.objects.get(state="draft"),
    }
    mine = dossiers["before_council"]
    assessment = Assessment.objects.get(state=Assessment.State.SCORING)
    producer = Producer.objects.get(pk=mine.producer_id)
    unit = Unit.objects.get(pk=producer.unit_id)
    return {
        **{f"dossier.{name}": dossier.pk for name, dossier in dossiers.items()},
        "evidence": Evidence.objects.filter(dossier=mine).first().pk,  # type: ignore[union-attr]
        "item": ReturnItem.objects.filter(dossier=dossiers["returned"]).first().pk,  # type: ignore[union-attr]
        "product": mine.product_id,
        "product.slug": Certificate.objects.first().product.slug,  # type: ignore[union-attr]
        "producer": producer.pk,
        "unit": unit.pk,
        "membership": Membership.objects.filter(unit=unit).first().pk,  # type: ignore[union-attr]
        "council": Council.objects.get().pk,
        "council.membership": Membership.objects.filter(unit__council__isnull=False).first().pk,  # type: ignore[union-attr]
        "round": Round.objects.order_by("pk").last().pk,  # type: ignore[union-attr]
        "session": assessment.session_id,
        "assessment": assessment.pk,
        "sheet": ScoreSheet.objects.get(assessment=assessment, member__email=f"member-1@{DOMAIN}").pk,
        "certificate": Certificate.objects.first().code,  # type: ignore[union-attr]
        "paper": Paper.objects.filter(producer=producer).first().pk,  # type: ignore[union-attr]
        "photo": ProductPhoto.objects.get().pk,
        "job": str(Job.objects.get(kind=KIND).pk),
        "user": User.objects.get(email=f"shop@{DOMAIN}").pk,
        "today": date.isoformat(today()),
    }
