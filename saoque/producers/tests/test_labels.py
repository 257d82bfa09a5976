"""The label checker on screen: the pure checker's findings, worst first; nothing is stored, strangers see nothing."""

from datetime import date, timedelta

import pytest
from django.test import Client

from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar import today
from saoque.knowledge.labels import Label, Star, check_label
from saoque.producers import labels
from saoque.producers.models import Product
from saoque.producers.tests import factories
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
