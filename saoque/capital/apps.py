from importlib import import_module

from django.apps import AppConfig


class CapitalConfig(AppConfig):
    name = "saoque.capital"
    label = "capital"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's promises, its words in the audit log, and what it adds to the first screen."""
        for module in ("indicators", "doors", "promises", "queries.todos", "words"):
            import_module(f"saoque.capital.{module}")
