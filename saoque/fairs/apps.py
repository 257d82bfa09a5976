from django.apps import AppConfig


class FairsConfig(AppConfig):
    name = "saoque.fairs"
    label = "fairs"
    default_auto_field = "django.db.models.BigAutoField"
