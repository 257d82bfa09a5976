"""What a loan costs: the schedule of a monthly loan in whole đồng. Pure; ceilings, terms and rates are records."""

from saoque.knowledge.loans.schedule import METHODS, Loan, LoanError, Row, Schedule, due_on, schedule

__all__ = ["METHODS", "Loan", "LoanError", "Row", "Schedule", "due_on", "schedule"]
