from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProducersConfig(AppConfig):
    name = "saoque.producers"
    label = "producers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saoque.producers import jobs, promises, todo, words  # noqa: F401

        post_migrate.connect(_keep_index, sender=self)


def _keep_index(using: str, **_facts: Any) -> None:
    """The search over products answers from an index on both engines."""
    from saoque.kernel.search import keep_index
    from saoque.producers.models import Product

    keep_index(Product, using)
