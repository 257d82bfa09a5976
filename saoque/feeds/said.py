"""What the audit calls the room's subjects and acts."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="feeds",
    subjects={"feeds.Dispatch": _("Tệp gửi kênh bán")},
    actions={"send_file": _("Làm tệp cho kênh bán")},
    states={"making": _("đang làm tệp"), "ready": _("đã có tệp"), "failed": _("chưa làm được tệp")},
)
