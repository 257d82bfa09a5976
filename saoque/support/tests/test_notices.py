"""Who is told of what at once, and when a notice falls silent by itself."""

import pytest

from saoque.kernel.tests.hearing import hearing
from saoque.people.actors import actor_for
from saoque.support import actions, notices
from saoque.support.tests.factories import AFTER, BEFORE, asked, begin, city, directive, part_of, soon, values

pytestmark = pytest.mark.django_db


def test_the_producer_hears_of_every_turn_of_the_case_and_nobody_of_the_writers_own_words() -> None:
    c = city()
    owner, helper = c["owner"].user_id, c["helper"].user_id
    with hearing() as heard:
        case = begin(c, asked(c))
        actions.wait(case, waiting_on="producer", note="Gửi ảnh nhãn", actor=c["helper"])
        actions.write_message(case, "Ảnh đây", actor=c["owner"])
        case.refresh_from_db()
        actions.resume(case, actor=c["helper"])
        actions.close(case, result="Xong", before=BEFORE, closing=AFTER, actor=c["helper"])
    partners = (c["partner"].user_id, c["colleague"].user_id)
    assert [(one.kind.name, one.people, one.urgent) for one in heard] == [
        ("support.case", (owner,), False),
        ("support.waits", (owner,), True),
        ("support.message", (helper, *partners), False),
        ("support.case", (owner,), False),
    ]
    assert heard[1].text % heard[1].values == "«Cần người chỉ cách giữ màu» đang chờ bà con: Gửi ảnh nhãn"
    assert notices.waiting_for_producer(c["owner"], [str(case.pk)]) == set()
    assert notices.readable(c["neighbour"], [str(case.pk)]) == set()


def test_units_hear_of_a_directive_and_of_a_report_that_came_back() -> None:
    c = city()
    with hearing() as heard:
        made = directive(c)
        part = part_of(made, c.units["here"])
        asked_here = notices.still_asked(c["helper"], [str(part.pk)])
        actions.accept_directive(part, actor=c["leader"])
        report = actions.send_report(part, text="Một", values=values(part, 1), actor=c["helper"])
        actions.return_report(report, reason="Thiếu danh sách", actor=c["city_leader"])
    here = (c["leader"].user_id, c["helper"].user_id)
    there = (c["other_leader"].user_id, c["other_helper"].user_id)
    assert [(one.kind.name, one.people) for one in heard] == [
        ("support.directive", here), ("support.directive", there), ("support.returned", here),
    ]  # fmt: skip
    key = str(part.pk)
    assert (asked_here, notices.still_asked(c["helper"], [key])) == ({key}, set())
    assert notices.still_returned(actor_for(c["helper"].user), [key]) == {key}
    assert notices.still_returned(c["other_helper"], [key]) == set()
    assert heard[0].due_on == soon(5)
