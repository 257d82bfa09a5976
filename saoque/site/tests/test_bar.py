"""The bar at the top of a page stays one line high, however long the person's name is."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from saoque.people.roles import Role
from saoque.producers.tests import factories
from saoque.site.tests.test_work_browser import walk_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONE_LINE = 70  # pixels
WIDTHS = (900, 1199, 1200, 1280)


def test_a_long_name_leaves_the_bar_one_line_high(browser: Browser, live_server: Any) -> None:
    owner, producer = factories.owner()
    helper = factories.office(Role.YOUTH_HELPER, producer.commune)
    for actor in (owner, helper):
        actor.user.full_name = "Giám đốc Hợp tác xã Nông nghiệp Công nghệ cao Trường Long Tây"
        actor.user.save()
        walker = walk_as(browser, live_server.url, actor, "desk")
        heights = {}
        for place in ("today", "catalogue"):
            walker.go(reverse(place))
            for width in WIDTHS:
                walker.page.set_viewport_size({"width": width, "height": 800})
                one_line = walker.page.locator(".top").evaluate(f"bar => bar.offsetHeight <= {ONE_LINE}")
                heights[place, width] = one_line
        assert heights == dict.fromkeys(heights, True)
        assert walker.complaints == []
