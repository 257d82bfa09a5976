from importlib import import_module

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "saoque.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register figures, promises, the words of the audit and what waits on the first screen."""
        for module in ("indicators", "promises", "said", "todo"):
            import_module(f"saoque.channels.{module}")
