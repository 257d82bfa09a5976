from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "saoque.feeds"
    label = "feeds"
    default_auto_field = "django.db.models.BigAutoField"
