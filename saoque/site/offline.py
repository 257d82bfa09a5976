"""What a phone keeps for days without a line: whose pages they are, which files draw them, which version they are of."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.crypto import salted_hmac

WHOSE = "X-Saoque-User"


def user_key(user: Any) -> str:
    """Return the name under which this person's pages lie on a device; `-` for a visitor. It tells nothing about the person."""
    if user is None or not user.is_authenticated:
        return "-"
    return salted_hmac("saoque.offline", str(user.pk)).hexdigest()[:24]


@lru_cache(maxsize=1)
def _built(modified: float) -> tuple[tuple[str, ...], str]:
    """Return the names of the shell's files, as the build wrote them, and a version that changes with any of them."""
    names = json.loads((settings.BUILT / "shell.json").read_text())
    digest = hashlib.sha256()
    for name in [*names, "sw.js"]:
        digest.update((settings.BUILT / name).read_bytes())
    return tuple(names), digest.hexdigest()[:16]


def worker_script(away: str) -> str:
    """Return the service worker with its list of files in front. `away`: address of the page shown without a line."""
    names, version = _built((settings.BUILT / "shell.json").stat().st_mtime)
    shell = {"version": version, "files": [static(name) for name in names], "away": away}
    source = (settings.BUILT / "sw.js").read_text()
    return f"self.saoqueShell = {json.dumps(shell)};\n{source}"
