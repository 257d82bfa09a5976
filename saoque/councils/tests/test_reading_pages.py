"""A council reads evidence page by page through the dossiers' room; whoever is recused or a stranger does not."""

import pytest
from django.test import Client
from django.urls import reverse

from saoque.councils import actions
from saoque.councils.tests import factories as make
from saoque.dossiers.tests import papers_factories as papers
from saoque.people.actors import actor_for
from saoque.people.models import User

pytestmark = pytest.mark.django_db


def status(person: User, address: str) -> int:
    client = Client()
    client.force_login(person)
    return client.get(address).status_code


def test_members_read_pages_but_take_no_official_papers() -> None:
    house, stranger = make.house(), make.house(code="82", name="Đồng Tháp")
    assessment = house.put(house.plan())
    one = papers.put(assessment.dossier, "Ảnh xưởng", papers.photo(), "1.1")
    pages = [
        reverse("dossiers:viewer", args=[assessment.dossier_id, one.pk]),
        reverse("dossiers:viewer_photo", args=[assessment.dossier_id, one.pk]),
    ]
    taken = reverse("dossiers:official_papers", args=[assessment.dossier_id])
    for person in (house.chair, house.secretary, house.adviser, *house.members):
        assert [status(person, page) for page in pages] == [200, 200]
        assert status(person, taken) == 404
    assert [status(stranger.members[0], page) for page in pages] == [404, 404]
    actions.recuse(house.assessment(assessment), house.members[0], "Anh em ruột", actor=actor_for(house.secretary))
    assert [status(house.members[0], page) for page in pages] == [404, 404]
    assert [status(house.members[1], page) for page in pages] == [200, 200]
