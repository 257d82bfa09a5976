from importlib import import_module

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "saoque.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the room hears, does in the background and adds to the first screen."""
        for module in (
            "bundles", "consents", "export", "helping", "listening", "notices", "pictures", "promises",
            "queries_office", "queries_writing", "talk", "words",
        ):  # fmt: skip
            import_module(f"saoque.dossiers.{module}")
