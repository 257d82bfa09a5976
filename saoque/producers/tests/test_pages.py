"""Pages: what they ask, what they refuse, how few queries they need."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import todos
from saoque.people.actors import actor_for
from saoque.places.register import get_register
from saoque.producers import actions, queries
from saoque.producers.models import Paper, Producer, Product, ProductPhoto
from saoque.producers.tests import factories
from saoque.producers.todo import todo_for

pytestmark = pytest.mark.django_db


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def answers(**more: str) -> dict[str, str]:
    commune, old = factories.places()
    return {
        "legal_form": "cooperative",
        "name": "HTX Dâu tằm Thuận Phát",
        "place": f"{commune.pk}:{old.pk}",
        "phone": "0912 345 678",
        "representative_name": "Nguyễn Thị Thử",
        **more,
    }


def test_a_person_registers_and_a_product_follows() -> None:
    actor = factories.person()
    client = signed_in(actor)
    answer = client.post(reverse("producers:register"), answers(founded_on="05/03/2016", representative_sex="female"))
    producer = Producer.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("producers:detail", args=[producer.pk]))
    assert (str(producer.founded_on), producer.representative_sex) == ("2016-03-05", "female")
    assert producer.old_place == factories.places()[1]
    assert "trước 01/07/2025: Xã Trung Thạnh, Huyện Cờ Đỏ, Thành phố Cần Thơ" in client.get(answer["Location"]).text
    told = {"name": "Mắm cá Bà Đầm", "summary": "Hũ 500 g", "scorecard": "QD26-08"}
    answer = client.post(reverse("producers:add_product", args=[producer.pk]), told)
    product = Product.objects.get()
    assert answer["Location"] == reverse("producers:product", args=[product.pk])
    assert (product.name, product.scorecard) == ("Mắm cá Bà Đầm", "QD26-08")
    assert client.get(answer["Location"]).status_code == 200


WRONG = [
    ("legal_form", "", "Chỗ này cần điền."),
    ("name", "", "Chỗ này cần điền."),
    ("phone", "09", "Số điện thoại chưa đúng. Hãy ghi đủ 10 số, ví dụ 0912 345 678."),
    ("email", "thu@", "Địa chỉ thư chưa đúng. Ví dụ đúng: ten@vidu.vn."),
    ("founded_on", "31/02/2020", "Hãy ghi ngày trước, tháng sau, như 23/11/2026."),
    ("founded_on", "01/01/2999", "Ngày thành lập chưa tới. Hãy xem lại giấy đăng ký."),
    ("registration_number", "<script>", "Số giấy đăng ký chỉ gồm chữ, số và các dấu . / - và phải có số. Hãy chép lại như trên giấy."),
    ("place", "999999999", "Nơi vừa chọn không còn dùng được. Hãy tìm và chọn lại."),
    ("place", "", "Hãy gõ tên xã, phường rồi chọn một nơi trong danh sách."),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "message"), WRONG)
def test_errors_stand_beside_their_field_and_nothing_is_kept(field: str, value: str, message: str) -> None:
    answer = signed_in(factories.person()).post(reverse("producers:register"), answers(**{field: value}))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [message]}
    assert Producer.objects.count() == 0


def test_a_divided_old_commune_is_asked_about() -> None:
    register = get_register()
    old = next(unit for unit in register if unit.level == "commune" and len(register.resolve(*unit.key)) > 1)
    parts = [factories.stored(part.unit) for part in register.resolve(*old.key)]
    row = factories.stored(old)
    client = signed_in(factories.person())
    sent = answers(place_text=f"{old.name}, {register.parent_name(old)}", place_find="1")
    del sent["place"]
    page = client.post(reverse("producers:register"), sent)
    assert (page.status_code, Producer.objects.count()) == (422, 0)
    for part in parts:
        assert f'value="{part.pk}:{row.pk}"' in page.text
    client.post(reverse("producers:register"), answers(place=f"{parts[1].pk}:{row.pk}"))
    assert (Producer.objects.get().commune, Producer.objects.get().old_place) == (parts[1], row)


def test_editing_shows_what_is_stored_and_tells_the_second_tab() -> None:
    actor, producer = factories.owner(founded_on=today() - timedelta(days=900))
    client, address = signed_in(actor), reverse("producers:edit", args=[producer.pk])
    page = client.get(address)
    shown = page.context["form"].initial
    assert (shown["name"], shown["place"].unit, shown["place"].old) == (
        producer.name,
        producer.commune,
        producer.old_place,
    )
    assert f'value="{producer.founded_on:%d/%m/%Y}"' in page.text
    sent = answers(version="1", name="HTX Mới", about="Từ năm 2016")
    assert client.post(address, sent).status_code == 302
    late = client.post(address, {**sent, "name": "HTX Trễ"})
    assert late.context["form"].errors == {
        "__all__": ["Có người vừa thay đổi việc này trước bạn. Hãy tải lại trang rồi xem lại."]
    }
    assert Producer.objects.get().name == "HTX Mới"


def test_the_set_page_finds_without_script_and_keeps_what_was_typed() -> None:
    actor, producer = factories.owner()
    client, address = signed_in(actor), reverse("producers:add_product", args=[producer.pk])
    page = client.post(address, {"name": "Mắm", "q": "mam ca linh", "find": "1"})
    assert page.status_code == 200
    assert page.context["found"][0].code == "QD26-08"
    assert ('value="Mắm"' in page.text, Product.objects.count()) == (True, 0)
    wrong = client.post(address, {"name": "Mắm"})
    assert wrong.context["form"].errors == {
        "scorecard": ["Hãy chọn một bộ sản phẩm. Chưa chắc thì gõ tên thường gọi để tìm."]
    }
    assert client.post(address, {"name": "Mắm", "scorecard": "QD26-99"}).context["form"].errors == {
        "scorecard": ["Không có bộ sản phẩm này. Hãy chọn lại trong danh sách."]
    }
    found = client.get(reverse("producers:find_sets"), {"q": "mật ong"})
    assert 'value="QD26-04"' in found.text
    assert "Chưa thấy bộ nào" in client.get(reverse("producers:find_sets"), {"q": "zzzz"}).text
    sheet = client.get(reverse("producers:set_card", args=["QD26-08"]))
    assert "Nộp kèm 5 sản phẩm mẫu." in sheet.text
    assert client.get(reverse("producers:set_card", args=["QD26-99"])).status_code == 404


def test_a_locked_set_cannot_be_changed_from_the_page() -> None:
    actor, product = factories.owned_product()
    client, address = signed_in(actor), reverse("producers:choose_set", args=[product.pk])
    assert client.post(address, {"scorecard": "QD26-09"}).status_code == 302
    actions.lock_set(actor, Product.objects.get())
    assert 'name="scorecard"' not in client.get(address).text
    assert client.post(address, {"scorecard": "QD26-08"}).status_code == 422
    assert Product.objects.get().scorecard == "QD26-09"


def test_story_words_and_publishing() -> None:
    actor, product = factories.owned_product()
    client, page = signed_in(actor), reverse("producers:product", args=[product.pk])
    publish = reverse("producers:publish", args=[product.pk])
    assert "Sản phẩm chưa có mô tả hay câu chuyện." in client.post(publish, follow=True).text
    client.post(reverse("producers:story", args=[product.pk]), {"story": "Mùa nước nổi\n\n<b>x</b>", "version": "1"})
    assert "&lt;b&gt;x&lt;/b&gt;" in client.get(page).text
    client.post(reverse("producers:edit_product", args=[product.pk]), {"name": "Mắm", "summary": "Hũ", "version": "2"})
    client.post(publish)
    stored = Product.objects.get()
    assert (stored.name, stored.summary, stored.is_public) == ("Mắm", "Hũ", True)
    client.post(publish, {"take": "down"})
    assert Product.objects.get().is_public is False


def test_photos_from_the_page() -> None:
    actor, product = factories.owned_product(summary="Hũ")
    client, page = signed_in(actor), reverse("producers:photos", args=[product.pk])
    add = reverse("producers:photo_add", args=[product.pk])
    client.post(add, {"file": [factories.picture(60, 40), factories.picture(80, 40)]})
    one, two = ProductPhoto.objects.all()
    row = client.post(add, {"file": factories.picture(60, 40)}, headers={"HX-Request": "true"})
    three = ProductPhoto.objects.last()
    assert (row.status_code, f'id="photo-{three.pk}"' in row.text) == (201, True)  # type: ignore[union-attr]
    client.post(reverse("producers:photo_move", args=[two.pk]), {"to": "front"})
    client.post(reverse("producers:photo_move", args=[two.pk]), {"to": "front"})
    client.post(reverse("producers:photo_move", args=[one.pk]), {"to": "back"})
    order = [photo.pk for photo in queries.get_product(actor, product.pk).shown_photos]  # type: ignore[attr-defined]
    assert order == [two.pk, three.pk, one.pk]  # type: ignore[union-attr]
    client.post(reverse("producers:photo_alt", args=[one.pk]), {"alt": "Hũ mắm"})
    client.post(reverse("producers:photo_remove", args=[two.pk]))
    assert ("Đặt lại" in client.get(page).text, ProductPhoto.objects.get(pk=one.pk).alt) == (True, "Hũ mắm")
    client.post(reverse("producers:photo_restore", args=[two.pk]))
    assert ProductPhoto.objects.filter(removed_at=None).count() == 3


def test_only_renditions_leave_the_house() -> None:
    actor, product = factories.owned_product(summary="Hũ")
    photo = actions.add_photo(actor, product, factories.picture(60, 40, place=True))
    actions.publish_product(actor, product)

    def get(client: Client, size: str) -> tuple[int, str, str]:
        answer = client.get(reverse("producers:photo_file", args=[photo.pk, size]))
        return answer.status_code, answer.get("Content-Type", ""), answer.get("Cache-Control", "")

    kept = (200, "image/webp", "public, max-age=31536000, immutable")
    assert (get(Client(), "nho"), get(Client(), "lon")) == (kept, kept)
    assert (get(Client(), "goc")[0], get(Client(), "zzz")[0]) == (404, 404)
    assert get(signed_in(actor), "goc") == (200, "image/jpeg", "private, no-store")


def test_bad_uploads_are_told_and_good_ones_kept() -> None:
    actor, producer = factories.owner()
    client, add = signed_in(actor), reverse("producers:paper_add", args=[producer.pk])
    page = client.post(add, {"file": [factories.pdf("Giấy một.pdf"), SimpleUploadedFile("rong.pdf", b"")]}, follow=True)
    assert "Đã nhận 1 tệp." in page.text
    assert "Tệp «rong.pdf» rỗng (0 byte)." in page.text
    assert "Chưa chọn tệp nào." in client.post(add, follow=True).text
    script = client.post(add, {"file": SimpleUploadedFile("x.html", b"<p>")}, headers={"HX-Request": "true"})
    assert (script.status_code, list(script.json())) == (422, ["error"])
    row = client.post(add, {"file": factories.pdf("Giấy hai.pdf")}, headers={"HX-Request": "true"})
    assert (row.status_code, "Giấy hai" in row.text) == (201, True)
    assert sorted(Paper.objects.values_list("title", flat=True)) == ["Giấy hai", "Giấy một"]


def test_details_of_a_paper_and_its_file() -> None:
    actor, producer = factories.owner()
    paper = actions.put_paper(actor, producer, factories.pdf("Giấy HTX Bà Đầm.pdf"))
    client, edit = signed_in(actor), reverse("producers:paper_edit", args=[paper.pk])
    told = {"version": "1", "kind": "E01", "title": "Giấy ĐKKD", "issued_on": "05/03/2016", "expires_on": "04/03/2016"}
    assert client.post(edit, told).context["form"].errors == {
        "expires_on": ["Ngày hết hạn đứng trước ngày cấp. Hãy xem lại hai ngày."]
    }
    assert client.post(edit, {**told, "kind": "E99", "expires_on": ""}).status_code == 422
    assert client.post(edit, {**told, "expires_on": "23/11/2030"}).status_code == 302
    stored = Paper.objects.get()
    assert (stored.kind, str(stored.issued_on), str(stored.expires_on)) == ("E01", "2016-03-05", "2030-11-23")
    assert "Còn hạn đến 23/11/2030" in client.get(reverse("producers:drawer", args=[producer.pk])).text
    answer = client.get(reverse("producers:paper_file", args=[paper.pk]))
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "application/pdf",
        "private, no-store",
    )
    client.post(reverse("producers:paper_remove", args=[paper.pk]))
    assert "Giấy đã bỏ" in client.get(reverse("producers:drawer", args=[producer.pk])).text
    client.post(reverse("producers:paper_restore", args=[paper.pk]))
    assert Paper.objects.get().removed_at is None


OWN_PAGES = ["edit", "add_product", "drawer", "paper_add", "detail"]
PRODUCT_PAGES = ["product", "edit_product", "choose_set", "story", "publish", "photos", "photo_add"]
PHOTO_PAGES = ["photo_alt", "photo_move", "photo_remove", "photo_restore"]
PAPER_PAGES = ["paper_edit", "paper_remove", "paper_restore", "paper_file"]
POSTS = {"publish", "photo_add", "paper_add", *PHOTO_PAGES, "paper_remove", "paper_restore"}


def test_what_is_not_mine_looks_like_what_is_not_there() -> None:
    actor, product = factories.owned_product(summary="Hũ")
    actions.publish_product(actor, product)
    photo = actions.add_photo(actor, product, factories.picture(60, 40))
    paper = actions.put_paper(actor, product.producer, factories.pdf())
    subjects = [
        (OWN_PAGES, product.producer_id),
        (PRODUCT_PAGES, product.pk),
        (PHOTO_PAGES, photo.pk),
        (PAPER_PAGES, paper.pk),
    ]
    stranger = signed_in(factories.owner()[0])
    for names, pk in subjects:
        for name in names:
            ask: Callable[..., Any] = stranger.post if name in POSTS else stranger.get
            strange, missing = (
                ask(reverse(f"producers:{name}", args=[pk])),
                ask(reverse(f"producers:{name}", args=[10**9])),
            )
            assert (name, strange.status_code, missing.status_code) == (name, 404, 404)
            visitor = (Client().post if name in POSTS else Client().get)(reverse(f"producers:{name}", args=[pk]))
            assert (name, visitor.status_code) == (name, 302)


def test_an_office_reads_and_cannot_write() -> None:
    actor, product = factories.owned_product()
    actions.update_producer(actor, product.producer, {"representative_ethnicity": "Khmer"})
    clerk = signed_in(factories.office("agency_clerk", product.producer.commune.parent))
    page = clerk.get(reverse("producers:detail", args=[product.producer_id])).text
    assert ("0912345678" in page, "Khmer" in page, "Ngăn giấy tờ" in page) == (True, False, False)
    assert "Khmer" in signed_in(actor).get(reverse("producers:detail", args=[product.producer_id])).text
    shown = clerk.get(reverse("producers:product", args=[product.pk]))
    assert (shown.status_code, "Thêm ảnh" in shown.text) == (200, False)
    for name, pk in (("edit", product.producer_id), ("drawer", product.producer_id), ("story", product.pk)):
        assert clerk.get(reverse(f"producers:{name}", args=[pk])).status_code == 403
    found = clerk.get(reverse("producers:home"), {"q": "mam ba dam"})
    assert [producer.pk for producer in found.context["page"]] == [product.producer_id]
    assert list(clerk.get(reverse("producers:home"), {"q": "zzz"}).context["page"]) == []


def grown(many: int) -> tuple[Actor, Producer, Product]:
    """Return an owner with `many` of everything."""
    actor, producer = factories.owner()
    product = None
    for number in range(many):
        product = actions.add_product(actor, producer, "QD26-08", {"name": f"Mắm {number}"})
        for _each in range(many):
            actions.add_photo(actor, product, factories.picture(60, 40))
        actions.put_paper(actor, producer, factories.pdf(), {"kind": "E01", "expires_on": today()})
    assert product is not None
    return actor, producer, product


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries_needed"), [("home", 6), ("detail", 8), ("product", 6), ("photos", 7), ("drawer", 8)]
)
def test_pages_need_as_many_queries_for_one_as_for_many(
    name: str, queries_needed: int, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actor, producer, product = grown(many)
    if name == "home":
        for _each in range(many - 1):
            actions.register_producer(actor, factories.told())
    args = {"home": [], "product": [product.pk], "photos": [product.pk]}.get(name, [producer.pk])
    client = signed_in(actor_for(actor.user))
    client.get(reverse(f"producers:{name}", args=args))
    with django_assert_num_queries(queries_needed):
        client.get(reverse(f"producers:{name}", args=args))


@pytest.mark.parametrize("many", [1, 3])
def test_todos_need_four_queries(many: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    actor = grown(many)[0]
    with django_assert_num_queries(4):
        assert len(list(todo_for(actor))) == 2 * many


def test_today_tells_what_is_missing_in_order() -> None:
    actor, producer = factories.owner()
    assert [item.title for item in todos(actor)] == ["Thêm sản phẩm đầu tiên"]
    product = actions.add_product(actor, producer, "QD26-08", {"name": "Mắm"})
    ends = {"Xa": 91, "Gần": 90, "Qua": -1}
    for title, days in ends.items():
        actions.put_paper(
            actor, producer, factories.pdf(), {"title": title, "expires_on": today() + timedelta(days=days)}
        )
    assert [item.title for item in todos(actor)] == [
        "Giấy đã hết hạn: Qua",
        "Giấy sắp hết hạn: Gần",
        "Thêm ảnh cho Mắm",
    ]
    actions.add_photo(actor, product, factories.picture(60, 40))
    assert [item.title for item in todos(actor)][2:] == ["Viết câu chuyện của Mắm"]
    actions.update_product(actor, product, {"story": "Ngày xưa…"})
    assert len(todos(actor)) == 2
    assert list(todo_for(factories.office("agency_clerk", None))) == []


def test_no_page_carries_inline_style_or_script() -> None:
    for template in (Path(__file__).parent.parent / "templates").rglob("*.html"):
        text = template.read_text()
        assert (template.name, " style=" in text, "<script>" in text) == (template.name, False, False)
