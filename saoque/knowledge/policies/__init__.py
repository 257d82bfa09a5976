"""Who is entitled to what: support policies are records, this room reads them and says why. Pure."""

from saoque.knowledge.policies.amounts import Amount
from saoque.knowledge.policies.facts import TRIGGERS, Event, Facts, Received
from saoque.knowledge.policies.matcher import Answer, Match, match, match_all
from saoque.knowledge.policies.places import Council, Places
from saoque.knowledge.policies.policy import Policy, policy_of
from saoque.knowledge.policies.sentences import Sentence, told

__all__ = [
    "TRIGGERS",
    "Amount",
    "Answer",
    "Council",
    "Event",
    "Facts",
    "Match",
    "Places",
    "Policy",
    "Received",
    "Sentence",
    "match",
    "match_all",
    "policy_of",
    "told",
]
