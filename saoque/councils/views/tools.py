"""What all pages of the room share."""

from django.http import HttpRequest

from saoque.councils.rules import Seat
from saoque.kernel.errors import NotFound
from saoque.people.roles import Level


def chosen_id(request: HttpRequest, name: str) -> int:
    """A number sent by a page; 0, which no row has, for anything else."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else 0


def seat_choices(seats: list[Seat]) -> list[tuple[str, str]]:
    """Seats as choices: the place in its number."""
    return [
        (str(n), seat.province.full_name if seat.province else str(Level.MINISTRY.label))
        for n, seat in enumerate(seats)
    ]


def seat_of(seats: list[Seat], sent: str) -> Seat:
    """The seat chosen on a page. Raises `NotFound`."""
    if not sent.isdigit() or int(sent) >= len(seats):
        raise NotFound()
    return seats[int(sent)]
