"""What the Youth Union's room stores: cases with their parts, obstacles, people met, directives, and the line of units."""

from saoque.support.models.cases import CaseMessage, CaseMoney, CaseStep, Measure, SupportCase
from saoque.support.models.contacts import Contact
from saoque.support.models.directives import (
    Assignment,
    Directive,
    DirectiveFile,
    Indicator,
    Report,
    ReportFile,
    ReportLine,
    Target,
)
from saoque.support.models.lineage import UnitSuccession
from saoque.support.models.obstacles import Obstacle

__all__ = [
    "Assignment",
    "CaseMessage",
    "CaseMoney",
    "CaseStep",
    "Contact",
    "Directive",
    "DirectiveFile",
    "Indicator",
    "Measure",
    "Obstacle",
    "Report",
    "ReportFile",
    "ReportLine",
    "SupportCase",
    "Target",
    "UnitSuccession",
]
