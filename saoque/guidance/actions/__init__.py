"""Everything that can happen in the room, one function per act."""

from saoque.guidance.actions.classes import (
    ClassData,
    add_material,
    cancel_class,
    change_class,
    close_class,
    plan_class,
)
from saoque.guidance.actions.pages import PageText, set_handbook_rules, stock, write_page
from saoque.guidance.actions.places import come_by_code, enrol, evaluate, give_up_place, mark, take_place
from saoque.guidance.actions.questions import (
    answer_question,
    ask,
    publish_question,
    unpublish_question,
    vote,
    withdraw_question,
)
from saoque.guidance.actions.results import write_follow_up

__all__ = [
    "ClassData", "PageText", "add_material", "answer_question", "ask", "cancel_class", "change_class", "close_class",
    "come_by_code", "enrol", "evaluate", "give_up_place", "mark", "plan_class", "publish_question",
    "set_handbook_rules", "stock", "take_place", "unpublish_question", "vote", "withdraw_question", "write_follow_up",
    "write_page",
]  # fmt: skip
