"""Acts that must not be done by whoever picked up an unlocked phone: they want a recent sign-in."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def signed_in_recently(request: HttpRequest) -> bool:
    """Return whether the person proved who they are within `ACCOUNT_REAUTHENTICATION_TIMEOUT` seconds.

    Demonstration accounts have no password to ask for, and nothing of theirs is real.
    """
    user: Any = request.user
    if user.is_demo and not user.has_usable_password():
        return True
    proofs = get_authentication_records(request, user)
    # What was proved in times to come was proved before the clock was put back: nobody can tell how long ago.
    return any(0 <= time.time() - proof["at"] < app_settings.REAUTHENTICATION_TIMEOUT for proof in proofs)


def recently_signed_in(view: View) -> View:
    """Let `view` run only after a recent sign-in; otherwise ask for the password first, then go on where it was.

    A form that was sent is kept meanwhile and sent again; files are not, so put it on the page with the form too.
    """

    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not signed_in_recently(request):
            raise ReauthenticationRequired()
        return view(request, *args, **kwargs)

    return checked
