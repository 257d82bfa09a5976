"""Settings of the test suite: the same site, with a folder of its own and quick passwords."""

import hashlib
import os
import tempfile
from pathlib import Path

_worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
# Each checkout and each worker tests in a folder of its own.
_checkout = hashlib.sha256(__file__.encode()).hexdigest()[:8]
os.environ["SAOQUE_DATA"] = str(Path(tempfile.gettempdir()) / f"saoque-test-{os.getuid()}-{_checkout}-{_worker}")
os.environ["SAOQUE_DEMO"] = "1"
os.environ["SITE_URL"] = "http://127.0.0.1:8000"

from saoque.site.settings import *  # noqa: E402, F403
from saoque.site.settings import BUILT, DATA_DIR, DATABASES, MIDDLEWARE  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS = [BUILT] if BUILT.exists() else []
# The test servers hand out static files themselves, unassembled.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: racing threads need connections of their own, as in real life.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
