"""A producer is registered whole or not at all, and changed by compare-and-set."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saoque.kernel.audit import history
from saoque.kernel.errors import DomainError, NotAllowed, Stale
from saoque.kernel.events import subscribe
from saoque.kernel.text import search_text
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit
from saoque.places.register import get_register
from saoque.producers import actions
from saoque.producers.events import ProducerRegistered
from saoque.producers.models import Producer, Product
from saoque.producers.tests import factories

pytestmark = pytest.mark.django_db


def test_registering_makes_producer_unit_and_membership() -> None:
    actor, producer = factories.owner()
    assert (producer.slug, producer.phone) == ("hop-tac-xa-dau-tam-thuan-phat", "0912345678")
    assert (producer.unit.kind, producer.unit.name) == ("producer", producer.name)
    assert producer.unit.commune == producer.commune
    assert producer.unit.province == producer.commune.parent
    assert actor.unit_ids("producer") == [producer.unit_id]
    assert [(r.action, r.actor_id) for r in history(producer)] == [("register", actor.user_id)]


def test_slugs_are_ascii_unique_and_stay() -> None:
    first = factories.owner()
    second = factories.owner()
    assert second[1].slug == "hop-tac-xa-dau-tam-thuan-phat-2"
    actions.update_producer(first[0], first[1], {"name": "Hợp tác xã Đồng Tâm"})
    stored = Producer.objects.get(pk=first[1].pk)
    assert (stored.name, stored.slug) == ("Hợp tác xã Đồng Tâm", "hop-tac-xa-dau-tam-thuan-phat")
    assert (stored.search, stored.unit.name) == (" hop tac xa dong tam", "Hợp tác xã Đồng Tâm")
    assert factories.owner(name="慶")[1].slug == "chu-the"


def test_products_are_found_under_their_producers_new_name_and_not_under_the_old() -> None:
    actor, product = factories.owned_product("Mắm cá Bà Đầm")
    actions.update_product(actor, product, {"summary": "Ủ chín tháng"})
    actions.update_producer(actor, product.producer, {"name": "Hợp tác xã Đồng Tâm"})
    stored = Product.objects.get(pk=product.pk)
    assert stored.search == search_text("Mắm cá Bà Đầm", "Hợp tác xã Đồng Tâm", "Ủ chín tháng", "")
    assert Product.objects.filter(search__holds=" dong tam").get() == product
    assert not Product.objects.filter(search__holds=" thuan phat").exists()
    other_tab = Product.objects.select_related("producer").get(pk=product.pk)
    other_tab.producer.name = "Tên đọc trước khi đổi"
    actions.update_product(actor, other_tab, {"summary": ""})
    assert Product.objects.get(pk=product.pk).search == search_text("Mắm cá Bà Đầm", "Hợp tác xã Đồng Tâm", "", "")


def test_renaming_takes_as_many_queries_for_one_product_as_for_many(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    actor, product = factories.owned_product("Mắm cá Bà Đầm")
    with CaptureQueriesContext(connection) as one:
        actions.update_producer(actor, product.producer, {"name": "Hợp tác xã Một"})
    for name in ("Mắm tôm", "Mắm ruốc", "Mắm nêm"):
        actions.add_product(actor, product.producer, product.scorecard, {"name": name})
    with django_assert_num_queries(len(one)):
        actions.update_producer(actor, product.producer, {"name": "Hợp tác xã Hai"})
    assert Product.objects.filter(search__holds=" hop tac xa hai").count() == 4


def test_names_are_kept_in_one_unicode_form() -> None:
    assert factories.owner(name="  Ha\u0309i sa\u0309n Ba\u0300 Đa\u0302\u0300m ")[1].name == "Hải sản Bà Đầm"


WRONG = [
    ({"name": " "}, "name", "Hãy ghi tên chủ thể như trên giấy đăng ký."),
    ({"name": "a" * 201}, "name", None),
    ({"legal_form": "kingdom"}, "legal_form", None),
    ({"legal_form": ""}, "legal_form", "Hãy chọn loại hình."),
    ({"representative_name": ""}, "representative_name", "Hãy ghi họ tên người đại diện."),
    ({"phone": "12345"}, "phone", "Số điện thoại chưa đúng. Hãy ghi đủ 10 số, ví dụ 0912 345 678."),
    ({"email": "thu@"}, "email", None),
    ({"registration_number": "<b>"}, "registration_number", None),
    ({"commune": None}, "place", "Hãy tìm và chọn xã, phường nơi làm ra sản phẩm."),
    ({"about": "x" * 20_001}, "about", "Đoạn này dài quá 20000 chữ cái. Hãy viết gọn lại."),
]


@pytest.mark.parametrize(("wrong", "field", "message"), WRONG)
def test_wrong_input_names_its_field_and_changes_nothing(wrong: dict, field: str, message: str | None) -> None:
    actor = factories.person()
    with pytest.raises(DomainError) as error:
        actions.register_producer(actor, factories.told(**wrong))
    assert error.value.field == field
    assert message is None or str(error.value) == message
    assert (Producer.objects.count(), Unit.objects.count(), Membership.objects.count()) == (0, 0, 0)


def test_an_old_place_must_have_gone_into_the_commune() -> None:
    commune = factories.places("Trường Xuân", "Huyện Thới Lai")[0]
    with pytest.raises(DomainError) as error:
        factories.owner(commune=commune)
    assert error.value.field == "place"


def test_an_ended_commune_is_refused() -> None:
    old = factories.places()[1]
    with pytest.raises(DomainError) as error:
        factories.owner(commune=old, old_place=None)
    assert str(error.value) == "Xã, phường này không còn. Hãy tìm lại theo tên mới hoặc tên cũ."


def test_a_divided_old_commune_may_become_any_of_its_parts() -> None:
    register = get_register()
    old = next(unit for unit in register if unit.level == "commune" and len(register.resolve(*unit.key)) > 1)
    parts = [factories.stored(part.unit) for part in register.resolve(*old.key)]
    names = [factories.owner(commune=part, old_place=factories.stored(old))[1].commune.code for part in parts]
    assert names == [part.code for part in parts]


def test_addresses_are_told_new_and_old() -> None:
    producer = factories.owner(address_line="ấp Thạnh Phú 2")[1]
    assert producer.address.startswith("ấp Thạnh Phú 2, Xã ")
    assert producer.address.endswith(", Thành phố Cần Thơ")
    assert producer.old_address == "ấp Thạnh Phú 2, Xã Trung Thạnh, Huyện Cờ Đỏ, Thành phố Cần Thơ"
    assert str(producer.old_address_before) == "2025-07-01"


def test_the_second_of_two_tabs_is_told() -> None:
    actor, producer = factories.owner()
    other_tab = Producer.objects.get(pk=producer.pk)
    actions.update_producer(actor, producer, {"email": "moi@thu.vn"})
    with pytest.raises(Stale):
        actions.update_producer(actor, other_tab, {"email": "cu@thu.vn"})
    assert Producer.objects.get(pk=producer.pk).email == "moi@thu.vn"


def test_nothing_changed_writes_nothing() -> None:
    actor, producer = factories.owner()
    actions.update_producer(actor, producer, {"phone": "+84 912 345 678"})
    assert (history(producer).count(), producer.version) == (1, 1)


def test_sensitive_values_stay_out_of_the_audit_record() -> None:
    actor, producer = factories.owner()
    actions.update_producer(actor, producer, {"representative_ethnicity": "Khmer", "about": "Từ năm 2016"})
    assert history(producer).last().data == {"representative_ethnicity": "…", "about": "Từ năm 2016"}  # type: ignore[union-attr]


def test_strangers_may_not_change() -> None:
    producer = factories.owner()[1]
    with pytest.raises(NotAllowed):
        actions.update_producer(factories.owner()[0], producer, {"name": "Của tôi"})
    assert Producer.objects.get(pk=producer.pk).name == "Hợp tác xã Dâu tằm Thuận Phát"


def test_registering_tells_the_rooms_above_and_they_may_refuse() -> None:
    heard: list[str] = []

    @subscribe(ProducerRegistered)
    def hear(event: ProducerRegistered) -> None:
        heard.append(event.producer.name)
        if event.producer.name == "Bị từ chối":
            raise DomainError("không")

    factories.owner()
    with pytest.raises(DomainError):
        factories.owner(name="Bị từ chối")
    assert heard == ["Hợp tác xã Dâu tằm Thuận Phát", "Bị từ chối"]
    assert Producer.objects.filter(name="Bị từ chối").count() == 0


def test_one_person_may_hold_several_producers() -> None:
    actor, first = factories.owner()
    second = actions.register_producer(
        actor, factories.told(name="Hộ Nguyễn Văn Thử", legal_form="registered_household")
    )
    assert actor_for(actor.user).unit_ids("producer") == [first.unit_id, second.unit_id]
