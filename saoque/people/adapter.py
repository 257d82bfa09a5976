"""How django-allauth finds and stores phone numbers here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by email or phone; the phone lives on the user."""
