from importlib import import_module

from django.apps import AppConfig


class StartupsConfig(AppConfig):
    name = "saoque.startups"
    label = "startups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register figures, promises, the words of the audit and what waits on the first screen."""
        for module in ("indicators", "promises", "said", "todo"):
            import_module(f"saoque.startups.{module}")
