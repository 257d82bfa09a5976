"""Words are found alike with and without the index, and the index follows every change of the column."""

import pytest
from django.db import connection

from saoque.kernel import search
from saoque.kernel.text import fold, search_text
from saoque.people.models import Unit
from saoque.people.roles import UnitKind
from saoque.places.models import AdminUnit
from saoque.producers.models import LegalForm, Producer, Product

pytestmark = pytest.mark.django_db


def product(name: str, story: str = "") -> Product:
    place, _ = AdminUnit.objects.get_or_create(
        code="92001", since="2025-07-01", defaults={"level": "commune", "kind": "xa", "name": "X", "full_name": "Xã X"}
    )
    unit = Unit.objects.create(kind=UnitKind.PRODUCER, name=name)
    slug = f"{fold(name).replace(' ', '-')}-{unit.pk}"
    producer = Producer.objects.create(
        unit=unit, name="Hộ", legal_form=LegalForm.FARM, commune=place, representative_name="Y", slug=slug
    )
    return Product.objects.create(producer=producer, name=name, slug=slug, scorecard="QD26-08", story=story)


def found(text: str) -> set[str]:
    return set(Product.objects.filter(search__holds=text).values_list("name", flat=True))


def test_finds_the_beginning_of_words() -> None:
    product("Mắm cá Bà Đầm")
    product("Đậu phộng", story="Rang với muối mắm")
    assert found(" mam") == {"Mắm cá Bà Đầm", "Đậu phộng"}
    assert found(" ba dam") == {"Mắm cá Bà Đầm"}
    assert found(" am") == set()
    assert found(" p") == {"Đậu phộng"}
    assert found(" khong co") == set()


@pytest.mark.parametrize("has_index", [True, False])
def test_all_of_several_words_are_found_as_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch, has_index: bool
) -> None:
    for name in ("Mắm cá Bà Đầm", "Mắm cá lóc", "Cá khô Bà Đầm", "Bánh pía"):
        product(name)
    if not has_index:
        monkeypatch.setattr(search, "_has_table", lambda connection, model: False)
    for words in ([" mam", " ca"], [" ba", " dam"], [" ca", " b"], [" b"], [" mam", " pia"], [" ca"], []):
        one_by_one = Product.objects.all()
        for word in words:
            one_by_one = one_by_one.filter(search__holds=word)
        assert set(Product.objects.filter(search__holds_all=words)) == set(one_by_one)
    beside = Producer.objects.filter(products__search__holds_all=[" mam", " loc"])
    assert [producer.products.get().name for producer in beside] == ["Mắm cá lóc"]


def test_the_index_follows_changes_in_every_way_they_are_made() -> None:
    first, second = product("Mứt dâu"), product("Rượu mận")
    first.name = "Trà sen"
    first.save()
    Product.objects.filter(pk=second.pk).update(search=search_text("Cà phê"))
    assert (found(" mut"), found(" tra sen"), found(" ruou"), found(" ca phe")) == (
        set(),
        {"Trà sen"},
        set(),
        {"Rượu mận"},
    )
    Product.objects.bulk_create(
        [Product(producer=first.producer, name="Kẹo dừa", slug="k", scorecard="QD26-07", search=" keo dua")]
    )
    assert found(" keo") == {"Kẹo dừa"}
    first.delete()
    assert found(" tra") == set()


def test_the_database_answers_from_an_index() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'producers_product_words'")
        else:
            cursor.execute("SELECT COUNT(*) FROM pg_indexes WHERE indexname = 'producers_product_words'")
        assert cursor.fetchone()[0] == 1


def test_without_the_index_the_answer_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    product("Mắm cá Bà Đầm")
    product("Bánh tét")
    asked = [" mam", " ba dam", " b", " tet", " khong"]
    with_index = [found(text) for text in asked]
    monkeypatch.setattr(search, "_has_table", lambda connection, model: False)
    assert [found(text) for text in asked] == with_index
    assert with_index == [{"Mắm cá Bà Đầm"}, {"Mắm cá Bà Đầm"}, {"Mắm cá Bà Đầm", "Bánh tét"}, {"Bánh tét"}, set()]


def test_making_the_index_again_changes_nothing_and_mends_a_lost_trigger() -> None:
    product("Mắm cá Bà Đầm")
    search.keep_index(Product, "default")
    assert found(" mam") == {"Mắm cá Bà Đầm"}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER producers_product_words_insert")
        product("Mắm cá linh")
        search.keep_index(Product, "default")
    assert found(" mam ca") >= {"Mắm cá Bà Đầm"}
    assert found(" linh") == ({"Mắm cá linh"} if connection.vendor == "sqlite" else set())
