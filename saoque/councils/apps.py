from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "saoque.councils"
    label = "councils"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saoque.councils import columns, interests, promises, queries  # noqa: F401  registers their sources
        from saoque.dossiers.queries import register_reader

        register_reader(queries.reads_before_council)
