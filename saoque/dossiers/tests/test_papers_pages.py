"""Who may take the official papers and read evidence by its pages, and the jobs behind both."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from saoque.dossiers.bundles import ask_bundle, todo_for
from saoque.dossiers.models import Bundle, Dossier, DossierState, PagePicture
from saoque.dossiers.pictures import LARGE, NORMAL
from saoque.dossiers.tests import office_factories as make
from saoque.dossiers.tests import papers_factories as papers
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotAllowed
from saoque.kernel.jobs.models import Job
from saoque.people.models import Unit
from saoque.people.roles import Role, UnitKind

S = DossierState
pytestmark = pytest.mark.django_db


def by(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def people(dossier: Dossier) -> dict[str, Actor]:
    """Somebody of every kind around a dossier of Trung Hưng, Cần Thơ."""
    office = make.office()
    strange_owner = make.producer("HTX Khác", make.truong_long())
    strange_commune = make.commune_unit(make.truong_long())
    strange_agency = make.agency_unit(make.dong_thap())
    return {
        "owner": make.person(Role.PRODUCER, dossier.producer.unit),
        "officer": office.officer,
        "leader": office.leader,
        "clerk": office.clerk,
        "head": office.head,
        "signer": make.person(Role.SIGNER, make.agency_unit()),
        "inspector": make.person(Role.INSPECTOR, make.agency_unit()),
        "strange owner": make.person(Role.PRODUCER, strange_owner.unit),
        "strange officer": make.person(Role.COMMUNE_OFFICER, strange_commune),
        "strange clerk": make.person(Role.AGENCY_CLERK, strange_agency),
        "ministry": office.ministry,
        "admin": make.person(Role.ADMIN, Unit.objects.create(kind=UnitKind.PLATFORM, name="Nền tảng")),
    }


COMMUNE = {"owner", "officer", "leader"}
WITH_AGENCY = COMMUNE | {"clerk", "head"}
READERS = WITH_AGENCY | {"signer", "inspector"}


@pytest.mark.parametrize(
    ("state", "take", "read"),
    [(S.DRAFT, {"owner"}, {"owner"}), (S.FILED, COMMUNE, COMMUNE), (S.PROPOSED, WITH_AGENCY, READERS)],
)
def test_papers_go_to_the_owner_and_to_offices_that_have_the_dossier(
    state: str, take: set[str], read: set[str]
) -> None:
    dossier = make.dossier(state=state)
    one = papers.put(dossier, "Ảnh xưởng", papers.photo(), "1.1")
    actors = people(dossier)
    addresses = {
        reverse("dossiers:official_papers", args=[dossier.pk]): take,
        reverse("dossiers:form_file", args=[dossier.pk, "M01", "pdf"]): take,
        reverse("dossiers:form_file", args=[dossier.pk, "M02", "docx"]): take,
        reverse("dossiers:viewer", args=[dossier.pk, one.pk]): read,
        reverse("dossiers:viewer_photo", args=[dossier.pk, one.pk]): read,
    }
    for address, allowed in addresses.items():
        answers = {name: by(actor).get(address).status_code for name, actor in actors.items()}
        assert answers == {name: 200 if name in allowed else 404 for name in actors}, address
        assert Client().get(address).status_code == 302
    asked = {
        name: by(actor).post(reverse("dossiers:ask_bundle", args=[dossier.pk]), {"kind": "zip"}).status_code
        for name, actor in actors.items()
    }
    assert asked == {name: 302 if name in take else 404 for name in actors}
    assert set(Bundle.objects.values_list("asked_by", flat=True)) == {actors[name].user_id for name in take}


def test_form_03_is_the_communes_own_until_it_proposes() -> None:
    dossier = make.dossier(state=S.COMMUNE_RECEIVED)
    report = make.report(dossier)
    owner, officer = make.person(Role.PRODUCER, dossier.producer.unit), make.office().officer
    address = reverse("dossiers:form_file", args=[dossier.pk, "M03", "pdf"])
    assert (by(owner).get(address).status_code, by(officer).get(address).status_code) == (404, 200)
    type(report).objects.update(proposed_at=timezone.now())
    Dossier.objects.update(state=S.PROPOSED)
    answer = by(owner).get(address)
    assert answer.status_code == 200
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Cá linh mua của bà con trong xã." in text
    assert "15/BC-UBND" not in text  # the form prints no number
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


@pytest.mark.parametrize("name", ["M04.pdf", "M01.html", "M01.pdf.exe"])
def test_other_names_are_not_there(name: str) -> None:
    dossier = make.dossier()
    owner = make.person(Role.PRODUCER, dossier.producer.unit)
    assert by(owner).get(reverse("dossiers:official_papers", args=[dossier.pk]) + name).status_code == 404


def test_a_bundle_is_made_once_told_of_and_taken() -> None:
    dossier = papers.furnished()
    owner = make.person(Role.PRODUCER, dossier.producer.unit)
    first, again = (ask_bundle(dossier, "pdf", owner) for _time in range(2))
    assert (first.pk, Bundle.objects.count(), Job.objects.count()) == (again.pk, 1, 1)
    assert todo_for(owner) == []
    page = by(owner).get(reverse("dossiers:official_papers", args=[dossier.pk]))
    assert "Đang chờ tới lượt." in page.content.decode()
    job = papers.run(first.job)
    assert (job.state, job.done, job.total) == ("done", 6, 6)
    assert papers.run(job).result_id == job.result_id
    todo = list(todo_for(owner))
    assert [(item.title, item.button) for item in todo] == [("Trọn bộ hồ sơ Mắm cá Bà Đầm đã xong", "Tải về")]
    address = reverse("dossiers:bundle_file", args=[dossier.pk, first.pk])
    assert address in by(owner).get(todo[0].url).content.decode()
    answer = by(owner).get(address)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert len(PdfReader(io.BytesIO(content)).pages) > 8
    assert answer["Content-Disposition"] == 'attachment; filename="ho-so-mam-ca-ba-dam-2026.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert todo_for(owner) == []
    assert papers.run(ask_bundle(dossier, "pdf", owner).job).result.sha256 == job.result.sha256


def test_a_bundle_is_only_for_whoever_asked_and_still_may() -> None:
    dossier = papers.furnished()
    office = make.office()
    bundle = ask_bundle(dossier, "zip", office.officer)
    job = papers.run(bundle.job)
    with zipfile.ZipFile(io.BytesIO(_content(job))) as archive:
        assert "manifest.json" in archive.namelist()
    address = reverse("dossiers:bundle_file", args=[dossier.pk, bundle.pk])
    assert by(office.officer).get(address).status_code == 200
    assert by(office.leader).get(address).status_code == 404
    other = make.dossier("Khác")
    assert by(office.officer).get(reverse("dossiers:bundle_file", args=[other.pk, bundle.pk])).status_code == 404
    office.officer.user.memberships.update(until=timezone.localdate().replace(year=2025))
    assert by(office.officer).get(address).status_code == 404


def test_who_lost_the_right_meanwhile_gets_nothing_made() -> None:
    dossier = papers.furnished()
    officer = make.office().officer
    bundle = ask_bundle(dossier, "zip", officer)
    officer.user.memberships.update(until=timezone.localdate().replace(year=2025))
    job = papers.run(bundle.job)
    assert (job.state, job.result) == ("waiting", None)


def test_an_unknown_kind_and_a_stranger_are_refused() -> None:
    dossier = make.dossier()
    owner = make.person(Role.PRODUCER, dossier.producer.unit)
    answer = by(owner).post(reverse("dossiers:ask_bundle", args=[dossier.pk]), {"kind": "exe"})
    assert (answer.status_code, Bundle.objects.count()) == (422, 0)
    with pytest.raises(NotAllowed):
        ask_bundle(dossier, "pdf", make.person(Role.COMMUNE_OFFICER, make.commune_unit(make.truong_long())))


def _content(job: Job) -> bytes:
    from saoque.kernel.files import open_stored

    assert job.result is not None
    with open_stored(job.result) as stored:
        return stored.read()


def test_pages_are_drawn_by_the_worker_and_shown_one_after_another() -> None:
    dossier = make.dossier()
    one = papers.put(dossier, "Hợp đồng", papers.pdf(3), "1.1", pages=3)
    reader = by(make.office().officer)
    address = reverse("dossiers:viewer", args=[dossier.pk, one.pk])
    page = reader.get(address).content.decode()
    assert "Đang chuẩn bị trang để xem: 0 trên 3." in page
    assert "<img" not in page.split("<main")[1]
    reader.get(address)
    job = Job.objects.get()
    assert (job.kind, PagePicture.objects.count()) == ("dossiers.pages", 0)
    assert papers.run(job).state == "done"
    assert list(PagePicture.objects.order_by("page").values_list("page", "width", "height")) == [
        (1, NORMAL, 1200), (2, NORMAL, 1200), (3, NORMAL, 1200)
    ]  # fmt: skip
    page = reader.get(address).content.decode()
    assert "hx-get" not in page.split("<main")[1]
    assert page.count('class="viewer-nav"') == 3
    picture = reader.get(reverse("dossiers:page_picture", args=[dossier.pk, one.pk, 2, NORMAL]))
    assert picture["Content-Type"] == "image/webp"
    with Image.open(io.BytesIO(b"".join(picture.streaming_content))) as drawn:  # type: ignore[attr-defined]
        assert drawn.size == (900, 1200)
    for page_number, width in ((4, NORMAL), (1, LARGE), (1, 7)):
        strange = reverse("dossiers:page_picture", args=[dossier.pk, one.pk, page_number, width])
        assert reader.get(strange).status_code == 404


def test_drawing_again_makes_only_what_is_missing() -> None:
    dossier = make.dossier()
    one = papers.put(dossier, "Hợp đồng", papers.pdf(3), "1.1", pages=3)
    reader, address = by(make.office().officer), reverse("dossiers:viewer", args=[dossier.pk, one.pk])
    reader.get(address)
    papers.run(Job.objects.get())
    before = dict(PagePicture.objects.values_list("page", "pk"))
    PagePicture.objects.filter(page=2).delete()
    reader.get(address)
    papers.run(Job.objects.get(state="waiting"))
    after = dict(PagePicture.objects.values_list("page", "pk"))
    assert {n: pk for n, pk in after.items() if n != 2} == {n: pk for n, pk in before.items() if n != 2}
    assert sorted(after) == [1, 2, 3]
    reader.get(address + "?rong=1800")
    papers.run(Job.objects.get(state="waiting"))
    assert PagePicture.objects.filter(width=LARGE, height=2400).count() == 3


def test_a_file_that_cannot_be_drawn_is_said_and_not_tried_for_ever() -> None:
    dossier = make.dossier()
    one = papers.put(dossier, "Hỏng", b"%PDF-1.7 hong", "1.1", pages=1)
    reader, address = by(make.office().officer), reverse("dossiers:viewer", args=[dossier.pk, one.pk])
    reader.get(address)
    job = Job.objects.get()
    for _attempt in range(3):
        papers.run(job)
    assert job.state == "failed"
    assert "Máy chưa vẽ được các trang" in reader.get(address).content.decode()
    assert Job.objects.count() == 1


def test_the_viewer_asks_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    dossier = make.dossier()
    officer = make.office().officer
    counts = []
    for pages in (1, 9):
        one = papers.put(dossier, f"Giấy {pages}", papers.pdf(pages), "1.1", pages=pages)
        address = reverse("dossiers:viewer", args=[dossier.pk, one.pk])
        by(officer).get(address)
        papers.run(Job.objects.get(state="waiting"))
        client = by(officer)
        with django_assert_max_num_queries(30) as counted:
            client.get(address)
        counts.append(len(counted))
    assert counts[0] == counts[1]
