from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "saoque.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saoque.people import jobs, listening, promises, queries  # noqa: F401
