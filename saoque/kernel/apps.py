from importlib import import_module

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "saoque.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the kernel promises about its data."""
        import_module("saoque.kernel.promises")
