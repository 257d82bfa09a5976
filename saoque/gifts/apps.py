from importlib import import_module

from django.apps import AppConfig


class GiftsConfig(AppConfig):
    name = "saoque.gifts"
    label = "gifts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register promises, the words of the audit, the catalogue's job and what waits on the first screen."""
        for module in ("paper", "promises", "said", "todo"):
            import_module(f"saoque.gifts.{module}")
