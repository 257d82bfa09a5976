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
    money_of,
    opened_cases,
    opened_obstacles,
    result_sums,
    results,
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
    "money_of",
    "opened_cases",
    "opened_obstacles",
    "result_sums",
    "results",
    "visible_cases",
    "visible_directives",
    "visible_obstacles",
    "visible_producers",
]
