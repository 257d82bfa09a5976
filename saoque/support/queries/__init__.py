"""What is read of cases, obstacles and directives. Every single one comes through a door of `access`."""

from saoque.support.queries.access import (
    get_case,
    get_directive,
    get_money,
    get_obstacle,
    get_part,
    get_producer,
    get_report,
    get_step,
    visible_cases,
    visible_directives,
    visible_obstacles,
    visible_producers,
)
from saoque.support.queries.figures import (
    closed_cases,
    closed_obstacles,
    opened_cases,
    opened_obstacles,
)

__all__ = [
    "closed_cases",
    "closed_obstacles",
    "get_case",
    "get_directive",
    "get_money",
    "get_obstacle",
    "get_part",
    "get_producer",
    "get_report",
    "get_step",
    "opened_cases",
    "opened_obstacles",
    "visible_cases",
    "visible_directives",
    "visible_obstacles",
    "visible_producers",
]
