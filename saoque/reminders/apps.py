from importlib import import_module

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "saoque.reminders"
    label = "reminders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the room hears, does in the background and promises."""
        for module in ("channels", "jobs", "listening", "promises", "saying"):
            import_module(f"saoque.reminders.{module}")
