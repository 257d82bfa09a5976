"""What the audit calls the room's subjects and acts."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(room="figures", subjects={"figures.Target": _("Chỉ tiêu")}, actions={"set_target": _("Đặt chỉ tiêu")})
