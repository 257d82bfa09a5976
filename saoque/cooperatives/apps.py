"""Founding and keeping a co-operative or a co-operative group."""

from django.apps import AppConfig


class CooperativesConfig(AppConfig):
    name = "saoque.cooperatives"
    label = "cooperatives"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saoque.cooperatives import indicators, promises, words  # noqa: F401
        from saoque.cooperatives.queries import todos  # noqa: F401
