from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "saoque.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saoque.support import indicators, notices, promises, words  # noqa: F401  registers figures, news, promises and words
        from saoque.support.queries import todos  # noqa: F401  registers what needs a person
