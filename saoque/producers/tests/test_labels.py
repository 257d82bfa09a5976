"""The label checker on screen: the pure checker's findings, worst first; nothing is stored, strangers see nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from saoque.kernel.audit import history
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.knowledge.labels import Label, Star, check_label
from saoque.people.roles import Role
from saoque.producers import labels
from saoque.producers.actions import keep_label, put_paper
from saoque.producers.actions.recognition import JOB
from saoque.producers.models import Paper, Product, ProductLabel
from saoque.producers.tests import factories
from saoque.producers.tests.scans import scan
from saoque.rulebook import product_sets

pytestmark = pytest.mark.django_db
TEXT = "Mắm cá Bà Đầm\nKhối lượng tịnh: 400 g\nNSX: 31/02/2026"


def test_every_set_has_a_kind_that_the_rules_know() -> None:
    known = dict(labels.kind_choices(today()))
    assert {one.code: labels.usual_kind(one.code) in known for one in product_sets()} == {
        one.code: True for one in product_sets()
    }


def test_a_star_counts_only_while_its_certificate_holds() -> None:
    _owner, product = factories.owned_product()
    day = date(2026, 11, 24)
    for until, valid in ((day, 3), (day - timedelta(days=1), None)):
        product.star, product.star_until = 3, until
        pure = check_label(Label(TEXT, "food", day, None, Star(4, valid, until), product.name))
        assert sorted(f.code for f in labels.check(product, TEXT, "food", day, claimed=4)) == sorted(
            f.code for f in pure
        )


def test_the_page_says_what_to_mend_worst_first_and_stores_nothing(client: Client) -> None:
    owner, product = factories.owned_product()
    client.force_login(owner.user)
    before = AuditRecord.objects.count()
    page = client.post(f"/chu-the/san-pham/{product.pk}/nhan/", {"text": TEXT, "kind": "food", "gtin": "8935000000015"})
    severities = [finding.severity for finding in page.context["findings"]]
    assert page.status_code == 200
    assert severities == sorted(severities, key=labels.SEVERITIES.index)
    assert severities[0] == "must"
    assert (AuditRecord.objects.count(), Product.objects.count()) == (before, 1)


@pytest.mark.parametrize(
    "data", [{}, {"text": "", "kind": "food"}, {"text": "x", "kind": "bogus"}, {"text": "x" * 6001, "kind": "food"}]
)
def test_wrong_input_is_said(client: Client, data: dict[str, str]) -> None:
    owner, product = factories.owned_product()
    client.force_login(owner.user)
    answer = client.post(f"/chu-the/san-pham/{product.pk}/nhan/", data)
    assert answer.status_code == (422 if data else 200)


def test_strangers_get_what_a_missing_product_gives(client: Client) -> None:
    _owner, product = factories.owned_product()
    other, _theirs = factories.owned_product("Mắm cá linh")
    client.force_login(other.user)
    assert client.get(f"/chu-the/san-pham/{product.pk}/nhan/").status_code == 404
    assert client.get("/chu-the/san-pham/999999/nhan/").status_code == 404


def address(product: Product) -> str:
    return f"/chu-the/san-pham/{product.pk}/nhan/"


def test_a_label_is_kept_when_asked_and_shown_again(client: Client) -> None:
    owner, product = factories.owned_product()
    client.force_login(owner.user)
    sent = {"text": TEXT, "kind": "food", "gtin": "8935000000015", "claimed": "4", "keep": "1"}
    for _time in range(2):
        assert client.post(address(product), sent).status_code == 200
    kept = ProductLabel.objects.get()
    assert (kept.text.splitlines(), kept.kind, kept.gtin, kept.claimed, kept.version) == (
        TEXT.splitlines(), "food", "8935000000015", 4, 1,
    )  # fmt: skip
    assert [r.action for r in history(product)].count("keep_label") == 1
    assert client.get(address(product)).context["form"]["gtin"].value() == "8935000000015"
    assert labels.check_kept(product, kept, today()) == labels.check(
        product, kept.text, "food", today(), gtin=kept.gtin, claimed=4
    )
    client.post(address(product), {**sent, "gtin": ""})
    assert (ProductLabel.objects.get().gtin, ProductLabel.objects.get().version) == ("", 2)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"text": " "}, "text"), ({"text": "x" * 6001}, "text"), ({"kind": "lạ"}, "kind"), ({"gtin": "8" * 21}, "gtin"), ({"claimed": 6}, "claimed")],
)  # fmt: skip
def test_a_label_that_makes_no_sense_is_not_kept(wrong: dict[str, Any], field: str) -> None:
    owner, product = factories.owned_product()
    told: dict[str, Any] = {"text": TEXT, "kind": "food", **wrong}
    with pytest.raises(DomainError) as refused:
        keep_label(owner, product, **told)
    assert (refused.value.field, ProductLabel.objects.count()) == (field, 0)


def test_offices_check_and_keep_nothing(client: Client) -> None:
    owner, product = factories.owned_product()
    reader = factories.office(Role.COMMUNE_OFFICER, product.producer.commune)
    with pytest.raises(NotAllowed):
        keep_label(reader, product, TEXT, "food")
    keep_label(owner, product, TEXT, "food")
    client.force_login(reader.user)
    page = client.get(address(product))
    assert (page.status_code, page.context["form"]["text"].value(), list(page.context["photos"])) == (200, None, [])
    assert client.post(address(product) + "anh/", {"file": scan()}).status_code == 403


def test_words_of_a_photographed_label_are_taken_over_by_a_person(client: Client) -> None:
    owner, product = factories.owned_product("Mắm cá Bà Đầm")
    client.force_login(owner.user)
    lines = ("MẮM CÁ BÀ ĐẦM", "Khối lượng tịnh: 400 g", "NSX: 15/06/2026")
    assert client.post(address(product) + "anh/", {"file": scan(lines, tilt=0)}).status_code == 302
    paper = Paper.objects.get()
    assert (paper.kind, paper.title) == ("label_proof", "Nhãn Mắm cá Bà Đầm")
    assert "Lấy chữ này" not in client.get(address(product)).content.decode()
    run.func(str(Job.objects.get(kind=JOB, key=str(paper.pk)).pk))
    assert f"?giay={paper.pk}#" in client.get(address(product)).content.decode()
    page = client.get(address(product), {"giay": paper.pk})
    taken = page.context["form"]["text"].value().splitlines()
    assert (len(taken), "400 g" in taken[1], "15/06/2026" in taken[2]) == (3, True, True)
    assert "máy đọc trên ảnh, có thể nhầm" in page.content.decode()
    assert ProductLabel.objects.count() == 0  # nobody has looked it over yet
    other, theirs = factories.owned_product("Mắm cá linh")
    client.force_login(other.user)
    for asked in (str(paper.pk), "9" * 30, "x"):
        assert client.get(address(theirs), {"giay": asked}).status_code == 404


@pytest.mark.parametrize("photos", [1, 4])
def test_the_label_page_costs_the_same_with_more_photos(
    client: Client, photos: int, django_assert_num_queries: Any
) -> None:
    owner, product = factories.owned_product()
    for number in range(photos):
        put_paper(owner, product.producer, factories.picture(60 + number, 50), {"kind": "label_proof"})
    client.force_login(owner.user)
    with django_assert_num_queries(8):
        assert client.get(address(product)).status_code == 200
