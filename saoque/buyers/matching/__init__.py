"""Who can sell what a buyer wants: every yes and no with its reason, and the fewest sellers that reach a volume.

Pure Python: no Django, no database. Amounts are whole numbers of the request's own unit a month, money is VND.
"""

from saoque.buyers.matching.match import match, match_all
from saoque.buyers.matching.shapes import Match, Offer, Part, Reason, Request, Verdict

__all__ = ["Match", "Offer", "Part", "Reason", "Request", "Verdict", "match", "match_all"]
