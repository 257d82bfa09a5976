from importlib import import_module

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "saoque.certificates"
    label = "certificates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's background work and what it adds to the first screen."""
        import_module("saoque.certificates.jobs")
        import_module("saoque.certificates.notices")
        import_module("saoque.certificates.promises")
        import_module("saoque.certificates.queries")
