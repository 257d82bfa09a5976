"""This room's acts in the words of the audit record."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(actions={"keep_label": _("Lưu chữ trên nhãn")})
