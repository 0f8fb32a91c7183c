"""Django settings, read from the environment that `./qitao` prepares."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pghistory

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent
DATA = Path(os.environ.get("QITAO_DATA", CHECKOUT / "var"))

TESTING = "QITAO_TEST_DATABASE" in os.environ
SECRET_KEY = os.environ.get("QITAO_SECRET_KEY") or ("only-for-tests" if TESTING else "")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("QITAO_HOSTS", "*").split(",")
LIVE_PORT = os.environ.get("QITAO_LIVE_PORT", "")
LIVE_URL = os.environ.get("QITAO_LIVE_URL", "")
"""Where browsers reach the live stream behind a proxy; else this host at `LIVE_PORT`."""
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("QITAO_ORIGINS", "").split(",") if o]

FLOORS = (
    "base",
    "people",
    "lowcode",
    "catalog",
    "flow",
    "stock",
    "quality",
    "kitting",
    "trade",
    "production",
    "links",
    "watch",
)
WITH_PAGES = (PACKAGE / "web" / "apps.py").exists()
PRESENT = [floor for floor in FLOORS if (PACKAGE / floor / "apps.py").exists()]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    *(f"qitao.{floor}.apps.{floor.capitalize()}Floor" for floor in PRESENT),
    *(["qitao.web.apps.WebFloor"] if WITH_PAGES else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "qitao.server.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "axes.middleware.AxesMiddleware",
    *(["qitao.web.shell.middleware.ShellMiddleware"] if WITH_PAGES else []),
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "qitao.server.urls"
WSGI_APPLICATION = "qitao.server.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["qitao.web.shell.templatetags.qitao"] if WITH_PAGES else [],
        },
    }
]


def database(dsn: str) -> dict[str, Any]:
    """Turn a `postgresql://` DSN into Django's form; each thread keeps its connection."""
    parts = urlsplit(dsn)
    options: dict[str, Any] = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    options["prepare_threshold"] = 3
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


if TESTING:
    DATABASES = {"default": database(os.environ["QITAO_TEST_DATABASE"])}
    DATABASES["default"]["TEST"] = {
        "NAME": os.environ.get("QITAO_TEST_NAME", "test_qitao"),
        "TEMPLATE": "template0",
    }
else:
    DATABASES = {"default": database(os.environ.get("QITAO_DATABASE_URL", "postgresql:///qitao"))}
DATABASES["default"]["OPTIONS"].setdefault(
    "options", "-c lock_timeout=2000 -c plan_cache_mode=force_generic_plan"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "/login/"
CSRF_FAILURE_VIEW = (
    "qitao.web.shell.errors.stale_form" if WITH_PAGES else "django.views.csrf.csrf_failure"
)
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if os.environ.get("QITAO_HTTPS_ONLY") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

USE_TZ = True
TIME_ZONE = os.environ.get("QITAO_TIME_ZONE", "Asia/Shanghai")
USE_I18N = False
LANGUAGE_CODE = "zh-hans"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("QITAO_STATIC", DATA / "static"))
STATICFILES_DIRS = [
    folder
    for folder in (
        PACKAGE / "web" / "static",
        Path(os.environ.get("QITAO_ASSETS", CHECKOUT / "var" / "assets")),
    )
    if folder.exists()
]
if not TESTING:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# Versions are found by their row and by its owner alone: other indexes would only cost.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000  # a form of 1,000 lines (web.shell.spots) and its head
SILENCED_SYSTEM_CHECKS = ["axes.W003"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("QITAO_LOG", "WARNING")},
}
