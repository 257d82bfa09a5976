from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "saoque.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's promises and its words in the audit log."""
        from saoque.people.words import say

        import_module("saoque.sources.promises")
        say(
            room="sources",
            subjects={"sources.OfficersValue": _("Số liệu gốc")},
            actions={"correct": _("Sửa số liệu gốc")},
        )
