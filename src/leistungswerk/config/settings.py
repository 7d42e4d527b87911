# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wires Django from the typed settings; see :mod:`leistungswerk.core.settings` for what may be set."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlparse

from leistungswerk.core import logs
from leistungswerk.core.settings import Settings, settings

_instance = settings()
logs.configure(_instance.log_level)


def _databases(instance: Settings) -> dict[str, dict[str, Any]]:
    common = {"CONN_MAX_AGE": None, "ATOMIC_REQUESTS": False}
    if instance.database_url:
        url = urlparse(instance.database_url)
        # As libpq reads it: ?host= names a folder of sockets, everything else (sslmode …) is an option.
        query = dict(parse_qsl(url.query))
        host = query.pop("host", unquote(url.hostname or ""))
        options = {"options": "-c lock_timeout=4000 -c statement_timeout=5000", **query}
        return {
            "default": {
                **common,
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(url.path.lstrip("/")),
                "USER": unquote(url.username or ""),
                "PASSWORD": unquote(url.password or ""),
                "HOST": host,
                "PORT": str(url.port or ""),
                "OPTIONS": options,
            }
        }
    pragmas = (
        "PRAGMA journal_mode=WAL;"
        f"PRAGMA synchronous={instance.synchronous};"
        "PRAGMA secure_delete=ON;"  # what was deleted leaves no traces in free pages
        "PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-16000;"
        "PRAGMA temp_store=MEMORY;"
    )
    return {
        "default": {
            **common,
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": instance.folder("db") / "leistungswerk.sqlite3",
            # Writers queue at BEGIN instead of failing in the middle of a transaction.
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
            # A file also in tests: several threads must see the same database.
            "TEST": {"NAME": instance.folder("db") / "test.sqlite3"},
        }
    }


DEBUG = False
SECRET_KEY = _instance.secret_key
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", urlparse(_instance.base_url).hostname or ""]
CSRF_TRUSTED_ORIGINS = [_instance.base_url] if _instance.secure else []
ROOT_URLCONF = "leistungswerk.config.urls"
WSGI_APPLICATION = "leistungswerk.config.wsgi.application"
DATABASES = _databases(_instance)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "leistungswerk.core",
    "leistungswerk.register",
    "leistungswerk.delivery",
    "leistungswerk.online",
    "leistungswerk.enablement.site",
    "leistungswerk.enablement.training",
    "leistungswerk.enablement.desk",
    "leistungswerk.enablement.directory",
    "leistungswerk.programme",
    "leistungswerk.reporting",
    "leistungswerk.web",
]
MIDDLEWARE = [
    "leistungswerk.web.operation.durations.Durations",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "leistungswerk.web.middleware.SecurityHeaders",
    "leistungswerk.web.middleware.Language",
    "leistungswerk.web.middleware.BodyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "leistungswerk.web.context.instance",
                "leistungswerk.web.context.office",
            ]
        },
    }
]

AUTH_USER_MODEL = "core.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "office:login"
SESSION_COOKIE_NAME = "lw_office"
SESSION_COOKIE_PATH = "/verwaltung/"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _instance.secure
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "leistungswerk.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _instance.secure else 0
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "lw_sprache"
USE_I18N = True
LOCALE_PATHS = [_instance.locale]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = _instance.assets
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

# Uploads stay in memory until they are encrypted; nothing plain ever touches the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = _instance.upload_bytes
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING_CONFIG = None
