from django.apps import AppConfig


class BuyersConfig(AppConfig):
    name = "saoque.buyers"
    label = "buyers"
    default_auto_field = "django.db.models.BigAutoField"
