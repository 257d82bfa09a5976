"""News of this room for those above."""

from dataclasses import dataclass

from saoque.kernel.events import Event
from saoque.support.models import Assignment, CaseMessage, Directive, Measure, Obstacle, Report, SupportCase


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """A producer asked, or a helper for the producer."""

    case: SupportCase


@dataclass(frozen=True, kw_only=True)
class CaseChanged(Event):
    """The case took one step of its flow (`action` of saoque.support.flow) other than opening and closing."""

    case: SupportCase
    action: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    """The case is done or dropped (`case.state`)."""

    case: SupportCase


@dataclass(frozen=True, kw_only=True)
class MessageWritten(Event):
    message: CaseMessage


@dataclass(frozen=True, kw_only=True)
class ResultMeasured(Event):
    measure: Measure


@dataclass(frozen=True, kw_only=True)
class ObstacleAnswered(Event):
    obstacle: Obstacle


@dataclass(frozen=True, kw_only=True)
class DirectiveSent(Event):
    directive: Directive


@dataclass(frozen=True, kw_only=True)
class DirectiveAnswered(Event):
    """A unit took its part on, or said why not (`assignment.state`)."""

    assignment: Assignment


@dataclass(frozen=True, kw_only=True)
class ReportSent(Event):
    report: Report


@dataclass(frozen=True, kw_only=True)
class ReportJudged(Event):
    report: Report
