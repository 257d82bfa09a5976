from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "saoque.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"
