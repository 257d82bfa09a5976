"""One settings file; what differs between installations comes from the environment (docs/operations.md)."""

import secrets
from datetime import time
from pathlib import Path

import environ

PACKAGE = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env("SAOQUE_DATA", default=str(Path.cwd() / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """Return the key from the environment, else one kept in the data folder, made at the first start."""
    given: str = env("SECRET_KEY", default="")
    if given:
        return given
    kept = DATA_DIR / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(60))
    return kept.read_text()


SECRET_KEY = _secret_key()
DEBUG = env.bool("DEBUG", default=False)
DEMO_MODE = env.bool("SAOQUE_DEMO", default=False)
# Say in each answer how long it took: for measuring, never for strangers.
SERVER_TIMING = env.bool("SERVER_TIMING", default=False)
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
_HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    # Before allauth, so that the account pages and mails of this house win over the package's own.
    "saoque.people",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "saoque.kernel",
    "saoque.places",
    "saoque.sources",
    "saoque.producers",
    "saoque.dossiers",
    "saoque.councils",
    "saoque.certificates",
    "saoque.guidance",
    "saoque.support",
    "saoque.capital",
    "saoque.cooperatives",
    "saoque.startups",
    "saoque.selling",
    "saoque.channels",
    "saoque.ledger",
    "saoque.fairs",
    "saoque.buyers",
    "saoque.feeds",
    "saoque.gifts",
    "saoque.technology",
    "saoque.figures",
    "saoque.catalogue",
    "saoque.reminders",
    "saoque.site",
]

MIDDLEWARE = [
    "saoque.site.middleware.ServerTiming",
    "saoque.site.middleware.VisitorsAddress",
    "saoque.site.middleware.CompressPages",
    "django.middleware.security.SecurityMiddleware",
    "saoque.site.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "saoque.people.middleware.ActorMiddleware",
    "saoque.site.middleware.Whose",
    "saoque.site.middleware.DomainErrors",
]

ROOT_URLCONF = "saoque.site.urls"
WSGI_APPLICATION = "saoque.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The site's own pages come first, so that they replace those of packages.
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "saoque.site.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'saoque.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Each thread keeps its connection: opening one teaches SQLite some sixty functions anew.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was acknowledged survives a loss of power, not only a killed process.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;"
            " PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    # The server binds and remembers the statements that come again and again: it then plans each of them once.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        pool={"min_size": 1, "max_size": 10}, server_side_binding=True, prepare_threshold=1
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if env("REDIS_URL", default=""):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env("REDIS_URL")}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# The sign-up page is the house's own; the package only needs to know that neither name is required.
ACCOUNT_SIGNUP_FIELDS = ["phone", "email", "password1*", "password2*"]
ACCOUNT_ADAPTER = "saoque.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "saoque.people.forms.SignInForm",
    "reset_password": "saoque.people.forms.ForgottenForm",
    "reset_password_from_key": "saoque.people.forms.NewPasswordForm",
    "change_password": "saoque.people.forms.ChangePasswordForm",
    "reauthenticate": "saoque.people.forms.ConfirmItIsMeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
# Seconds for which a sign-in or a repeated password is recent enough to decide, revoke or change an email.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds; the link also dies when it was used
# Wrong passwords are counted per name, so that a phone network sharing one address is not locked out;
# the limit per address only stops floods.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/5m/key,100/5m/ip",
    "login": "120/m/ip",
    # Whoever holds an unlocked phone guesses no faster than at the door.
    "reauthenticate": "5/5m/user",
    "change_password": "5/5m/user",
    "signup": "30/m/ip",
    "reset_password": "60/m/ip,5/h/key",
    "find_person": "20/h/user",
}
# How many proxies of our own stand in front; 0 means that X-Forwarded-For is never believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SIGNUP_REDIRECT_URL = "people:who"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# The knowledge is no Django app, so its catalogue is named here.
LOCALE_PATHS = [PACKAGE / "site" / "locale", PACKAGE / "knowledge" / "locale"]
FORMAT_MODULE_PATH = ["saoque.site.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = env("STATIC_ROOT", default=str(PACKAGE / "site" / "assembled"))
BUILT = PACKAGE / "site" / "built"
STATICFILES_DIRS = [BUILT]
PRINT_FONTS = BUILT / "print-fonts"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILES_ROOT = DATA_DIR / "files"
MEDIA_ROOT = DATA_DIR / "media"
# The program that reads papers, with Vietnamese; without it the forms work and say so.
TESSERACT = env("TESSERACT", default="tesseract")
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT", default=64_000_000)  # bytes
UPLOAD_PAGES = env.int("UPLOAD_PAGES", default=500)
UPLOAD_PIXELS = env.int("UPLOAD_PIXELS", default=60_000_000)
# Where clamd listens: a socket's path or host:port; empty: no scanner, and files stay "unscanned".
CLAMD = env("CLAMD", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Sao Quê <khong-tra-loi@localhost>")

# When everybody gets the letter of the day, and when urgent deadlines are looked for once more (Vietnam).
REMINDERS_AT = time.fromisoformat(env("REMINDERS_AT", default="07:00"))
REMINDERS_AGAIN_AT = time.fromisoformat(env("REMINDERS_AGAIN_AT", default="13:00"))
# How many working days a buyer or a producer has for an answer, how many lie between the steps that silence brings,
# and when on the day they are taken. No rule says so: five days is the week that people take for a quotation.
BUYERS_ANSWER_DAYS = env.int("BUYERS_ANSWER_DAYS", default=5)
BUYERS_STEP_DAYS = env.int("BUYERS_STEP_DAYS", default=2)
BUYERS_SILENCE_AT = time.fromisoformat(env("BUYERS_SILENCE_AT", default="06:30"))
# Which registered way to a phone (SMS, Zalo) urgent notices take; "log" reaches nobody and says so.
PHONE_CHANNEL = env("PHONE_CHANNEL", default="log")
# Of how many producers a sum of an area must be, at least, before an office reads it.
LEDGER_LEAST_PRODUCERS = max(2, env.int("LEDGER_LEAST_PRODUCERS", default=3))
# After how many days without a look what stands on a shelf is marked, and its producer asked.
LISTING_RECHECK_DAYS = env.int("LISTING_RECHECK_DAYS", default=90)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SILENCED_SYSTEM_CHECKS = ["account.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {"pikepdf": {"level": "WARNING"}, "django.request": {"level": "ERROR"}, "fontTools": {"level": "ERROR"}},
}
