"""What the figures count of cases: results once for each producer, own money, and what a directive's report need not type."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from saoque.kernel.calendar import today
from saoque.kernel.indicators import Indicator, Span, find_indicator
from saoque.support import actions
from saoque.support.counted import counted_for
from saoque.support.models import Measure
from saoque.support.tests.factories import City, city, directive, doing, done, part_of, soon

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consistent_data")]
WEEK = timedelta(days=7)


def figure(key: str) -> Indicator:
    found = find_indicator(key)
    assert found is not None
    return found


def count(key: str, last: date, first: date | None = None) -> dict[str, int]:
    return figure(key).by_commune("92", Span(first or date(last.year, 1, 1), last))


def taken(case: object, moment: str, on: date) -> None:
    Measure.objects.filter(case=case, moment=moment).update(taken_on=on)


def test_a_producer_helped_twice_counts_its_people_once_and_as_they_are_now() -> None:
    c = city()
    first, second = done(c), done(c)
    for case, day in ((first, today() - 2 * WEEK), (second, today() - WEEK)):
        for moment in ("before", "closing"):
            taken(case, moment, day)
    code = c.here.code
    assert count("jobs_regular", today()) == {code: 3}
    later = actions.Figures(jobs_regular=5, jobs_seasonal=8)
    actions.measure(first, "month_3", later, actor=c["helper"])
    assert (count("jobs_regular", today()), count("jobs_seasonal", today())) == ({code: 5}, {code: 8})
    assert (count("jobs_regular", today() - WEEK), count("jobs_seasonal", today() - WEEK)) == ({code: 3}, {})
    assert count("jobs_regular", today() - 3 * WEEK) == {}
    assert (count("revenue_of_helped", today()), count("channels_of_helped", today())) == (
        {code: 15_000_000},
        {code: 2},
    )


def test_figures_that_are_mended_stay_of_their_day() -> None:
    c = city()
    case = done(c)
    taken(case, "closing", today() - WEEK)
    actions.measure(case, "closing", actions.Figures(jobs_regular=4), actor=c["helper"])
    assert Measure.objects.get(case=case, moment="closing").taken_on == today() - WEEK
    assert (count("jobs_regular", today() - WEEK), count("jobs_regular", today() - 2 * WEEK)) == ({c.here.code: 4}, {})


def test_a_case_that_is_closed_anew_is_measured_anew() -> None:
    c = city()
    case = done(c)
    taken(case, "closing", today() - WEEK)
    actions.reopen(case, reason="Hư lại", due_on=soon(), actor=c["helper"])
    actions.close(
        case,
        result="Xong",
        before=actions.Figures(jobs_regular=1),
        closing=actions.Figures(jobs_regular=2),
        actor=c["helper"],
    )
    assert Measure.objects.get(case=case, moment="closing").taken_on == today()


def test_own_money_is_what_the_youth_union_paid_in_the_time() -> None:
    c = city()
    case, day = doing(c), today()
    for source, paid, on in (("youth", 1_200_000, day), ("youth", 300_000, day - WEEK), ("loan", 9_000_000, day)):
        line = actions.add_money(case, source=source, what="Xăng xe", planned=paid, actor=c["helper"])
        actions.change_money(line, planned=paid, paid=paid, paid_on=on, proof=None, actor=c["helper"])
    actions.add_money(case, source="youth", what="Chưa chi", planned=5, actor=c["helper"])
    assert count("own_capital_disbursed", day, day - WEEK) == {c.here.code: 1_500_000}
    assert count("own_capital_disbursed", day, day) == {c.here.code: 1_200_000}
    assert count("own_capital_disbursed", day - WEEK, day - WEEK) == {c.here.code: 300_000}


def _counted(c: City) -> object:
    """A part of the commune with one target that the house counts and one that it does not."""
    lines = [
        actions.NewIndicator("vướng mắc đang mở", Decimal(0), soon(30)),
        actions.NewIndicator("buổi ra quân", Decimal(2), soon(30)),
    ]
    part = part_of(directive(c, indicators=lines), c.units["here"])
    actions.accept_directive(part, actor=c["leader"])
    return part


def test_a_report_has_what_the_house_counts_filled_in() -> None:
    c = city()
    part = _counted(c)
    actions.ask(
        c.producers["owner"], "obstacle", "Hỏi mãi.", actor=c["owner"],
        obstacle=actions.NewObstacle("commune_intake", "khác", c.units["office"]),
    )  # fmt: skip
    assert [counted_for(part, name) for name in ("vướng mắc đang mở", "buổi ra quân")] == [1, None]
    other = part_of(part.directive, c.units["there"])  # type: ignore[attr-defined]
    assert counted_for(other, "vướng mắc đang mở") == 0
    browser = Client()
    browser.force_login(c["leader"].user, "allauth.account.auth_backends.AuthenticationBackend")
    targets = list(part.targets.order_by("indicator__position"))  # type: ignore[attr-defined]
    form = browser.get(reverse("support:report", args=[part.pk])).context["form"]  # type: ignore[attr-defined]
    assert [form[f"t{one.pk}"].initial for one in targets] == ["1", ""]
    said = "Sao Quê đếm được 1 từ các việc đã ghi trong kỳ."
    assert [str(form.fields[f"t{one.pk}"].help_text) for one in targets] == [said, ""]
    sent = {targets[0].pk: Decimal(3), targets[1].pk: Decimal(0)}
    report = actions.send_report(part, text="Ba việc", values=sent, actor=c["leader"])  # type: ignore[arg-type]
    actions.confirm_report(report, actor=c["city_leader"])
    again = browser.get(reverse("support:report", args=[part.pk])).context["form"]  # type: ignore[attr-defined]
    assert again[f"t{targets[0].pk}"].initial == "3"
    page = browser.get(reverse("support:part", args=[part.pk])).content.decode()  # type: ignore[attr-defined]
    assert page.count("Sao Quê đếm được") == 1


def test_nothing_is_counted_before_a_directive_begins() -> None:
    c = city()
    part = part_of(directive(c, period_from=soon(1)), c.units["here"])
    assert counted_for(part, "vướng mắc đang mở") is None
