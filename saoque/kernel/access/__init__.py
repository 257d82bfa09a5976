"""Who may do what: actors with standings, and one rule table per room, role × action."""

from saoque.kernel.access.actor import NOBODY, Actor, Standing
from saoque.kernel.access.rules import ANYONE, SIGNED_IN, Condition, Rules, always

__all__ = ["ANYONE", "NOBODY", "SIGNED_IN", "Actor", "Condition", "Rules", "Standing", "always"]
