from importlib import import_module

from django.apps import AppConfig
from django.db.models import TextField


class KernelConfig(AppConfig):
    name = "saoque.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the search look-ups, the work of the night, and what the kernel promises about its data."""
        from saoque.kernel.search import Holds, HoldsAll

        TextField.register_lookup(Holds)
        TextField.register_lookup(HoldsAll)
        for module in ("jobs.forgetting", "promises"):
            import_module(f"saoque.kernel.{module}")
