"""The kernel's tables, gathered here because Django looks for them in one module per app."""

from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar.models import SpecialDay
from saoque.kernel.files.models import StoredFile, Upload
from saoque.kernel.jobs.models import DailyRun, Heartbeat, Job

__all__ = ["AuditRecord", "DailyRun", "Heartbeat", "Job", "SpecialDay", "StoredFile", "Upload"]
