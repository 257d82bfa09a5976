"""The capital book on any day, from its lines."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from saoque.cooperatives.models import CapitalEntry, Cooperative, Member
from saoque.cooperatives.records import record_for, share_limit
from saoque.cooperatives.shares import over_limit, percentages
from saoque.kernel.calendar import today


@dataclass(frozen=True)
class Row:
    """One member's capital. Amounts in đồng, `share` in percent of all pledges with two digits."""

    member: Member
    pledged: int
    paid: int
    share: Decimal
    form: str
    due_on: date | None
    late: bool
    over: bool

    @property
    def owed(self) -> int:
        return self.pledged - self.paid


@dataclass(frozen=True)
class CapitalTable:
    """`limit` is the greatest share of one member in percent, None where no limit is known."""

    rows: list[Row]
    pledged: int
    paid: int
    limit: int | None

    @property
    def over(self) -> list[Row]:
        return [row for row in self.rows if row.over]


def members_on(cooperative: Cooperative, day: date) -> list[Member]:
    """Return who was a member on `day`, in the order of joining."""
    members = cooperative.members.all()
    return [one for one in members if one.joined_on <= day and (one.left_on is None or one.left_on > day)]


def capital_on(cooperative: Cooperative, day: date | None = None) -> CapitalTable:
    """Return the table as of `day` (today). Two queries on what `get_cooperative` gave."""
    day = day or today()
    limit = share_limit(cooperative, record_for(cooperative.commune, "coop_capital"))
    entries = CapitalEntry.objects.filter(member__cooperative=cooperative, on__lte=day).order_by("on", "pk")
    return table_of(members_on(cooperative, day), entries, limit, day)


def table_of(members: Iterable[Member], entries: Iterable[CapitalEntry], limit: int | None, day: date) -> CapitalTable:
    """Sum the lines by member. Only official members are held to the limit."""
    lines: dict[int, list[CapitalEntry]] = defaultdict(list)
    for entry in entries:
        lines[entry.member_id].append(entry)
    people = list(members)
    pledged = {one.pk: sum(line.pledged for line in lines[one.pk]) for one in people}
    shares = percentages(pledged)
    over = set(over_limit(pledged, limit)) if limit is not None else set()
    rows = [_row(one, lines[one.pk], pledged[one.pk], shares[one.pk], one.pk in over, day) for one in people]
    return CapitalTable(rows, sum(pledged.values()), sum(row.paid for row in rows), limit)


def _row(member: Member, lines: list[CapitalEntry], pledged: int, share: Decimal, over: bool, day: date) -> Row:
    last = next((line for line in reversed(lines) if line.act == CapitalEntry.Act.PLEDGE), None)
    paid = sum(line.paid for line in lines)
    due_on = last.due_on if last else None
    return Row(
        member=member,
        pledged=pledged,
        paid=paid,
        share=share,
        form=last.get_form_display() if last else "",
        due_on=due_on,
        late=paid < pledged and due_on is not None and due_on < day,
        over=over and member.standing == "official",
    )


def history_of(cooperative: Cooperative, limit: int = 200) -> list[CapitalEntry]:
    """Return the latest lines of the book, newest first. One query."""
    found = CapitalEntry.objects.filter(member__cooperative=cooperative).select_related("member", "by")
    return list(found.order_by("-on", "-pk")[:limit])
