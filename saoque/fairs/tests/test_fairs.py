"""A fair from its plan to its last day: what is allowed, what is refused, and that nothing changes then."""

from datetime import timedelta

import pytest

from saoque.fairs.actions import applications, choosing, fairs, plan
from saoque.fairs.models import Booth, Exhibitor, Fair
from saoque.fairs.reasons import sentences
from saoque.fairs.tests import factories as make
from saoque.kernel.audit import history
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, Stale
from saoque.people.roles import Role
from saoque.producers.actions import put_paper
from saoque.producers.tests.factories import office, owned_product, pdf

pytestmark = pytest.mark.django_db


def test_an_invitation_is_kept_and_the_slug_ends_in_the_year() -> None:
    chief = make.boss()
    fair = fairs.open_fair(make.plan_of(host="Sở Công Thương"), actor=chief, invitation=pdf())
    assert (fair.state, fair.slug) == ("draft", f"hoi-cho-que-{fair.first_day.year}")
    assert fair.invitation is not None
    assert [one.action for one in history(fair)] == ["open_fair"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"last_day": today()}, "last_day"),
        ({"apply_until": today() + timedelta(days=11)}, "apply_until"),
        ({"booths_planned": 1001}, "booths_planned"),
        ({"needs": ("no_such_paper",)}, "needs"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(more: dict[str, object], field: str) -> None:
    with pytest.raises(DomainError) as caught:
        fairs.open_fair(make.plan_of(**more), actor=make.boss())
    assert (caught.value.field, Fair.objects.count()) == (field, 0)


def test_a_call_needs_booths_and_a_day_to_come() -> None:
    chief = make.boss()
    for more in ({"booths_planned": 0}, {"apply_until": today() - timedelta(days=1)}):
        fair = fairs.open_fair(make.plan_of(**more), actor=chief)
        with pytest.raises(DomainError):
            fairs.call(fair, actor=chief)
        assert make.again(fair).state == "draft"


def test_once_called_the_stated_rule_stands() -> None:
    chief, fair = make.called()
    fairs.change_fair(make.again(fair), make.plan_of(venue="Nhà văn hóa"), actor=chief)
    with pytest.raises(DomainError):
        fairs.change_fair(make.again(fair), make.plan_of(min_star=5), actor=chief)
    assert (make.again(fair).venue, make.again(fair).min_star) == ("Nhà văn hóa", 0)


def test_only_the_own_unit_leads_a_fair_and_of_two_one_wins() -> None:
    chief, fair = make.called()
    make.applied(fair)
    with pytest.raises(NotAllowed):
        fairs.close_applications(make.again(fair), actor=make.boss())
    one, other = make.again(fair), make.again(fair)
    fairs.close_applications(one, actor=chief)
    with pytest.raises(Stale):
        fairs.close_applications(other, actor=chief)


def test_applications_are_taken_until_the_promised_day() -> None:
    chief, fair = make.called(apply_until=today() + timedelta(days=1))
    make.applied(fair)
    with pytest.raises(DomainError):
        fairs.close_applications(make.again(fair), actor=chief)


def test_a_producer_applies_once_with_own_products() -> None:
    _chief, fair = make.called()
    actor, made = make.applied(fair)
    assert made.exhibits.values_list("star", "daily", "unit", "price").get() == (4, 50, "hũ", 80_000)
    product = made.exhibits.get().product
    assert product is not None
    line = applications.Line(product, 5, "hũ")
    with pytest.raises(DomainError):
        applications.apply(fair, product.producer, applications.Application([line]), actor=actor)
    stranger, strange = owned_product("Mật ong")
    with pytest.raises(NotAllowed):
        applications.apply(fair, strange.producer, applications.Application([line]), actor=actor)
    with pytest.raises(DomainError):
        applications.apply(fair, strange.producer, applications.Application([line]), actor=stranger)
    with pytest.raises(DomainError):
        applications.apply(fair, strange.producer, applications.Application([]), actor=stranger)
    assert Exhibitor.objects.count() == 1


def test_an_application_is_changed_and_withdrawn_and_made_anew() -> None:
    _chief, fair = make.called()
    actor, made = make.applied(fair)
    product = made.exhibits.get().product
    assert product is not None
    told = applications.Application([applications.Line(product, 9, "hũ")], 2, 500, "Gần cửa")
    applications.change_application(make.exhibitor(made.pk), told, actor=actor)
    one = make.exhibitor(made.pk)
    assert (one.booths_wanted, one.watts, one.note, one.exhibits.get().daily) == (2, 500, "Gần cửa", 9)
    applications.withdraw(one, actor=actor)
    assert make.exhibitor(made.pk).state == "withdrawn"
    assert applications.apply(fair, product.producer, told, actor=actor).state == "applied"


def test_guests_are_taken_all_or_none() -> None:
    chief, fair = make.called()
    with pytest.raises(DomainError):
        applications.take_guests(fair, [make.guest(), make.guest("KHÁCH vĩnh long")], actor=chief)
    assert Exhibitor.objects.count() == 0
    applications.take_guests(make.again(fair), [make.guest(), make.guest("Khách Huế")], actor=chief)
    assert list(Exhibitor.objects.order_by("sort").values_list("name", "state")) == [
        ("Khách Huế", "applied"), ("Khách Vĩnh Long", "applied"),
    ]  # fmt: skip


def test_the_rule_proposes_the_organiser_decides_and_everybody_reads_why() -> None:
    chief, fair = make.called(min_star=3, capacity_least=10)
    _first, good = make.applied(fair, star=5, booths=2)
    _second, low = make.applied(fair, "Mật ong", star=0)
    _third, late = make.applied(fair, "Dâu sấy", star=3, booths=2)
    fairs.close_applications(make.again(fair), actor=chief)
    assert choosing.propose_choice(make.again(fair), actor=chief) == {"chosen": 1, "waiting": 1, "refused": 1}
    assert [make.exhibitor(one.pk).state for one in (good, low, late)] == ["applied"] * 3
    with pytest.raises(DomainError):
        choosing.decide_against(make.exhibitor(low.pk), "chosen", "vì", actor=chief)
    choosing.decide_against(make.exhibitor(low.pk), "chosen", "Sản phẩm mới của thanh niên.", actor=chief)
    choosing.publish_choice(make.again(fair), actor=chief)
    rows = {one.pk: one for one in Exhibitor.objects.all()}
    assert [rows[one.pk].state for one in (good, low, late)] == ["chosen", "chosen", "waiting"]
    assert rows[low.pk].because == "Sản phẩm mới của thanh niên."
    assert [one.text for one in sentences(rows[late.pk].reasons)] == [
        "Có sản phẩm 3 sao còn hạn đến hết hội chợ (cần từ 3 sao).",
        "Đủ hàng: 50 đơn vị một ngày (cần từ 10).",
        "Xếp thứ 2 trong 2 đơn vị đủ điều kiện.",
        "Đến lượt chỉ còn 1 gian, đơn vị xin 2 gian.",
    ]
    with pytest.raises(DomainError):
        choosing.propose_choice(make.again(fair), actor=chief)


def test_publishing_keeps_to_the_booths_planned() -> None:
    chief, fair = make.called(booths_planned=1)
    make.applied(fair)
    _actor, second = make.applied(fair, "Mật ong")
    fairs.close_applications(make.again(fair), actor=chief)
    choosing.propose_choice(make.again(fair), actor=chief)
    choosing.decide_against(make.exhibitor(second.pk), "chosen", "Cần thêm đơn vị này.", actor=chief)
    with pytest.raises(DomainError):
        choosing.publish_choice(make.again(fair), actor=chief)
    assert make.again(fair).chosen_on is None


def test_a_star_that_ends_before_the_last_day_counts_for_nothing() -> None:
    chief, fair = make.called(min_star=3)
    _actor, made = make.applied(fair)
    product = made.exhibits.get().product
    assert product is not None
    make.starred(product, 5, fair.last_day - timedelta(days=1))
    fairs.close_applications(make.again(fair), actor=chief)
    choosing.propose_choice(make.again(fair), actor=chief)
    assert make.exhibitor(made.pk).reasons == [{"code": "star", "good": False, "has": 0, "least": 3}]


def test_papers_must_hold_to_the_last_day_and_an_absence_puts_behind() -> None:
    chief, before = make.called()
    one, missed = make.applied(before)
    Exhibitor.objects.filter(pk=missed.pk).update(state="absent")
    _chief, fair = make.called(chief, name="Hội chợ sau", needs=("E02",))
    producer = missed.producer
    assert producer is not None
    product = producer.products.get()
    put_paper(one, producer, pdf(), {"kind": "E02", "expires_on": fair.last_day})
    mine = applications.apply(
        fair, producer, applications.Application([applications.Line(product, 50, "hũ")]), actor=one
    )
    other, second = make.applied(fair, "Mật ong", star=3)
    assert second.producer is not None
    put_paper(
        other, second.producer, pdf("Giấy khác.pdf"), {"kind": "E02", "expires_on": fair.last_day - timedelta(days=1)}
    )
    applications.take_guests(make.again(fair), [make.guest()], actor=chief)
    fairs.close_applications(make.again(fair), actor=chief)
    choosing.propose_choice(make.again(fair), actor=chief)
    assert list(Exhibitor.objects.filter(fair=fair).order_by("pk").values_list("proposed", "rank")) == [
        ("chosen", 2), ("refused", None), ("chosen", 1),
    ]  # fmt: skip
    assert {"code": "absent", "good": False, "times": 1} in make.exhibitor(mine.pk).reasons


def test_a_needed_paper_must_hold_by_its_term_when_no_last_day_was_written_down() -> None:
    chief, fair = make.called(needs=("test_report",))
    for name, days in (("Mắm cá", 100), ("Mật ong", 400)):  # a test is good for a year
        owner, made = make.applied(fair, name)
        assert made.producer is not None
        put_paper(owner, made.producer, pdf(), {"kind": "test_report", "issued_on": today() - timedelta(days=days)})
    fairs.close_applications(make.again(fair), actor=chief)
    choosing.propose_choice(make.again(fair), actor=chief)
    proposed = Exhibitor.objects.filter(fair=fair).order_by("pk").values_list("proposed", flat=True)
    assert list(proposed) == ["chosen", "refused"]


def test_who_gives_notice_frees_booths_and_the_first_who_waits_moves_up() -> None:
    chief, fair = make.called(booths_planned=1)
    first, one = make.applied(fair, star=5)
    _second, two = make.applied(fair, "Mật ong", star=4)
    _third, three = make.applied(fair, "Dâu sấy", star=3)
    make.published(chief, fair)
    booth = make.drawn(chief, fair, 1, 1)[0]
    plan.assign_booth(booth, make.exhibitor(one.pk), actor=chief)
    with pytest.raises(DomainError):
        choosing.move_up(make.exhibitor(two.pk), actor=chief)
    applications.withdraw(make.exhibitor(one.pk), actor=first)
    assert Booth.objects.get().exhibitor is None
    with pytest.raises(DomainError):
        choosing.move_up(make.exhibitor(three.pk), actor=chief)
    choosing.move_up(make.exhibitor(two.pk), actor=chief)
    assert make.exhibitor(two.pk).state == "chosen"


def test_booths_are_assigned_swapped_moved_and_freed_by_compare_and_set() -> None:
    chief, fair = make.called()
    _one, first = make.applied(fair)
    _two, second = make.applied(fair, "Mật ong")
    make.published(chief, fair)
    a, b, c = make.drawn(chief, fair)
    plan.assign_booth(a, make.exhibitor(first.pk), actor=chief)
    with pytest.raises(DomainError):
        plan.assign_booth(b, make.exhibitor(first.pk), actor=chief)
    stale = Booth.objects.select_related("fair", "exhibitor").get(pk=b.pk)
    plan.assign_booth(b, make.exhibitor(second.pk), actor=chief)
    with pytest.raises(Stale):
        plan.move_booth(stale, 9, 9, actor=chief)
    plan.swap_booths(a, b, actor=chief)
    assert list(Booth.objects.order_by("code").values_list("exhibitor", flat=True)) == [second.pk, first.pk, None]
    with pytest.raises(DomainError):
        plan.move_booth(c, a.column, a.row, actor=chief)
    plan.move_booth(c, 7, 4, actor=chief)
    plan.free_booth(a, actor=chief)
    assert list(Booth.objects.order_by("code").values_list("exhibitor", "column", "row")) == [
        (None, 0, 0), (first.pk, 1, 0), (None, 7, 4),
    ]  # fmt: skip
    with pytest.raises(DomainError):
        plan.draw_plan(make.again(fair), [], actor=chief)
    with pytest.raises(DomainError):
        fairs.settle(make.again(fair), actor=chief)
    assert plan.assign_all(make.again(fair), actor=chief) == 1
    fairs.settle(make.again(fair), actor=chief)
    assert make.again(fair).state == "planned"


def test_who_got_a_part_of_the_booths_gets_the_rest_beside_it() -> None:
    chief, fair = make.called(booths_planned=5)
    _one, pair = make.applied(fair, booths=2, star=3)
    _two, single = make.applied(fair, "Mật ong", star=5)
    make.published(chief, fair)
    booths = make.drawn(chief, fair, 1, 5)
    plan.assign_booth(booths[2], make.exhibitor(pair.pk), actor=chief)
    assert plan.assign_all(make.again(fair), actor=chief) == 2
    assert list(Booth.objects.order_by("code").values_list("exhibitor", flat=True)) == [
        single.pk, None, pair.pk, pair.pk, None,
    ]  # fmt: skip
    assert plan.assign_all(make.again(fair), actor=chief) == 0


def test_a_plan_has_no_more_booths_than_planned() -> None:
    chief, fair = make.called()
    with pytest.raises(DomainError):
        make.drawn(chief, fair, 2, 2)
    assert Booth.objects.count() == 0


def test_the_days_and_who_came() -> None:
    chief, fair = make.called(first_day=today(), last_day=today())
    _one, first = make.applied(fair)
    _two, second = make.applied(fair, "Mật ong")
    make.published(chief, fair)
    make.drawn(chief, fair)
    plan.assign_all(make.again(fair), actor=chief)
    fairs.settle(make.again(fair), actor=chief)
    with pytest.raises(DomainError):
        applications.mark_attendance(make.exhibitor(first.pk), came=True, actor=chief)
    fairs.begin(make.again(fair), actor=chief)
    applications.mark_attendance(make.exhibitor(first.pk), came=True, actor=chief)
    applications.mark_attendance(make.exhibitor(second.pk), came=False, actor=chief)
    fairs.end(make.again(fair), actor=chief)
    assert list(Exhibitor.objects.order_by("pk").values_list("state", flat=True)) == ["came", "absent"]


def test_a_fair_is_called_off_with_a_reason() -> None:
    chief, fair = make.called()
    with pytest.raises(DomainError):
        fairs.cancel(make.again(fair), "mưa", actor=chief)
    fairs.cancel(make.again(fair), "Bão số 9 vào đúng ngày.", actor=chief)
    assert (make.again(fair).state, make.again(fair).cancelled_because) == ("cancelled", "Bão số 9 vào đúng ngày.")


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_the_whole_table_of_rights(role: Role) -> None:
    from saoque.fairs.rules import ORGANISERS, rules

    chief, fair = make.called()
    draft = fairs.open_fair(make.plan_of(name="Nháp"), actor=chief)
    owner, made = make.applied(fair)
    visitor = applications.take_guests(make.again(fair), [make.guest()], actor=chief)[0]
    stranger = office(role, make.here())
    subjects = {
        "open": None, "organise": fair, "read": fair, "apply": made.producer, "withdraw": made,
        "read_application": made, "log": made,
    }  # fmt: skip
    assert set(rules.table) == set(subjects)
    assert {name for name, one in subjects.items() if rules.may(stranger, name, one)} == (
        {"open", "read"} if role in ORGANISERS else {"read"}
    )
    assert not rules.may(stranger, "read", draft)
    assert {name for name, one in subjects.items() if rules.may(chief, name, one)} == {
        "open", "organise", "read", "read_application", "log",
    }  # fmt: skip
    assert {name for name, one in subjects.items() if rules.may(owner, name, one)} == {
        "read", "apply", "withdraw", "read_application", "log",
    }  # fmt: skip
    assert rules.may(chief, "withdraw", visitor)
    assert not rules.may(owner, "withdraw", visitor)
