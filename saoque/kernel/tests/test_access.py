import pytest

from saoque.kernel.access import NOBODY, Actor, Rules, Standing
from saoque.kernel.access.rules import ANYONE, SIGNED_IN, always
from saoque.kernel.errors import NotAllowed


class Person:
    pk = 7


FIRST, SECOND = Standing("clerk", 1, "agency", province="92"), Standing("clerk", 2, "agency", province="80")
CLERK = Actor(user=Person(), standings=(FIRST, SECOND))


@pytest.fixture
def rules() -> Rules:
    made = Rules(
        "test",
        {
            "read": {ANYONE: always},
            "write": {SIGNED_IN: always},
            "decide": {"clerk": lambda actor, standing, subject: standing is not None and standing.unit_id == subject},
            "never": {},
        },
    )
    Rules.known.remove(made)
    return made


def test_what_is_not_in_the_table_is_forbidden(rules: Rules) -> None:
    assert not rules.may(CLERK, "never")
    with pytest.raises(KeyError):
        rules.may(CLERK, "unknown")


def test_everybody_and_those_who_signed_in(rules: Rules) -> None:
    assert [rules.may(NOBODY, action) for action in ("read", "write")] == [True, False]
    assert [rules.may(Actor(user=Person()), action) for action in ("read", "write")] == [True, True]


def test_the_standing_that_gives_the_right_is_the_one_recorded(rules: Rules) -> None:
    assert rules.require(CLERK, "decide", 2).standing == SECOND
    assert rules.require(CLERK, "decide", 1).unit_id == 1
    assert rules.require(CLERK, "write").standing is None
    assert CLERK.standing is None


def test_who_may_not_is_told_in_words(rules: Rules) -> None:
    with pytest.raises(NotAllowed) as refused:
        rules.require(CLERK, "decide", 3)
    assert refused.value.status == 403
    assert "Bạn không có quyền" in str(refused.value)


def test_an_actor_knows_roles_and_units() -> None:
    assert CLERK.has("clerk", "head")
    assert not CLERK.has("head")
    assert CLERK.unit_ids("clerk") == [1, 2]
    assert (CLERK.user_id, CLERK.unit_id, CLERK.signed_in) == (7, None, True)
    assert (NOBODY.user_id, NOBODY.unit_id, NOBODY.signed_in) == (None, None, False)
