from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GuidanceConfig(AppConfig):
    name = "saoque.guidance"
    label = "guidance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the room promises, asks of people, calls its acts, and can be pointed at for."""
        for module in ("indicators", "promises", "queries.todos", "words", "pointing"):
            import_module(f"saoque.guidance.{module}")
        post_migrate.connect(_keep_index, sender=self)


def _keep_index(using: str, **_facts: Any) -> None:
    """The search over the handbook and over questions answers from an index on both engines."""
    from saoque.guidance.models import Question, SearchEntry
    from saoque.kernel.search import keep_index

    keep_index(SearchEntry, using)
    keep_index(Question, using)
