"""Work of this room that takes longer than a page may: the sheets of QR cards for all booths."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from saoque.fairs.models import Fair
from saoque.fairs.queries.plan import booths_of
from saoque.fairs.rules import rules
from saoque.kernel import jobs
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError
from saoque.kernel.files import keep_bytes
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import progress, worker
from saoque.kernel.papers import compile_pdf, qr_svg
from saoque.people.actors import actor_for

KIND = "fairs.qr"
TEMPLATE = Path(__file__).parent / "papers" / "cards.typ"


def booth_address(fair: Fair, code: str) -> str:
    """Return the address behind the QR: always the Vietnamese page, under the site's own name."""
    with translation.override("vi"):
        return f"{settings.SITE_URL}{reverse('fairs:booth', args=[fair.slug, code])}"


def start_cards(fair: Fair, *, actor: Actor) -> Job:
    """Queue the sheets; asking again while they are made gives the same job."""
    acting = rules.require(actor, "organise", fair)
    return jobs.start(KIND, f"{acting.user_id}:{fair.pk}", owner=acting.user, fair=fair.pk)


@worker(KIND)
def make_cards(job: Job) -> Any:
    """Make the sheets with the rights that the owner has now: eight cards a page, booths with an exhibitor only."""
    fair = Fair.objects.get(pk=job.arguments["fair"])
    rules.require(actor_for(job.owner), "organise", fair)
    booths = [one for one in booths_of(fair) if one.exhibitor]
    if not booths:
        raise DomainError("no booth is taken")
    cards = []
    for number, one in enumerate(booths):
        if number % 50 == 0:
            progress(job, number, len(booths))
        name = one.exhibitor.name if one.exhibitor else ""
        cards.append({"code": one.code, "name": name, "qr": qr_svg(booth_address(fair, one.code))})
    content = compile_pdf(TEMPLATE, {"fair": fair.name, "demo": settings.DEMO_MODE, "cards": cards})
    progress(job, len(booths), len(booths))
    return keep_bytes(content, f"ma-qr-{fair.slug}.pdf", "application/pdf", job.owner)
