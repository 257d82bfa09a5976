from django.apps import AppConfig


class ProducersConfig(AppConfig):
    name = "saoque.producers"
    label = "producers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saoque.producers import jobs, todo  # noqa: F401
