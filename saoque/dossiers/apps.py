from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "saoque.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saoque.dossiers import export, notices, queries_office  # noqa: F401
