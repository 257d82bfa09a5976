from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "saoque.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models import TextField

        from saoque.kernel.search import Holds

        TextField.register_lookup(Holds)
