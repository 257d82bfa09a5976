"""Files for every channel from the one selling record, each with what it still lacks."""

from importlib import import_module

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "saoque.feeds"
    label = "feeds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register jobs, promises, the words of the audit and what waits on the first screen."""
        for module in ("jobs", "promises", "said", "todo"):
            import_module(f"saoque.feeds.{module}")
