"""Files of every form, drawn from what `fitting` has filled in. None of them looks at the database but for pictures."""

from saoque.feeds.formats.matter import Made, Matter
from saoque.feeds.formats.render import is_slow, render

__all__ = ["Made", "Matter", "is_slow", "render"]
