"""What is measured, and within which budget. Addresses come from the site's own table, subjects from the crowd."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import quote

from django.db.models import Count
from django.urls import reverse

from bench.client import Answer, Client, Measured, Unexpected, measure
from bench.sessions import cookie_for
from saoque.certificates.models import Certificate
from saoque.councils.models import Assessment, ScoreSheet, Session
from saoque.dossiers.models import Dossier
from saoque.kernel.jobs.models import Job
from saoque.people.models import Membership, User
from saoque.people.roles import Role
from saoque.rulebook import scorecard

# Milliseconds of server time; of wall time where a whole file is waited for.
CATALOGUE, SEARCH, LIST, DOSSIER_SEARCH, SHEET_PAGE, MARK, SHEET, CSV, XLSX = 30, 20, 50, 20, 40, 10, 40, 1000, 10_000
_PATIENCE = 60  # seconds for one Excel table
Work = Callable[[], Measured]


def public_pages(port: int) -> Iterator[Work]:
    """What anyone sees."""
    client = Client(port)
    products = reverse("catalogue")
    certificate = Certificate.objects.filter(state="valid").select_related("product").order_by("pk")[10]
    yield partial(_page, client, "home", reverse("home"), CATALOGUE)
    yield partial(_page, client, "catalogue, page 1", products, CATALOGUE)
    yield partial(_page, client, "catalogue, page 50", f"{products}?page=50", CATALOGUE)
    yield partial(_page, client, "search «mam ca ba dam»", f"{products}?q=mam+ca+ba+dam", SEARCH)
    yield partial(_page, client, "search, a common word", f"{products}?q=banh", SEARCH)
    yield partial(_page, client, "search, no hit", f"{products}?q=khongcogi", SEARCH)
    yield partial(_page, client, "product", reverse("product", args=[certificate.product.slug]), CATALOGUE)
    yield partial(_page, client, "certificate", reverse("certificate", args=[certificate.code]), CATALOGUE)


def office_pages(port: int) -> Iterator[Work]:
    """What the agency and a commune see of five thousand dossiers."""
    clerk = Client(port, cookie_for(_holder(Role.AGENCY_CLERK)))
    place = reverse("dossiers:office")
    name = Dossier.objects.filter(state="recognised").select_related("product").order_by("pk")[5].product.name
    words = quote("+".join(name.split()[:3]), safe="+")
    yield partial(_page, clerk, "dossiers of the agency, default order", place, LIST)
    yield partial(_page, clerk, "dossiers by mean, with mean, spread, count", f"{place}?sort=mean", LIST)
    yield partial(_page, clerk, "dossiers by mean, page 40", f"{place}?sort=mean&page=40", LIST)
    yield partial(_page, clerk, "text search in dossiers", f"{place}?q={words}", DOSSIER_SEARCH)
    busy = Dossier.objects.values("commune").annotate(n=Count("pk")).order_by("-n")[0]["commune"]
    officer = Client(port, cookie_for(_holder(Role.COMMUNE_OFFICER, unit__commune=busy)))
    yield partial(_page, officer, "inbox of a commune", place, LIST)
    csv = reverse("dossiers:office_csv")
    yield partial(
        measure, "CSV of all dossiers", csv, lambda _n: clerk.get(csv), budget=CSV, runs=10, warm=2, whole=True
    )
    yield partial(_xlsx, clerk)


def council_pages(port: int) -> Iterator[Work]:
    """What a member of a council does: open a sheet, save one mark, fill in and hand in whole sheets."""
    drafts = _drafts()
    member = Client(port, cookie_for(drafts[0].member))
    sheet = drafts[0]
    page = reverse("councils:sheet", args=[sheet.assessment_id])
    yield partial(_page, member, "one scoring sheet", page, SHEET_PAGE)
    yield partial(_one_mark, member, sheet)
    yield partial(_hand_in, member, drafts[1:])


def _page(client: Client, name: str, address: str, budget: float) -> Measured:
    return measure(name, address, lambda _n: client.get(address), budget=budget)


def _holder(role: str, **place: Any) -> User:
    return Membership.objects.filter(role=role, **place).select_related("user").order_by("pk")[0].user


def _drafts() -> list[ScoreSheet]:
    """The member with most sheets begun in an open session, and up to thirteen of those."""
    begun = ScoreSheet.objects.filter(state="draft", assessment__session__state=Session.State.OPEN)
    member = begun.values("member").annotate(n=Count("pk")).order_by("-n", "member")[0]["member"]
    return list(begun.filter(member=member).select_related("member", "assessment__dossier").order_by("pk")[:13])


def _one_mark(client: Client, sheet: ScoreSheet) -> Measured:
    """Change one criterion to and fro; every answer tells the version for the next."""
    criterion = next(c for c in scorecard(sheet.assessment.dossier.scorecard).criteria if len(c.options) > 1)
    kept = sheet.marks.filter(criterion=criterion.code).first()
    version = [kept.version if kept else 0]
    address = reverse("councils:mark", args=[sheet.assessment_id, sheet.turn, criterion.code])

    def ask(number: int) -> Answer:
        value = criterion.options[number % 2].id
        answer = client.post(address, {"field": "option", "value": value, "version": str(version[0])})
        if answer.status == 200:
            version[0] = json.loads(answer.body)["version"]
        return answer

    return measure("save one mark", address, ask, budget=MARK)


def _hand_in(client: Client, sheets: list[ScoreSheet]) -> Measured:
    """Fill in each sheet through the pages, and hand it in: the last step is what is measured."""
    done = iter([_fill_in(client, one) for one in sheets])
    address = reverse("councils:hand_in", args=[sheets[0].assessment_id, sheets[0].turn])
    runs = len(sheets) - 2
    return measure("hand in a whole sheet", address, lambda _n: next(done), budget=SHEET, runs=runs, warm=2, expect=302)


def _fill_in(client: Client, sheet: ScoreSheet) -> Answer:
    """Mark what is left of a sheet and hand it in; returns the last answer."""
    kept = {mark.criterion for mark in sheet.marks.all()}
    for criterion in scorecard(sheet.assessment.dossier.scorecard).criteria:
        if criterion.code not in kept:
            address = reverse("councils:mark", args=[sheet.assessment_id, sheet.turn, criterion.code])
            client.post(address, {"field": "option", "value": criterion.options[0].id, "version": "0"})
    sheet.refresh_from_db()
    address = reverse("councils:hand_in", args=[sheet.assessment_id, sheet.turn])
    return client.post(address, {"version": str(sheet.version)})


def _xlsx(client: Client) -> Measured:
    """Ask for the Excel table and wait until the worker has made it; three times, each with another order."""
    place = reverse("dossiers:office_xlsx")
    orders = iter(["due", "new", "product", "producer"])

    def ask(_number: int) -> Answer:
        began = time.perf_counter()
        answer = client.post(place, {"sort": next(orders)})
        if answer.status != 302:
            raise Unexpected(f"XLSX: {place} answered {answer.status}, not 302")
        job_id = answer.location.rstrip("/").rsplit("/", 1)[-1]
        while (job := Job.objects.get(pk=job_id)).state not in (Job.State.DONE, Job.State.FAILED):
            if time.perf_counter() - began > _PATIENCE:
                raise Unexpected(f"XLSX: not made within {_PATIENCE} s, {job.state}, {job.done} of {job.total} rows")
            time.sleep(0.05)
        size = job.result.size if job.result else 0
        status = 200 if job.state == Job.State.DONE else 500
        wall = (time.perf_counter() - began) * 1000
        return Answer(status, wall, answer.server, None, size, size, job.message.encode(), "")

    return measure("XLSX of all dossiers, made by the worker", place, ask, budget=XLSX, runs=3, warm=1, whole=True)


def sizes() -> dict[str, int]:
    """How much the database holds."""
    from saoque.producers.models import Product

    return {
        "products": Product.objects.count(),
        "dossiers": Dossier.objects.count(),
        "assessments": Assessment.objects.count(),
        "score_sheets": ScoreSheet.objects.count(),
        "certificates": Certificate.objects.count(),
    }
