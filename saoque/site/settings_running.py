"""Settings of a real server started by a test: the same site, with quick passwords and unassembled static files."""

from saoque.site.settings import *  # noqa: F403
from saoque.site.settings import BUILT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS = [BUILT] if BUILT.exists() else []
