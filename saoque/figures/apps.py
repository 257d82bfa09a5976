from importlib import import_module

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "saoque.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what is counted of the rooms below that do not count themselves, and the words of the audit."""
        for module in ("counted", "promises", "said"):
            import_module(f"saoque.figures.{module}")
