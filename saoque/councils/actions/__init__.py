"""Everything that can happen in a council: one function per act, one transaction, one audit record."""

from saoque.councils.actions.advising import write_advisory_report
from saoque.councils.actions.closing import close_assessment, close_session, missing_for_close, score_again
from saoque.councils.actions.forming import NewMember, add_member, end_member, form_council, retire_council, set_rules
from saoque.councils.actions.rounds import close_round, open_extra_round, open_rounds
from saoque.councils.actions.sessions import (
    call_roll,
    name_presider,
    open_session,
    plan_session,
    put_dossier,
    recuse,
    take_dossier,
)
from saoque.councils.actions.sheets import KEEP, StaleMark, hand_in, mark, open_sheet

__all__ = [
    "KEEP",
    "NewMember",
    "StaleMark",
    "add_member",
    "call_roll",
    "close_assessment",
    "close_round",
    "close_session",
    "end_member",
    "form_council",
    "hand_in",
    "mark",
    "missing_for_close",
    "name_presider",
    "open_extra_round",
    "open_rounds",
    "open_session",
    "open_sheet",
    "plan_session",
    "put_dossier",
    "recuse",
    "retire_council",
    "score_again",
    "set_rules",
    "take_dossier",
    "write_advisory_report",
]
