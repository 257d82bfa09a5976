"""What was told is kept, what changed is shown, what was withdrawn is said to have ended."""

import io
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from docx import Document
from pytest_django import Settings

from saoque.dossiers.models import Consent
from saoque.feeds import connectors, queries
from saoque.feeds.actions import Wish, make_later, send
from saoque.feeds.connectors import Parcel, register_connector
from saoque.feeds.gathering import gather
from saoque.feeds.layouts import layout
from saoque.feeds.models import Dispatch, DispatchRow
from saoque.feeds.papers import papers_at_hand
from saoque.feeds.tests.factories import repriced, sent, sheet_rows, starred, stocked
from saoque.feeds.todo import prices_not_sent_again
from saoque.kernel.access import NOBODY
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.files import open_stored
from saoque.kernel.jobs.models import Job
from saoque.kernel.models import AuditRecord
from saoque.people.roles import Role
from saoque.producers import actions as producing
from saoque.producers.models import Product
from saoque.producers.tests.factories import office, owner
from saoque.selling.models import SellingRecord

pytestmark = pytest.mark.django_db


def content(dispatch: Dispatch) -> bytes:
    assert dispatch.file is not None
    with open_stored(dispatch.file) as file:
        return file.read()


def kinds(dispatch: Dispatch) -> dict[str, str]:
    return dict(dispatch.rows.values_list("product__name", "kind"))


def test_what_is_told_is_kept_with_the_file_and_one_audit_record(consistent_data: None) -> None:
    actor, product = stocked()
    dispatch = sent(actor, "marketplace", "xlsx", product)
    row = dispatch.rows.get()
    assert (dispatch.state, dispatch.count, dispatch.unit, row.kind) == ("ready", 1, product.producer.unit, "new")
    assert sheet_rows(content(dispatch)) == [{head: text for head, text in row.fields.items() if text}]
    record = AuditRecord.objects.get(action="send_file")
    assert record.data == {"layout": "marketplace", "form": "xlsx", "count": 1, "ended": 0}


def test_only_differences_are_shown_and_only_they_are_sent_again_on_wish(consistent_data: None) -> None:
    actor, one = stocked()
    _actor, two = stocked("Mắm linh", of=(actor, one.producer))
    sent(actor, "price_list", "prices_xlsx", one, two)
    repriced(one, 90_000)
    again = sent(actor, "price_list", "prices_xlsx", one, two)
    assert kinds(again) == {"Mắm cá Bà Đầm": "changed", "Mắm linh": "same"}
    told = {each.row.product_id: each.changes for each in queries.with_changes(queries.rows_of(again))}
    assert told == {one.pk: [("Giá lẻ (đồng)", "85000", "90000")], two.pk: []}
    repriced(two, 82_000)
    only = sent(actor, "price_list", "prices_xlsx", one, two, only_changed=True)
    assert (kinds(only), len(sheet_rows(content(only)))) == ({"Mắm linh": "changed"}, 1)
    with pytest.raises(DomainError, match="chưa có gì thay đổi"):
        sent(actor, "price_list", "prices_xlsx", one, two, only_changed=True)


def test_a_withdrawn_product_is_told_as_ended_once_and_comes_back_as_new(consistent_data: None) -> None:
    actor, one = stocked()
    _actor, two = stocked("Mắm linh", of=(actor, one.producer))
    sent(actor, "marketplace", "xlsx", one, two)
    producing.unpublish_product(actor, two)
    second = sent(actor, "marketplace", "xlsx", one)
    assert kinds(second) == {"Mắm cá Bà Đầm": "same", "Mắm linh": "ended"}
    ended = second.rows.get(kind="ended")
    assert ended.fields == {"Mã sản phẩm": f"SQ-{two.pk}", "Tên sản phẩm": "Mắm linh", "Tình trạng": "Ngừng bán"}
    assert sheet_rows(content(second))[1] == ended.fields
    assert kinds(sent(actor, "marketplace", "xlsx", one)) == {"Mắm cá Bà Đầm": "same"}
    producing.publish_product(actor, Product.objects.get(pk=two.pk))
    assert kinds(sent(actor, "marketplace", "xlsx", one, two))["Mắm linh"] == "new"


def test_a_channel_that_learns_by_leaving_out_gets_no_row_of_what_ended() -> None:
    actor, one = stocked()
    _actor, two = stocked("Mắm linh", of=(actor, one.producer))
    sent(actor, "google", "google", one, two)
    producing.unpublish_product(actor, two)
    second = sent(actor, "google", "google", one)
    assert (kinds(second)["Mắm linh"], b"Linh" in content(second), content(second).count(b"<item>")) == (
        "ended",
        False,
        1,
    )


def test_a_product_that_lacks_something_stays_out(consistent_data: None) -> None:
    actor, producer = owner(phone="0912 345 678")
    one = stocked(of=(actor, producer))[1]
    bare = stocked("Mắm linh", of=(actor, producer), gtin="")[1]
    dispatch = sent(actor, "supermarket", "xlsx", one, bare)
    assert (kinds(dispatch), len(sheet_rows(content(dispatch)))) == ({"Mắm cá Bà Đầm": "new"}, 1)


def test_a_star_that_ended_is_in_no_file() -> None:
    actor, product = stocked()
    starred(product, 4, today())
    (now,) = gather([product.pk])
    (later,) = gather([product.pk], today() + timedelta(days=1))
    assert ((now.star, now.star_until), (later.star, later.star_until)) == ((4, today()), (None, None))
    row = sent(actor, "marketplace", "xlsx", product).rows.get()
    assert row.fields["Sao OCOP"] == "4"
    Product.objects.filter(pk=product.pk).update(star_until=today() - timedelta(days=1))
    assert sent(actor, "marketplace", "xlsx", product).rows.get().fields["Sao OCOP"] == ""


def test_a_barcode_that_does_not_check_is_never_told() -> None:
    _actor, product = stocked(gtin="8934567890121")
    assert gather([product.pk])[0].gtin == ""


def test_pressing_twice_makes_one_file() -> None:
    actor, product = stocked()
    wish = Wish("marketplace", "csv", (product.pk,), key=uuid.uuid4())
    assert send(wish, actor=actor).pk == send(wish, actor=actor).pk
    assert Dispatch.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"form": "google"}, "form"),
        ({"language": "en"}, "language"),
        ({"connector": "outbox"}, "connector"),
        ({"connector": "post"}, "connector"),
        ({"products": ()}, "products"),
        ({"products": tuple(range(1, 2002))}, "products"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_and_nothing_is_kept(changes: dict[str, Any], field: str) -> None:
    actor, product = stocked()
    wish = {"layout": "marketplace", "form": "xlsx", "products": (product.pk,), **changes}
    with pytest.raises(DomainError) as caught:
        send(Wish(**wish), actor=actor)
    assert (caught.value.field, Dispatch.objects.count()) == (field, 0)


def test_an_unknown_channel_and_anothers_product_look_alike() -> None:
    actor, product = stocked()
    stranger, other = stocked("Mật ong")
    for who, what in ((actor, other), (stranger, product), (NOBODY, product)):
        with pytest.raises(NotFound):
            sent(who, "marketplace", "xlsx", what)
    with pytest.raises(NotFound):
        sent(actor, "moon", "xlsx", product)


def test_nothing_fits_is_said_with_what_to_do() -> None:
    actor, product = stocked(price=0)
    with pytest.raises(DomainError, match="Hãy bổ sung những chỗ còn thiếu"):
        sent(actor, "marketplace", "xlsx", product)


def test_the_youth_union_makes_one_for_several_producers_of_its_area_who_agreed(consistent_data: None) -> None:
    one, two, silent = stocked()[1], stocked("Mật ong")[1], stocked("Kẹo", agreed=False)[1]
    officer = office(Role.YOUTH_HELPER, one.producer.commune.parent)
    dispatch = sent(officer, "catalogue", "catalogue", one, two)
    assert (dispatch.count, dispatch.unit_id) == (2, officer.standings[0].unit_id)
    with pytest.raises(NotFound):
        sent(officer, "catalogue", "catalogue", one, silent)
    SellingRecord.objects.filter(product=two).update(shown_at=None)
    assert kinds(sent(officer, "catalogue", "catalogue", one)) == {"Mắm cá Bà Đầm": "same", "Mật ong": "ended"}


def test_a_helper_with_consent_makes_it_in_the_producers_name() -> None:
    actor, product = stocked(agreed=False)
    helper = office(Role.COMMUNE_OFFICER, product.producer.commune)
    with pytest.raises(NotFound):
        sent(helper, "marketplace", "xlsx", product)
    Consent.objects.create(
        producer=product.producer, helper=helper.user, unit_id=helper.standings[0].unit_id, role=Role.COMMUNE_OFFICER,
        state="given", given_at=timezone.now(), given_by=actor.user,
    )  # fmt: skip
    dispatch = sent(helper, "marketplace", "xlsx", product)
    assert (dispatch.unit, queries.get_dispatch(actor, dispatch.pk)) == (product.producer.unit, dispatch)
    Consent.objects.update(state="ended")
    with pytest.raises(NotFound):
        queries.get_dispatch(helper, dispatch.pk)


def test_cards_are_drawn_by_a_worker_from_what_is_true_then(consistent_data: None) -> None:
    actor, product = stocked()
    starred(product, 3, today())
    dispatch = sent(actor, "social_cards", "cards", product)
    assert (dispatch.state, dispatch.file, Job.objects.get().kind) == ("making", None, "feeds.file")
    Product.objects.filter(pk=product.pk).update(star=0, star_until=None)
    make_later(Dispatch.objects.select_related("unit", "made_by").get())
    done = Dispatch.objects.get()
    assert (done.state, done.count, done.rows.get().fields["star"]) == ("ready", 1, "")
    assert content(done)[:2] == b"PK"
    make_later(done)
    assert Dispatch.objects.get().version == 2


def test_a_worker_that_finds_nothing_left_gives_up(consistent_data: None) -> None:
    actor, product = stocked()
    sent(actor, "social_cards", "cards", product)
    SellingRecord.objects.update(price=0)
    make_later(Dispatch.objects.get())
    assert (Dispatch.objects.get().state, Dispatch.objects.get().file) == ("failed", None)
    # A price of nothing is a defect of the data, which only the worker was to meet.
    SellingRecord.objects.update(price=85_000)


def test_the_outbox_gets_the_file_besides_for_the_youth_union(
    settings: Settings, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.DATA_DIR = tmp_path
    product = stocked()[1]
    officer = office(Role.YOUTH_LEADER, product.producer.commune.parent)
    with django_capture_on_commit_callbacks(execute=True):
        dispatch = sent(officer, "marketplace", "csv", product, connector="outbox")
    dispatch.refresh_from_db()
    assert dispatch.file is not None
    assert dispatch.receipt == f"outbox/marketplace/{dispatch.pk}-{dispatch.file.name}"
    assert (tmp_path / dispatch.receipt).read_bytes() == content(dispatch)
    assert [path.name for path in (tmp_path / "outbox" / "marketplace").iterdir()] == [Path(dispatch.receipt).name]


def test_a_connector_of_ones_own_is_one_class_and_one_line(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(connectors, "_known", dict(connectors._known))
    got: list[Parcel] = []

    class Post:
        code, title, note, right = "post", "Bưu điện", "", "work"

        def hand_over(self, parcel: Parcel) -> str:
            got.append(parcel)
            if len(got) > 1:
                raise OSError("away")
            return "BD-1"

    register_connector(Post())
    actor, product = stocked()
    with django_capture_on_commit_callbacks(execute=True):
        first = sent(actor, "marketplace", "csv", product, connector="post")
        second = sent(actor, "marketplace", "csv", product, connector="post")
    assert [one.dispatch for one in got] == [first.pk, second.pk]
    receipts = list(Dispatch.objects.order_by("pk").values_list("receipt", flat=True))
    assert receipts == ["BD-1", "Chưa giao được qua cách này; tệp vẫn còn ở đây, hãy tải về."]
    assert io.BytesIO(got[0].content).read() == content(first)


def test_a_changed_price_waits_on_the_first_screen_until_it_is_sent_again() -> None:
    actor, product = stocked()
    sent(actor, "marketplace", "xlsx", product)
    sent(actor, "livestream", "sheet_word", product)
    assert list(prices_not_sent_again(actor)) == []
    SellingRecord.objects.get(product=product).save()
    assert list(prices_not_sent_again(actor)) == []
    repriced(product, 99_000)
    waiting = list(prices_not_sent_again(actor))
    assert sorted((one.title, one.detail, one.url) for one in waiting) == [
        ("Chưa gửi lại từ khi đổi giá: Kịch bản bán hàng trực tiếp", product.name, "/gui-hang/kenh/livestream/lam/"),
        ("Chưa gửi lại từ khi đổi giá: Sàn thương mại điện tử (mẫu chung)", product.name, "/gui-hang/kenh/marketplace/lam/"),
    ]  # fmt: skip
    sent(actor, "marketplace", "xlsx", product)
    sent(actor, "livestream", "sheet_word", product)
    assert list(prices_not_sent_again(actor)) == []


def test_others_tellings_of_ones_products_are_seen() -> None:
    actor, product = stocked()
    officer = office(Role.YOUTH_HELPER, product.producer.commune.parent)
    dispatch = sent(officer, "catalogue", "catalogue", product)
    assert [row.dispatch_id for row in queries.told_of(actor.unit_ids(Role.PRODUCER))] == [dispatch.pk]
    assert DispatchRow.objects.count() == 1


def test_the_queries_do_not_grow_with_the_products(django_assert_num_queries: Any) -> None:
    actor, one = stocked()
    pks = [one.pk]
    with django_assert_num_queries(8):
        gather(pks)
    pks += [stocked(f"Mắm {n}", of=(actor, one.producer))[1].pk for n in range(5)]
    with django_assert_num_queries(8):
        assert len(gather(pks)) == 6


def test_the_run_sheet_names_the_papers_that_the_record_asks_for() -> None:
    papers, source = papers_at_hand(layout("livestream"))
    assert (len(papers), papers[0]) == (6, "định danh người bán qua VNeID (từ 01/07/2026)")
    assert papers_at_hand(layout("google")) == ((), "")
    actor, product = stocked()
    document = Document(io.BytesIO(content(sent(actor, "livestream", "sheet_word", product))))
    said = [one.text for one in document.paragraphs][-7:]
    assert said == [*(f"☐ {paper}" for paper in papers), source]
