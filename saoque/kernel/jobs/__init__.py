"""Work outside a request: a row that people can follow, and the queue behind it."""

from saoque.kernel.jobs.work import finish, progress, start

__all__ = ["finish", "progress", "start"]
