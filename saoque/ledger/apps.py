from importlib import import_module

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "saoque.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs that read and reckon, the paper for criteria, figures, promises, words of the audit and what waits."""
        for module in (
            "actions.imports",
            "actions.reckoning",
            "evidence.criteria",
            "indicators",
            "promises",
            "said",
            "todo",
        ):
            import_module(f"saoque.ledger.{module}")
