from django.apps import AppConfig


class StartupsConfig(AppConfig):
    name = "saoque.startups"
    label = "startups"
    default_auto_field = "django.db.models.BigAutoField"
