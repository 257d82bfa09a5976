"""Who may do what: everybody with their own notices and their own desk, nobody with anybody else's."""

from saoque.kernel.access import Actor, Rules, Standing
from saoque.kernel.access.rules import SIGNED_IN
from saoque.people.models import User
from saoque.reminders.models import Notice


def is_told(actor: Actor, standing: Standing | None, notice: Notice) -> bool:
    return actor.user_id == notice.person_id


def is_self(actor: Actor, standing: Standing | None, person: User) -> bool:
    return actor.user_id == person.pk


rules = Rules(
    "reminders",
    {
        # subject: the notice
        "read_notice": {SIGNED_IN: is_told},
        # subject: the account
        "read_all": {SIGNED_IN: is_self},
        "choose": {SIGNED_IN: is_self},
        "renew_feed": {SIGNED_IN: is_self},
        "stop_feed": {SIGNED_IN: is_self},
    },
)
