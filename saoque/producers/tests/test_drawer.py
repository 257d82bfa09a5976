"""The drawer: put in once, found again, never lost while a filed dossier needs it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.audit import history
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.producers import actions, papers_access, queries
from saoque.producers.models import Paper, Product
from saoque.producers.tests import factories

pytestmark = pytest.mark.django_db
# Dossiers are a higher room: their tables are only written here, never imported.
Dossier, Evidence = apps.get_model("dossiers", "Dossier"), apps.get_model("dossiers", "Evidence")


def dossier_of(product: Product, *, filed: bool, year: int = 2026) -> Any:
    """Return a dossier row; filed ones are closed so that several may stand."""
    producer = product.producer
    return Dossier.objects.create(
        product=product,
        producer=producer,
        commune=producer.commune,
        province=producer.commune.parent,
        kind="first",
        scorecard=product.scorecard,
        year=year,
        state="recognised" if filed else "draft",
        filed_at=timezone.now() if filed else None,
    )


def test_a_paper_keeps_its_file_and_what_is_printed_on_it() -> None:
    actor, producer = factories.owner()
    paper = actions.put_paper(actor, producer, factories.pdf(), {"kind": "E01", "number": " 1801234567 "})
    assert (paper.title, paper.kind, paper.number) == ("Giấy đăng ký HTX", "E01", "1801234567")
    assert (paper.file.pages, paper.file.content_type, paper.added_by_id) == (2, "application/pdf", actor.user_id)
    actions.rename_paper(actor, paper, {"title": "Giấy ĐKKD", "issued_on": today(), "expires_on": today()})
    stored = Paper.objects.get(pk=paper.pk)
    assert (stored.title, stored.search) == ("Giấy ĐKKD", " giay dkkd 1801234567")
    assert [r.action for r in history(paper)] == ["put", "rename"]


WRONG = [
    ({"title": ""}, "title"),
    ({"title": "x" * 201}, "title"),
    ({"kind": "E99"}, "kind"),
    ({"number": "x" * 81}, "number"),
    ({"issued_on": today() + timedelta(days=1)}, "issued_on"),
    ({"issued_on": today(), "expires_on": today() - timedelta(days=1)}, "expires_on"),
]


@pytest.mark.parametrize(("wrong", "field"), WRONG)
def test_wrong_details_change_nothing(wrong: dict, field: str) -> None:
    actor, producer = factories.owner()
    paper = actions.put_paper(actor, producer, factories.pdf())
    with pytest.raises(DomainError) as error:
        actions.rename_paper(actor, paper, wrong)  # type: ignore[arg-type]
    assert (error.value.field, Paper.objects.get(pk=paper.pk).title) == (field, "Giấy đăng ký HTX")


BAD = [
    SimpleUploadedFile("rong.pdf", b""),
    SimpleUploadedFile("hong.pdf", b"%PDF-1.7 hong"),
    SimpleUploadedFile("trang.html", b"<script>alert(1)</script>"),
    factories.pdf("ma.pdf", script="app.alert(1)"),
    factories.pdf("giay.jpg"),
]


@pytest.mark.parametrize("upload", BAD, ids=lambda upload: upload.name)
def test_a_bad_file_is_refused(upload: SimpleUploadedFile) -> None:
    actor, producer = factories.owner()
    upload.seek(0)
    with pytest.raises(DomainError) as error:
        actions.put_paper(actor, producer, upload)
    assert (upload.name in str(error.value), Paper.objects.count()) == (True, 0)


def test_removed_papers_can_come_back() -> None:
    actor, producer = factories.owner()
    paper = actions.put_paper(actor, producer, factories.pdf())
    actions.remove_paper(actor, paper)
    assert (list(queries.papers_of(producer)), list(queries.removed_papers(producer))) == ([], [paper])
    actions.restore_paper(actor, paper)
    assert list(queries.papers_of(producer)) == [paper]
    assert [r.action for r in history(paper)] == ["put", "remove", "restore"]


def test_a_filed_paper_stays() -> None:
    actor, product = factories.owned_product()
    paper = actions.put_paper(actor, product.producer, factories.pdf())
    Evidence.objects.create(dossier=dossier_of(product, filed=False), paper=paper)
    filed = Evidence.objects.create(dossier=dossier_of(product, filed=True), paper=paper)
    with pytest.raises(DomainError) as error:
        actions.remove_paper(actor, paper)
    said = "Giấy này đang nằm trong 1 hồ sơ đã nộp nên phải giữ. Có giấy mới thì cứ thêm giấy mới."
    assert (str(error.value), Paper.objects.get(pk=paper.pk).removed_at) == (said, None)
    filed.delete()
    actions.remove_paper(actor, paper)
    assert Paper.objects.get(pk=paper.pk).removed_at is not None


def test_the_drawer_is_found_again_and_expiring_papers_come_first() -> None:
    actor, product = factories.owned_product()
    producer, now = product.producer, today()
    names = [("Giấy ĐKKD", "E01", None), ("Kiểm nghiệm mắm", "E12", 30), ("VietGAP", "E14", 400)]
    for title, kind, days in names:
        ends = now + timedelta(days=days) if days else None
        actions.put_paper(actor, producer, factories.pdf(), {"title": title, "kind": kind, "expires_on": ends})
    for filed in (True, False):
        Evidence.objects.create(dossier=dossier_of(product, filed=filed), paper=Paper.objects.get(kind="E12"))
    drawer = [(paper.title, paper.used) for paper in queries.papers_of(producer)]  # type: ignore[attr-defined]
    assert drawer == [("Kiểm nghiệm mắm", 2), ("VietGAP", 0), ("Giấy ĐKKD", 0)]
    assert [p.title for p in queries.papers_of(producer, text="kiem nghiem")] == ["Kiểm nghiệm mắm"]
    assert [p.title for p in queries.papers_of(producer, kind="E01")] == ["Giấy ĐKKD"]
    assert queries.kinds_in_drawer(producer) == ["E01", "E12", "E14"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["qua", "nay", "thang", "quy", "nam", "khong"]),
        ("qua", ["qua"]),
        ("60", ["nay", "thang"]),
        ("180", ["nay", "thang", "quy"]),
        ("lạ", ["qua", "nay", "thang", "quy", "nam", "khong"]),
    ],
)
def test_papers_are_asked_by_when_they_end(asked: str, found: list[str]) -> None:
    actor, producer = factories.owner()
    days = {"qua": -1, "nay": 0, "thang": 60, "quy": 61, "nam": 365, "khong": None}
    for title, left in days.items():
        ends = None if left is None else today() + timedelta(days=left)
        actions.put_paper(actor, producer, factories.pdf(), {"title": title, "expires_on": ends})
    client = Client()
    client.force_login(actor.user)
    answer = client.get(reverse("producers:drawer", args=[producer.pk]), {"het-han": asked})
    assert [row["paper"].title for row in answer.context["papers"]] == found


def test_two_tabs_do_not_overwrite_each_other() -> None:
    actor, producer = factories.owner()
    paper = actions.put_paper(actor, producer, factories.pdf())
    other_tab = Paper.objects.select_related("producer").get(pk=paper.pk)
    actions.rename_paper(actor, paper, {"title": "Một"})
    with pytest.raises(Stale):
        actions.rename_paper(actor, other_tab, {"title": "Hai"})


def test_strangers_may_not_touch_the_drawer() -> None:
    actor, producer = factories.owner()
    paper = actions.put_paper(actor, producer, factories.pdf())
    for stranger in (factories.owner()[0], factories.office("agency_clerk", producer.commune.parent)):
        for act in (
            lambda who=stranger: actions.put_paper(who, producer, factories.pdf()),
            lambda who=stranger: actions.rename_paper(who, paper, {"title": "Của tôi"}),
            lambda who=stranger: actions.remove_paper(who, paper),
            lambda who=stranger: actions.restore_paper(who, paper),
        ):
            with pytest.raises(NotAllowed):
                act()
        with pytest.raises(NotFound):
            queries.get_paper(stranger, paper.pk)
    assert history(paper).count() == 1


def test_a_higher_room_can_open_a_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_access, "_doors", [])
    actor, producer = factories.owner()
    paper = actions.put_paper(actor, producer, factories.pdf())
    clerk = factories.office("agency_clerk", producer.commune.parent)
    assert [papers_access.may_open_paper(who, paper) for who in (actor, clerk, NOBODY)] == [True, False, False]

    @papers_access.paper_door
    def opens_for_clerks(actor: Actor, paper: Paper) -> bool:
        return actor.has("agency_clerk")

    assert [papers_access.may_open_paper(who, paper) for who in (actor, clerk, NOBODY)] == [True, True, False]
    assert queries.get_open_paper(clerk, paper.pk) == paper


def test_a_paper_is_found_by_the_everyday_name_of_its_kind() -> None:
    actor, producer = factories.owner()
    for number, kind in enumerate(("barcode_certificate", "trademark_certificate", "E01")):
        actions.put_paper(
            actor, producer, factories.picture(50 + number, 40), {"title": f"Giấy {number}", "kind": kind}
        )
    for asked, found in (
        ("gs1", ["Giấy 0"]),
        ("logo", ["Giấy 1"]),
        ("ĐKKD", ["Giấy 2"]),
        ("giấy", ["Giấy 2", "Giấy 1", "Giấy 0"]),
    ):
        assert [paper.title for paper in queries.papers_of(producer, text=asked)] == found


def test_what_is_known_of_the_kind_stands_beside_the_form_and_the_way_back_is_kept() -> None:
    actor, producer = factories.owner()
    paper = actions.put_paper(
        actor, producer, factories.picture(), {"kind": "test_report", "title": "Phiếu", "issued_on": date(2026, 1, 31)}
    )
    client = Client()
    client.force_login(actor.user)
    url = f"/chu-the/giay-to/{paper.pk}/sua/"
    page = client.get(url).content.decode()
    assert "Thường có hạn 12 tháng kể từ ngày cấp." in page and "Tính ra thì đến 30/01/2027." in page
    assert '<optgroup label="E12 · Phiếu kiểm nghiệm">' in page
    sent = {"version": 1, "title": "Phiếu", "kind": "vietgap"}
    assert client.post(f"{url}?ve=/ho-so/7/giay-to/", sent)["Location"] == "/ho-so/7/giay-to/"
    assert "cần xác nhận lại" in client.get(url).content.decode()
    for away in ("//khac.vn/", "https://khac.vn/", "ho-so/7/"):
        answer = client.post(f"{url}?ve={away}", {**sent, "version": 2, "title": "Phiếu"})
        assert answer["Location"] == f"/chu-the/{producer.pk}/giay-to/"


def test_a_good_and_a_bad_scan_are_pictured_where_papers_are_photographed() -> None:
    actor, producer = factories.owner()
    client = Client()
    client.force_login(actor.user)
    for url in (f"/chu-the/{producer.pk}/giay-to/", f"/chu-the/{producer.pk}/giay-to/chup/"):
        page = client.get(url).content.decode()
        pictures = [words in page for words in ("Cả trang giấy nằm thẳng, đủ bốn góc", "Trang giấy nghiêng, mất góc")]
        assert pictures == [True, True]
