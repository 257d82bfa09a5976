"""A member scores in a real browser: on a phone and at a desk, by touch and by keyboard, free of serious faults."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Route, expect

from saoque.councils.models import Assessment, ScoreSheet, SheetMark
from saoque.councils.tests.factories import CARD, House, answers_worth, claim, dossier, evidence, house
from saoque.kernel.tests.browser import PHONE, faults, look_at, open_as, shot, sign_in, too_wide
from saoque.kernel.tests.patience import until
from saoque.rulebook import scorecard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def scene() -> tuple[House, Assessment]:
    h = house(members=4)
    one = dossier("Mắm cá Đồng Xa", province=h.province)
    for line in scorecard(CARD).criteria[:4]:
        claim(one, line.code, line.options[-1].id, words="Có hợp đồng với các hộ trong xã, giao hàng đều mỗi tháng.")
        evidence(one, line.code, f"Giấy tờ cho {line.code}")
    session = h.plan()
    put = h.put(session, one)
    other = h.put(session, dossier("Trà sen Đồng Xa", province=h.province))
    h.put(session, dossier("Mứt dừa Đồng Xa", province=h.province))
    h.open(session)
    for person, total in zip(h.scorers[:4], (72, 61, 74, 75), strict=True):
        h.hand_in(put, person, answers_worth(total))
    for person in h.scorers:
        h.hand_in(other, person, answers_worth(78))
    return h, h.assessment(put)


@pytest.mark.parametrize("width", [390, 1280])
def test_scoring_by_touch_and_keyboard(browser: Browser, live_server: Any, width: int) -> None:
    h, one = scene()
    member = h.members[3]
    page = open_as(browser, live_server.url, member, width)
    page.goto(live_server.url + reverse("councils:session", args=[one.session_id]))
    look_at(page, f"member-{width}", grave=True)
    page.goto(live_server.url + reverse("councils:sheet", args=[one.pk]))
    first, second = scorecard(CARD).criteria[:2]
    page.locator(f'[id="c-{first.code}"] label.choice').first.click()
    page.locator("#sheet-bar", has_text="1/").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("2")
    page.locator("#sheet-bar", has_text="2/").wait_for()
    page.locator(f'[id="c-{second.code}"] [data-saved-for=option][data-state=saved]').wait_for()
    assert faults(page, grave=True) == []
    assert too_wide(page) == 0
    shot(page, f"sheet-{width}", whole=False)
    page.reload()
    expect(page.locator("input[name=option]:checked")).to_have_count(2)
    sign_in(page, live_server.url, h.chair)
    for name, path in (
        ("table", reverse("councils:session", args=[one.session_id])),
        ("assessment", reverse("councils:assessment", args=[one.pk])),
        ("council", reverse("councils:council", args=[h.council.pk])),
        ("home", reverse("councils:home")),
        ("minutes", reverse("councils:minutes", args=[one.session_id])),
        (
            "print",
            reverse("councils:print_sheet", args=[ScoreSheet.objects.get(member=h.chair, assessment=one).pk]),
        ),
    ):
        page.goto(live_server.url + path)
        look_at(page, f"{name}-{width}", grave=True)
    sign_in(page, live_server.url, h.head)
    for name in ("rules", "form", "home"):
        page.goto(live_server.url + reverse(f"councils:{name}", args=[h.council.pk] if name == "rules" else []))
        look_at(page, f"head-{name}-{width}", grave=True)
    marks = dict(
        SheetMark.objects.filter(sheet__member=member, sheet__assessment=one).values_list("criterion", "option")
    )
    assert marks == {first.code: first.options[0].id, second.code: second.options[1].id}


def test_answers_that_overtake_each_other_leave_the_newest_sum(browser: Browser, live_server: Any) -> None:
    h, one = scene()
    page = open_as(browser, live_server.url, h.members[3], PHONE)
    page.goto(live_server.url + reverse("councils:sheet", args=[one.pk]))
    first, second = scorecard(CARD).criteria[:2]
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append((route, route.fetch()))

    page.route(f"**{reverse('councils:mark', args=[one.pk, 1, first.code])}", hold)
    page.locator(f'[id="c-{first.code}"] label.choice').first.click()
    until(lambda: bool(held), page)
    page.locator(f'[id="c-{second.code}"] label.choice').first.click()
    expect(page.locator("#sheet-bar")).to_contain_text("2/")
    for route, answer in held:
        route.fulfill(response=answer)
    page.locator(f'[id="c-{first.code}"] [data-saved-for=option][data-state=saved]').wait_for()
    expect(page.locator("#sheet-bar")).to_contain_text("2/")


# The device hands its rows out late: what was read before an answer came arrives after it.
SLOW_STORE = """
const read = IDBIndex.prototype.getAll;
IDBIndex.prototype.getAll = function (...given) {
  const request = read.apply(this, given);
  const listen = request.addEventListener.bind(request);
  request.addEventListener = (name, act) => listen(name, name === "success" ? () => setTimeout(act, 600) : act);
  return request;
};
"""


@pytest.mark.parametrize("store", ["quick", "slow"])
def test_a_mark_goes_to_the_server_once(browser: Browser, live_server: Any, store: str) -> None:
    """While its answer is under way, neither the page's outbox nor a late look into the store sends it again."""
    h, one = scene()
    page = open_as(browser, live_server.url, h.members[3], PHONE)
    if store == "slow":
        page.context.add_init_script(SLOW_STORE)
    under_way: list[Route] = []
    page.route("**/phieu/1/**", lambda route: under_way.append(route))
    page.goto(live_server.url + reverse("councils:sheet", args=[one.pk]))
    page.wait_for_timeout(300)
    first = scorecard(CARD).criteria[0]
    page.locator(f'[id="c-{first.code}"] label.choice').first.click()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    until(lambda: bool(under_way), page)
    page.wait_for_timeout(700)
    for route in under_way:
        route.continue_()
    page.locator("#sheet-bar", has_text="1/").wait_for()
    page.wait_for_timeout(1_000)
    assert len(under_way) == 1
    expect(page.locator("[data-outbox]")).to_be_hidden()
