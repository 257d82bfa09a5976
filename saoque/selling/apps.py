from importlib import import_module

from django.apps import AppConfig


class SellingConfig(AppConfig):
    name = "saoque.selling"
    label = "selling"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the work in the background, promises, the words of the audit and what waits on the first screen."""
        for module in ("papers.bundle", "promises", "said", "todo"):
            import_module(f"saoque.selling.{module}")
