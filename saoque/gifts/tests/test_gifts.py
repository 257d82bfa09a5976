"""Gifts: only valid stars, prices of the server, sets that fall by themselves, the own list, the paper, the table."""

import io
from datetime import date
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from saoque.certificates.actions import Signature, revocation_grounds, revoke
from saoque.certificates.models import Certificate
from saoque.certificates.tests.factories import province_signer
from saoque.gifts import actions, paper, queries, wish
from saoque.gifts.models import GiftItem, GiftSet
from saoque.gifts.rules import COMPOSERS, rules
from saoque.gifts.tests import factories
from saoque.gifts.todo import fallen_sets
from saoque.kernel import audit
from saoque.kernel.access import NOBODY
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.invariants import faults
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.people.roles import Role, UnitKind
from saoque.producers.models import Product
from saoque.producers.tests.factories import office
from saoque.selling.models import SellingRecord

pytestmark = pytest.mark.django_db


def seen(name: str, *names: object, client: Client | None = None, query: str = "") -> str:
    return (client or Client()).get(reverse(f"gifts:{name}", args=names) + query).content.decode()


def table(content: bytes) -> list[tuple[Any, ...]]:
    """Read the one sheet of a written workbook back: rows of texts and whole numbers, empty cells left out."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with ZipFile(io.BytesIO(content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 – we wrote it ourselves
    return [
        tuple("".join(cell.itertext()) if cell.get("t") else int("".join(cell.itertext()) or 0) for cell in row)
        for row in sheet.iter(f"{space}row")
    ]


def named(goods: Any) -> list[str]:
    return [one.name for one in goods]


@pytest.mark.parametrize("away", ["expired", "revoked", "not_agreed", "not_public", "no_price", "superseded_only"])
def test_what_may_not_be_given_is_nowhere(away: str) -> None:
    kept, gone = factories.good("Mật ong"), factories.good("Mứt dâu")
    gift = factories.shown_set(kept, gone)
    assert [one.gift for one in queries.public_sets()] == [gift]
    if away == "expired":
        factories.expire(gone)
    elif away == "revoked":
        one = Certificate.objects.get(product=gone)
        ground = revocation_grounds(one.scorecard)[0]
        revoke(province_signer(), one, ground, Signature("9/QĐ-UBND", today()))
    elif away == "not_agreed":
        SellingRecord.objects.filter(product=gone).update(shown_at=None)
    elif away == "not_public":
        Product.objects.filter(pk=gone.pk).update(is_public=False)
    elif away == "no_price":
        SellingRecord.objects.filter(product=gone).update(price=0)
    else:
        Certificate.objects.filter(product=gone).update(state="superseded")
    assert named(queries.goods()) == ["Mật ong"]
    assert (queries.public_sets(), queries.find_set(gift.pk)) == ([], None)
    with pytest.raises(NotFound):
        queries.public_set(gift.pk)
    for name, query in (("home", "?tien=500000"), ("home", ""), ("mine", "")):
        assert "Mứt dâu" not in seen(name, query=query)
    assert Client().get(reverse("gifts:gift", args=[gift.pk])).status_code == 404
    assert "Mứt dâu" not in str(paper.content_of(""))
    assert [fault for fault in faults() if fault.startswith("gift")] == []


def test_with_the_clock_moved_every_page_and_paper_is_empty(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    one = factories.good("Mật ong")
    gift = factories.shown_set(one)
    client = Client()
    client.post(reverse("gifts:put_down"), {"thing": [f"p{one.pk}", f"s{gift.pk}"], "number": "2"})
    job = paper.start("")
    run.func(str(job.pk))
    address = reverse("gifts:paper_file", args=["quanh-nam"])
    assert (client.get(address).status_code, "Mật ong" in seen("home"), "Mật ong" in seen("mine", client=client)) == (
        200, True, True,
    )  # fmt: skip
    later = factories.far_day(one)
    for module in (queries, wish, paper):
        monkeypatch.setattr(module, "today", lambda: later)
    assert client.get(address).status_code == 404
    assert Client().get(reverse("gifts:gift", args=[gift.pk])).status_code == 404
    assert ("Mật ong" in seen("home"), "Mật ong" in seen("mine", client=client)) == (False, False)
    assert "2 món không còn sao" in seen("mine", client=client)
    assert paper.content_of("")["bands"] == []


def test_a_price_follows_the_tiers_of_the_whole_order() -> None:
    one = factories.good("Mật ong", 100_000, tiers=((10, 90_000), (50, 80_000)))
    gift = factories.shown_set(one, wrapping_price=15_000)
    assert [queries.public_set(gift.pk, number).price for number in (1, 9, 10, 50)] == [
        115_000, 115_000, 105_000, 95_000,
    ]  # fmt: skip
    assert queries.public_set(gift.pk, 50).total == 50 * 95_000


def test_suggestions_fill_the_budget_and_repeat_nothing() -> None:
    goods = [factories.good(f"Món {price}", price * 1000) for price in (120, 90, 60, 50, 40, 30)]
    found = queries.suggestions(300_000, 1)
    assert next(pick.spent for pick, _rows in found) == 300_000
    used = [row.product.pk for _pick, rows in found for row in rows]
    assert len(used) == len(set(used)) and set(used) <= {one.pk for one in goods}
    assert all(sum(row.sum for row in rows) == pick.spent <= 300_000 for pick, rows in found)
    assert "ít nhất ba món khác nhau" in seen("home", query="?tien=300.000")
    assert "Chưa có món nào vừa số tiền này" in seen("home", query="?tien=1000")


def test_months_of_harvest_choose_and_silence_stays() -> None:
    factories.good("Dâu tươi", months=(3, 4))
    factories.good("Mật ong")
    assert named(queries.in_months(queries.goods(), (3,))) == ["Dâu tươi", "Mật ong"]
    assert named(queries.in_months(queries.goods(), (9,))) == ["Mật ong"]
    assert "Dâu tươi" not in seen("home", query="?thang=9")


def test_a_season_shows_its_own_sets_and_those_of_the_whole_year() -> None:
    one = factories.good("Mật ong")
    tet, year = factories.shown_set(one, season="tet"), factories.shown_set(one, wrapping_price=0)
    assert [told.gift for told in queries.public_sets(1, "tet")] == [year, tet]
    assert [told.gift for told in queries.public_sets(1, "trung_thu")] == [year]


def test_the_own_list_keeps_amounts_and_prices_of_today() -> None:
    one = factories.good("Mật ong", 100_000, tiers=((10, 90_000),))
    client = Client()
    put = reverse("gifts:put_down")
    client.post(put, {"thing": f"p{one.pk}", f"units_p{one.pk}": "2", "number": "5"})
    told = seen("mine", client=client)
    assert "900.000" in told and "90.000" in told
    sheet = client.get(reverse("gifts:mine_xlsx"))
    rows = table(sheet.content)
    assert rows[1:] == [("Mật ong", 10, 90_000, 900_000)]
    client.post(put, {"thing": f"p{one.pk}", "number": "0"})
    assert "Danh sách còn trống" in seen("mine", client=client)
    for wrong in ("", "x1", "p", "p1e9", "s٣", "p" + "9" * 40):
        assert client.post(put, {"thing": wrong, "number": "-3"}).status_code == 302
    assert "Danh sách còn trống" in seen("mine", client=client)


def test_the_table_for_offices_tells_sets_and_goods() -> None:
    one = factories.good("Mật ong", 100_000, tiers=((10, 90_000),))
    factories.shown_set(one)
    answer = Client().get(reverse("gifts:office_xlsx") + "?so=20")
    rows = table(answer.content)
    assert [(*row[:2], *row[-3:]) for row in rows[1:]] == [
        ("Bộ quà", "Quà Tết quê", 105_000, 20, 2_100_000),
        ("Sản phẩm", "Mật ong", 90_000, 20, 1_800_000),
    ]
    assert (rows[1][2], rows[1][4]) == ("1 × Mật ong", 4)


def test_the_paper_is_made_once_and_read_back(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path
    one = factories.good("Mật ong hoa nhãn", 150_000)
    factories.shown_set(one, season="tet")
    client = Client()
    made = reverse("gifts:make_paper", args=["tet"])
    assert "Chưa có bản in" in seen("paper", "tet")
    client.post(made)
    client.post(made)
    job = Job.objects.get(kind=paper.KIND)
    run.func(str(job.pk))
    client.post(made)
    assert Job.objects.filter(kind=paper.KIND).count() == 1
    content = b"".join(client.get(reverse("gifts:paper_file", args=["tet"])).streaming_content)  # type: ignore[attr-defined]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    whole = " ".join(" ".join(pages).split())
    until = Product.objects.get().star_until
    for words in (
        "Quà quê có sao", "Tết", "Quà Tết quê", "Mật ong hoa nhãn", "165.000 đ", "150.000 đ", "Dưới 200.000 đ",
        f"Còn hiệu lực đến {until:%d/%m/%Y}", f"In ngày {today():%d/%m/%Y}", "giỏ lục bình",
    ):  # fmt: skip
        assert words in whole
    with pikepdf.open(io.BytesIO(content)) as pdf:
        box = [float(side) for side in pdf.pages[0].MediaBox]
        links = {str(each.A.URI) for page in pdf.pages for each in page.get("/Annots", []) if "/A" in each}
    assert [round(side) for side in box] == [0, 0, 595, 842]
    assert links == {f"{settings.SITE_URL}/san-pham/{one.slug}/"}


def test_a_paper_whose_star_went_meanwhile_is_not_made(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path
    one = factories.good()
    job = paper.start("")
    factories.expire(one)
    run.func(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", None)
    assert Client().get(reverse("gifts:paper_file", args=["quanh-nam"])).status_code == 404
    assert Client().get(reverse("gifts:paper", args=["khong-co"])).status_code == 404


def test_a_set_that_fell_tells_its_unit_why() -> None:
    boss, one, other = factories.composer(), factories.good("Mật ong"), factories.good("Mứt dâu")
    gift = factories.shown_set(one, other, actor=boss)
    assert list(fallen_sets(boss)) == []
    factories.expire(other)
    assert [todo.title for todo in fallen_sets(boss)] == ["Bộ quà «Quà Tết quê» không còn hiện"]
    assert [item.product for item in queries.gone(gift)] == [other]
    item = GiftItem.objects.select_related("gift").get(product=other)
    actions.take_out(item, actor=boss)
    assert (list(fallen_sets(boss)), [told.gift for told in queries.public_sets()]) == ([], [gift])


def test_composing_is_refused_where_it_must_be() -> None:
    boss, one = factories.composer(), factories.good()
    for words, field in (
        (actions.Words("Q"), "name"), (actions.Words("Quà quê", season="he"), "season"),
        (actions.Words("Quà quê", wrapping_price=-1), "wrapping_price"),
    ):  # fmt: skip
        with pytest.raises(DomainError) as refused:
            actions.compose(words, actor=boss)
        assert refused.value.field == field
    gift = actions.compose(actions.Words("Quà quê"), actor=boss)
    with pytest.raises(DomainError, match="chưa có món"):
        actions.show(gift, actor=boss)
    for amount in (0, 21):
        with pytest.raises(DomainError) as refused:
            actions.put_in(gift, one.pk, amount, actor=boss)
        assert refused.value.field == "amount"
    stale = GiftSet.objects.get()
    actions.put_in(gift, one.pk, 2, actor=boss)
    with pytest.raises(Stale):
        actions.put_in(stale, one.pk, 3, actor=boss)
    factories.expire(one)
    with pytest.raises(DomainError, match="không còn sao"):
        actions.show(gift, actor=boss)
    with pytest.raises(DomainError, match="chưa tặng được"):
        actions.put_in(gift, one.pk, 1, actor=boss)
    assert [row.action for row in audit.history(gift)] == ["compose_gift", "put_in_gift"]
    assert (GiftItem.objects.get().amount, GiftSet.objects.get().state) == (2, "draft")


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_the_table_of_rights(role: Role) -> None:
    boss = factories.composer()
    gift = actions.compose(actions.Words("Quà quê"), actor=boss)
    actor = office(role, factories.city())
    assert set(rules.table) == {"compose", "edit"}
    assert [rules.may(actor, "compose"), rules.may(actor, "edit", gift)] == [role in COMPOSERS, False]
    assert [rules.may(boss, "edit", gift), rules.may(NOBODY, "compose"), rules.may(NOBODY, "edit", gift)] == [
        True, False, False,
    ]  # fmt: skip
    for act in (actions.show, actions.hide):
        with pytest.raises(NotAllowed):
            act(gift, actor=actor)


def test_pages_ask_as_often_for_one_as_for_many() -> None:
    factories.shown_set(factories.good("Món đầu"))

    def counts() -> list[int]:
        found = []
        for query in ("", "?tien=500000&dip=tet"):
            with CaptureQueriesContext(connection) as asked:
                seen("home", query=query)
            found.append(len(asked))
        return found

    # One suggestion, then as many rounds as before: goods beyond the budget are read and not picked.
    before = counts()
    for number in range(3):
        factories.shown_set(factories.good(f"Món {number}", 90_000), factories.good(f"Khác {number}", 80_000))
    assert counts() == before


def test_the_day_of_a_season_stands_on_its_page() -> None:
    factories.good()
    assert f"{wish.Wish(season='tet').occasion.day:%d/%m/%Y}" in seen("home", query="?dip=tet")  # type: ignore[union-attr]
    assert isinstance(wish.Wish(season="tet").occasion.day, date)  # type: ignore[union-attr]


def test_agencies_and_youth_units_compose_for_their_own_unit() -> None:
    clerk = office(Role.AGENCY_CLERK, factories.city())
    gift = actions.compose(actions.Words("Quà cơ quan"), actor=clerk)
    assert gift.unit.kind == UnitKind.OCOP_AGENCY
    assert list(queries.own_sets(clerk)) == [gift]
    with pytest.raises(NotFound):
        queries.get_own(factories.composer(), gift.pk)
