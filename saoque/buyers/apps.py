from importlib import import_module

from django.apps import AppConfig


class BuyersConfig(AppConfig):
    name = "saoque.buyers"
    label = "buyers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register figures, work of the night, news, promises, the words of the audit and what waits today."""
        for module in ("indicators", "jobs", "notices", "promises", "said", "todo"):
            import_module(f"saoque.buyers.{module}")
