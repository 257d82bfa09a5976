"""The further chapters of the demonstration, one module of this folder per room, told in this order after the way to the star."""

from collections.abc import Callable

from saoque.site.demo import cooperatives
from saoque.site.demo.cast import Cast

CHAPTERS: tuple[Callable[[Cast], None], ...] = (cooperatives.tell,)
