from importlib import import_module

from django.apps import AppConfig
from django.db.models import TextField


class KernelConfig(AppConfig):
    name = "saoque.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the search look-ups, and what the kernel promises about its data."""
        from saoque.kernel.search import Holds, HoldsAll

        TextField.register_lookup(Holds)
        TextField.register_lookup(HoldsAll)
        import_module("saoque.kernel.promises")
