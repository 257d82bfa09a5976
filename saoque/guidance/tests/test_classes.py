"""Classes: seats, waiting, coming by code or by hand, certificates, and what came of them."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from saoque.guidance import actions, codes
from saoque.guidance.models import FollowUp, Registration, TrainingClass
from saoque.guidance.paper import attendance_pdf
from saoque.guidance.queries.classes import classes, classes_of_units, opinion_of, roster
from saoque.guidance.queries.results import done_since, follow_ups_for
from saoque.guidance.tests.factories import Scene, scene
from saoque.guidance.tests.test_pages import client_of
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, Stale
from saoque.kernel.indicators import Span, find_indicator
from saoque.kernel.todo import todos
from saoque.producers.tests.factories import pdf

pytestmark = pytest.mark.django_db


def states(training: TrainingClass) -> dict[int, str]:
    return dict(Registration.objects.filter(training=training).values_list("user", "state"))


def test_the_third_of_two_seats_waits_and_moves_up(consistent_data: None) -> None:
    s = scene()
    training = s.plan(seats=2)
    places = {name: actions.take_place(training, actor=s[name]) for name in ("producer", "neighbour", "third")}
    assert [one.state for one in places.values()] == ["placed", "placed", "waiting"]
    actions.give_up_place(places["producer"], actor=s["producer"])
    assert states(training) == {
        s["producer"].user_id: "cancelled",
        s["neighbour"].user_id: "placed",
        s["third"].user_id: "placed",
    }
    assert actions.take_place(training, actor=s["producer"]).state == "waiting"


def test_asking_twice_takes_one_place() -> None:
    s = scene()
    training = s.plan()
    first, second = (actions.take_place(training, actor=s["producer"]) for _n in range(2))
    assert (first.pk, Registration.objects.count()) == (second.pk, 1)


def test_more_seats_go_to_whoever_waits() -> None:
    s = scene()
    training = s.plan(seats=1)
    for name in ("producer", "neighbour"):
        actions.take_place(training, actor=s[name])
    data = actions.ClassData(
        title=training.title, trainer="Cô Tám", place=training.place, starts_at=training.starts_at,
        ends_at=training.ends_at, seats=2,
    )  # fmt: skip
    actions.change_class(training, data, actor=s["helper"])
    assert set(states(training).values()) == {"placed"}
    with pytest.raises(DomainError) as refused:
        actions.change_class(training, actions.ClassData(**{**data.__dict__, "seats": 1}), actor=s["helper"])
    assert refused.value.field == "seats"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": " "}, "title"),
        ({"trainer": ""}, "trainer"),
        ({"place": ""}, "place"),
        ({"seats": 0}, "seats"),
        ({"ends_at": timezone.now() - timedelta(days=9)}, "ends_at"),
        ({"topics": ["khong-co"]}, "topics"),
    ],
)
def test_a_class_with_a_fault_is_not_announced(told: dict[str, object], field: str) -> None:
    s = scene()
    with pytest.raises(DomainError) as refused:
        s.plan(**told)
    assert (refused.value.field, TrainingClass.objects.count()) == (field, 0)


def test_the_code_on_the_screen_marks_present_even_who_did_not_register() -> None:
    s = scene()
    training = s.plan(hours=-1, seats=1)
    code = codes.code_now(training.pk)
    for name in ("producer", "neighbour"):
        one = actions.come_by_code(training, code, actor=s[name])
        assert (one.state, one.attended_how) == ("placed", "code")
    with pytest.raises(DomainError):
        actions.come_by_code(training, codes.code_now(training.pk, at=1000), actor=s["third"])
    assert roster(training).filter(attended_at__isnull=False).count() == 2


def test_a_phone_that_has_to_sign_in_first_is_marked_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    s = scene()
    training = s.plan(hours=-1)
    client, address = Client(), codes.address_now(training.pk)
    there = client.get(address)
    assert there.status_code == 302
    assert reverse("account_login") in there["Location"]
    monkeypatch.setattr(codes, "holds", lambda *_words, **_more: False)
    client.force_login(s["producer"].user, "allauth.account.auth_backends.AuthenticationBackend")
    assert "Tôi có mặt" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert Registration.objects.get().attended_how == "code"


def test_an_old_code_marks_nobody() -> None:
    s = scene()
    training = s.plan(hours=-1)
    old = reverse("guidance:come", args=[training.pk, codes.code_now(training.pk, at=1000)])
    client = client_of(s["producer"])
    assert client.get(old).status_code == 410
    client.post(old)
    assert Registration.objects.filter(attended_at__isnull=False).count() == 0
    assert Client().get(old).status_code == 410


def test_opening_the_address_alone_marks_nobody() -> None:
    s = scene()
    training = s.plan(hours=-1)
    assert client_of(s["producer"]).get(codes.address_now(training.pk)).status_code == 200
    assert Registration.objects.count() == 0


def test_nobody_is_marked_present_before_the_day_of_the_class() -> None:
    s = scene()
    training = s.plan(hours=30)
    place = actions.take_place(training, actor=s["producer"])
    with pytest.raises(DomainError, match="chưa tới ngày học"):
        actions.mark(place, True, actor=s["leader"])
    with pytest.raises(DomainError, match="chưa tới ngày học"):
        actions.come_by_code(training, codes.code_now(training.pk), actor=s["producer"])
    assert Registration.objects.get().attended_at is None


def test_the_trainer_ticks_by_hand_and_takes_it_back() -> None:
    s = scene()
    training = s.plan(hours=-1)
    place = actions.take_place(training, actor=s["producer"])
    actions.mark(place, True, actor=s["leader"])
    assert Registration.objects.get().attended_how == "hand"
    actions.mark(place, False, actor=s["leader"])
    assert Registration.objects.get().attended_at is None
    for name in ("producer", "clerk", "commune_helper"):
        with pytest.raises(NotAllowed):
            actions.mark(place, True, actor=s[name])


def test_closing_gives_certificates_and_two_dates(consistent_data: None) -> None:
    s = scene()
    training = s.held("producer", "neighbour")
    came = list(Registration.objects.order_by("pk"))
    assert all(one.code and len(one.code) == 12 for one in came)
    assert sorted(FollowUp.objects.values_list("registration", "months")) == sorted(
        (one.pk, months) for one in came for months in (3, 12)
    )
    with pytest.raises(DomainError):
        actions.take_place(training, actor=s["third"])
    with pytest.raises(Stale):
        actions.close_class(training, actor=s["helper"])


def test_a_class_is_not_closed_before_it_begins_or_without_anybody() -> None:
    s = scene()
    early, empty = s.plan(hours=5), s.plan(hours=-5)
    for training in (early, empty):
        with pytest.raises(DomainError):
            actions.close_class(training, actor=s["helper"])
    assert set(TrainingClass.objects.values_list("state", flat=True)) == {"planned"}


def test_a_cancelled_class_says_why_and_takes_nobody() -> None:
    s = scene()
    training = s.plan()
    with pytest.raises(DomainError):
        actions.cancel_class(training, " ", actor=s["helper"])
    actions.cancel_class(training, "Mưa lớn", actor=s["helper"])
    assert "Mưa lớn" in Client().get(reverse("guidance:class", args=[training.pk])).content.decode()
    with pytest.raises(DomainError):
        actions.take_place(training, actor=s["producer"])
    assert list(classes()) == []


def test_the_certificate_says_who_and_what_and_can_be_checked() -> None:
    s = scene()
    s.held("producer")
    one = Registration.objects.select_related("training__unit", "user").get()
    page = pypdfium2.PdfDocument(io.BytesIO(attendance_pdf(one)))[0]
    printed = page.get_textpage().get_text_range()
    for said in (one.user.full_name, "Chụp giấy bằng điện thoại", "Cô Bảy", str(one.code)):
        assert said in printed
    answer = Client().get(reverse("guidance:certificate", args=[str(one.code).lower()]))
    assert (answer.status_code, one.user.full_name in answer.content.decode()) == (200, True)
    assert Client().get(reverse("guidance:certificate", args=["XXXXXXXXXXXX"])).status_code == 404
    assert Client().get(reverse("guidance:certificate_pdf", args=["XXXXXXXXXXXX"])).status_code == 404


def test_only_people_with_a_seat_open_the_material() -> None:
    s = scene()
    training = s.plan(seats=1)
    made = actions.add_material(training, "Tờ phát tay", pdf(), actor=s["helper"])
    for name in ("producer", "neighbour"):
        actions.take_place(training, actor=s[name])
    address = reverse("guidance:material", args=[training.pk, made.pk])
    got = {name: client_of(s[name]).get(address).status_code for name in ("producer", "neighbour", "helper", "clerk")}
    assert got == {"producer": 200, "neighbour": 404, "helper": 200, "clerk": 404}


def test_what_they_thought_comes_as_means_without_names() -> None:
    s = scene()
    training = s.held("producer", "neighbour")
    for name, mark in (("producer", 5), ("neighbour", 2)):
        one = Registration.objects.get(user=s[name].user)
        actions.evaluate(one, useful=mark, clear=4, words=f"Ý {mark}", actor=s[name])
        with pytest.raises(Stale):
            actions.evaluate(one, useful=1, clear=1, words="", actor=s[name])
    told = opinion_of(training)
    assert (told.count, told.useful, told.clear, list(told.words)) == (2, 3.5, 4.0, ["Ý 2", "Ý 5"])


def test_what_they_did_is_counted_from_the_records() -> None:
    from saoque.producers.models import Producer, Product

    s = scene()
    s.held("producer", "neighbour")
    rows = list(Registration.objects.select_related("training").order_by("pk"))
    producer = Producer.objects.create(
        unit_id=s["producer"].standings[0].unit_id, name="Mắm", legal_form="cooperative", commune=s.commune,
        representative_name="A", slug="mam",
    )  # fmt: skip
    Product.objects.create(producer=producer, name="Mắm cá", slug="mam-ca", scorecard="QD26-08")
    nothing = {"products": 0, "dossiers": 0, "stars": 0}
    assert done_since(rows) == {rows[0].pk: {**nothing, "products": 1}, rows[1].pk: nothing}
    late, silent = (FollowUp.objects.filter(registration=one).earliest("due_on") for one in rows)
    actions.write_follow_up(late, "", actor=s["helper"])
    assert FollowUp.objects.get(pk=late.pk).found == {**nothing, "products": 1}
    with pytest.raises(DomainError):
        actions.write_follow_up(silent, " ", actor=s["helper"])
    actions.write_follow_up(silent, "Bận mùa.", actor=s["helper"])
    assert "Hỏi lại người đã học" not in [one.title for one in todos(s["helper"])]


def test_people_due_to_be_asked_rise_on_the_first_screen() -> None:
    s = scene()
    s.held("producer", "neighbour")
    found = [one for one in todos(s["helper"]) if one.title == "Hỏi lại người đã học"]
    assert [one.detail for one in found] == ["2 người tới hạn hỏi lại sau lớp học."]
    assert follow_ups_for(s["commune_helper"]).count() == 0


def test_the_figures_have_rows_behind_them() -> None:
    s = scene()
    s.held("producer", "neighbour")
    s.plan()
    province, whole = s.city.province.code, Span(today() - timedelta(days=200), today())  # type: ignore[union-attr]
    found = {key: find_indicator(key) for key in ("classes", "people_trained")}
    counts = {key: one.by_commune(province, whole) for key, one in found.items() if one}
    assert counts == {"classes": {"": 1}, "people_trained": {"": 2}}
    assert [one.by_commune(province, Span(today(), today())) for one in found.values() if one] == [{}, {}]


def test_a_city_sees_the_classes_of_its_communes_and_not_the_other_way() -> None:
    s = scene()
    s.plan()
    s.plan(by="commune_helper")
    assert (classes_of_units(s["helper"]).count(), classes_of_units(s["commune_helper"]).count()) == (2, 1)


@pytest.mark.parametrize("name", ["classes", "own_classes", "roster", "follow_ups"])
def test_lists_take_a_fixed_number_of_queries(name: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    s: Scene = scene()
    training = s.held("producer")
    s.plan()
    address = reverse(f"guidance:{name}", args=[training.pk] if name == "roster" else [])
    client = client_of(s["helper"])

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    before = count()
    s.plan(seats=9)
    s.held("neighbour", "third")
    for who in ("neighbour", "third"):
        Registration.objects.create(training=training, user=s[who].user, state="placed", asked_at=timezone.now())
    assert count() == before


@pytest.mark.parametrize(
    ("hours", "stage", "said"), [(48, "planned", "Sắp mở"), (-1, "running", "Đang học"), (-9, "over", "Đã tan lớp")]
)
def test_a_class_is_called_what_the_clock_makes_it(client: Client, hours: int, stage: str, said: str) -> None:
    training = scene().plan(hours=hours)
    assert training.stage == stage
    assert said in client.get(reverse("guidance:class", args=[training.pk])).content.decode()
