"""Every page of the producer answers, for every scorecard and every kind, and for nobody else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from saoque.dossiers.actions.writing import begin_dossier, file_dossier, put_new_paper
from saoque.dossiers.forms.stations import stations
from saoque.dossiers.models import Dossier
from saoque.dossiers.tests.factories import draft, filed, fill_fast, officer, picture, world
from saoque.kernel.calendar import today
from saoque.people.models import User
from saoque.people.roles import Role
from saoque.producers.models import Product
from saoque.rulebook import notices, product_sets, scorecard

pytestmark = pytest.mark.django_db
SETS = [found.code for found in product_sets("qd26")]


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def plain(content: bytes, address: str) -> str:
    """The page without its own address and its token of the moment."""
    return re.sub(r'"[A-Za-z0-9]{64}"', "", content.decode()).replace(address, "")


def own_addresses(dossier: Dossier) -> list[str]:
    """Every page of a dossier that only its producer opens."""
    sheet = scorecard(dossier.scorecard)
    part = sheet.parts[0]
    first = stations(dossier.scorecard, dossier.kind)[0]
    return [
        reverse("dossiers:station", args=[dossier.pk, first.form, first.key]),
        reverse("dossiers:assessment", args=[dossier.pk]),
        reverse("dossiers:assessment_group", args=[dossier.pk, part.code, part.groups[0].code]),
        reverse("dossiers:criterion", args=[dossier.pk, sheet.criteria[0].code]),
        reverse("dossiers:papers", args=[dossier.pk]),
        reverse("dossiers:check", args=[dossier.pk]),
        reverse("dossiers:returns", args=[dossier.pk]),
    ]


@pytest.mark.parametrize("code", SETS)
def test_every_criterion_of_every_scorecard_has_a_page(code: str) -> None:
    here, dossier = draft(code)
    client = client_of(here.user)
    sheet = scorecard(code)
    for line in sheet.criteria:
        answer = client.get(reverse("dossiers:criterion", args=[dossier.pk, line.code]))
        assert answer.status_code == 200
        page = answer.content.decode()
        assert page.count('name="option"') == len(line.options)
        assert [escape(notice.text) in page for notice in notices(sheet, line.code)] == [True] * len(
            notices(sheet, line.code)
        )
    for part in sheet.parts:
        for group in part.groups:
            page = client.get(reverse("dossiers:assessment_group", args=[dossier.pk, part.code, group.code]))
            assert page.content.decode().count('name="option"') == sum(len(line.options) for line in group.criteria)
    overview = client.get(reverse("dossiers:assessment", args=[dossier.pk])).content.decode()
    assert overview.count('class="line-in"') == len(sheet.criteria)
    about_all = [notice for notice in notices(sheet) if not notice.criteria]
    assert all(escape(notice.text) in overview for notice in about_all)


def test_what_is_doubtful_about_a_whole_sheet_is_told_to_whoever_scores_themselves() -> None:
    here, dossier = draft("QD26-26")
    page = client_of(here.user).get(reverse("dossiers:assessment", args=[dossier.pk])).content.decode()
    assert "Phiếu in có chỗ đáng ngờ" in page
    assert "Tiêu đề Phần A in &quot;(35 Điểm)&quot; nhưng cột điểm là 40" in page


@pytest.mark.parametrize(("kind", "count"), [("first", 6), ("upgrade", 7), ("reassessment", 7)])
def test_forms_of_each_kind_show_every_blank(kind: str, count: int) -> None:
    certified = {"star": 3, "star_until": today() + timedelta(days=150)} if kind != "first" else {}
    here, dossier = draft("QD26-08", kind, **certified)
    client = client_of(here.user)
    places = stations(dossier.scorecard, kind)
    assert len(places) == count
    for place in places:
        page = client.get(reverse("dossiers:station", args=[dossier.pk, place.form, place.key])).content.decode()
        for field in place.fields:
            anchor = "o-" + field.path.replace(".", "-")
            assert page.count(f'id="{anchor}"') == 1, field.path


def test_a_stranger_gets_the_same_page_as_for_a_missing_dossier() -> None:
    _here, dossier, filing = filed()
    stranger = client_of(world().user)
    missing = Dossier(pk=dossier.pk + 1000, scorecard=dossier.scorecard, kind=dossier.kind)
    extra = ["home", "compare"]
    for address, other in zip(own_addresses(dossier), own_addresses(missing), strict=True):
        strange, gone = stranger.get(address), stranger.get(other)
        assert (strange.status_code, gone.status_code) == (404, 404)
        assert plain(strange.content, address) == plain(gone.content, other)
    for name in extra:
        assert stranger.get(reverse(f"dossiers:{name}", args=[dossier.pk])).status_code == 404
    assert stranger.get(reverse("dossiers:filing", args=[dossier.pk, filing.sequence])).status_code == 404


def test_offices_read_what_was_filed_but_never_the_producers_own_pages() -> None:
    here, dossier, filing = filed()
    client = client_of(officer(here))
    assert client.get(reverse("dossiers:home", args=[dossier.pk])).status_code == 200
    assert client.get(reverse("dossiers:filing", args=[dossier.pk, filing.sequence])).status_code == 200
    assert client.get(reverse("dossiers:compare", args=[dossier.pk])).status_code == 200
    assert {client.get(address).status_code for address in own_addresses(dossier)} == {404}


def test_nobody_in_office_sees_a_draft() -> None:
    here, dossier = draft()
    for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.AGENCY_CLERK, Role.SIGNER):
        assert client_of(officer(here, role)).get(reverse("dossiers:home", args=[dossier.pk])).status_code == 404


def test_a_visitor_is_asked_to_sign_in() -> None:
    _here, dossier = draft()
    for address in own_addresses(dossier):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_files_open_for_the_owner_and_the_office_only_once_filed() -> None:
    here, dossier = draft()
    evidence = put_new_paper(dossier, picture(), {"title": "Hợp đồng"}, "1.5", here.actor)
    address = reverse("dossiers:file", args=[dossier.pk, evidence.pk])
    office, stranger = client_of(officer(here)), client_of(world().user)
    assert client_of(here.user).get(address).status_code == 200
    assert office.get(address).status_code == 404
    assert stranger.get(address).status_code == 404
    fill_fast(dossier)
    file_dossier(dossier, here.actor)
    served = office.get(address)
    assert served.status_code == 200
    assert b"".join(served.streaming_content) == picture().read()
    assert stranger.get(address).status_code == 404


def test_a_file_of_another_dossier_does_not_open_under_this_one() -> None:
    here, dossier = draft()
    there, other = draft()
    evidence = put_new_paper(other, picture(), {"title": "Giấy"}, None, there.actor)
    assert client_of(here.user).get(reverse("dossiers:file", args=[dossier.pk, evidence.pk])).status_code == 404


@pytest.mark.parametrize("many", [1, 6])
def test_the_list_takes_the_same_queries_for_one_and_many(many: int, django_assert_num_queries) -> None:
    here = world()
    for number in range(many):
        slug = f"hang-{here.producer.pk}-{number}"
        product = Product.objects.create(producer=here.producer, name=f"Hàng {number}", slug=slug, scorecard="QD26-08")
        begin_dossier(here.actor, product, "first")
    client = client_of(here.user)
    client.get(reverse("dossiers:list"))
    with django_assert_num_queries(7):
        assert client.get(reverse("dossiers:list")).status_code == 200


@pytest.mark.parametrize("many", [1, 5])
def test_the_criterion_page_takes_the_same_queries_for_one_and_many_papers(
    many: int, django_assert_num_queries
) -> None:
    here, dossier = draft()
    for number in range(many):
        put_new_paper(dossier, picture(colour=number), {"title": f"Giấy {number}"}, "1.5", here.actor)
    client = client_of(here.user)
    address = reverse("dossiers:criterion", args=[dossier.pk, "1.5"])
    client.get(address)
    with django_assert_num_queries(11):
        assert client.get(address).content.decode().count('class="paper"') == many


@pytest.mark.parametrize("page", ["papers", "check", "assessment"])
def test_a_message_is_said_once(page: str) -> None:
    here, dossier = draft()
    client = client_of(here.user)
    client.post(reverse("dossiers:papers", args=[dossier.pk]), {"file": picture(), "title": "Giấy lạ lùng"})
    shown = client.get(reverse(f"dossiers:{page}", args=[dossier.pk])).content.decode()
    assert shown.count("Đã lưu «Giấy lạ lùng» vào hồ sơ.") == 1
