from django.apps import AppConfig


class CapitalConfig(AppConfig):
    name = "saoque.capital"
    label = "capital"
    default_auto_field = "django.db.models.BigAutoField"
