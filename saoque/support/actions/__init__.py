"""Everything that can happen to needs, cases, obstacles and directives: one function per act, one transaction, one record."""

from saoque.support.actions.asking import NewObstacle, ask, withdraw_need
from saoque.support.actions.carrying import (
    accept,
    assign,
    close,
    drop,
    pass_on,
    reopen,
    resume,
    start,
    wait,
    write_message,
)
from saoque.support.actions.contacts import note_contact
from saoque.support.actions.directives import (
    DirectiveData,
    NewIndicator,
    close_directive,
    draft_directive,
    send_directive,
    set_targets,
    withdraw_directive,
)
from saoque.support.actions.history import enter_past_case, record_succession
from saoque.support.actions.measuring import Figures, measure
from saoque.support.actions.obstacles import answer_obstacle
from saoque.support.actions.planning import (
    add_money,
    add_step,
    change_money,
    change_step,
    draft_steps,
    finish_step,
    remove_step,
    set_plan,
    unfinish_step,
)
from saoque.support.actions.reporting import (
    accept_directive,
    confirm_report,
    refuse_directive,
    return_report,
    send_report,
)

__all__ = [
    "DirectiveData",
    "Figures",
    "NewIndicator",
    "NewObstacle",
    "accept",
    "accept_directive",
    "add_money",
    "add_step",
    "answer_obstacle",
    "ask",
    "assign",
    "change_money",
    "change_step",
    "close",
    "close_directive",
    "confirm_report",
    "draft_directive",
    "draft_steps",
    "drop",
    "enter_past_case",
    "finish_step",
    "measure",
    "note_contact",
    "pass_on",
    "record_succession",
    "refuse_directive",
    "remove_step",
    "reopen",
    "resume",
    "return_report",
    "send_directive",
    "send_report",
    "set_plan",
    "set_targets",
    "start",
    "unfinish_step",
    "wait",
    "withdraw_directive",
    "withdraw_need",
    "write_message",
]
