from importlib import import_module

from django.apps import AppConfig


class FairsConfig(AppConfig):
    name = "saoque.fairs"
    label = "fairs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register figures, jobs, promises, the words of the audit and what waits on the first screen."""
        for module in ("indicators", "jobs", "notices", "promises", "said", "todo"):
            import_module(f"saoque.fairs.{module}")
        for module in ("outcome_indicators", "outcome_promises", "outcome_said", "outcome_todo", "result_jobs"):
            import_module(f"saoque.fairs.{module}")
