"""Django's settings. What may differ from place to place comes from the table in environment.py."""

from __future__ import annotations

from importlib.util import find_spec
from urllib.parse import urlsplit

from . import databases, environment
from .folder import open_folder

ROOT = environment.ROOT
FOLDER = open_folder(environment.home("own"))
PRACTICE = FOLDER.kind == "practice"
PUBLIC_URL = environment.said("HOMETIME_URL").rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://")
HOST = urlsplit(PUBLIC_URL).hostname or ""

SECRET_KEY = FOLDER.ring.signing
AUDIT_KEY = FOLDER.ring.audit
FILES_KEY = FOLDER.ring.files
DEBUG = environment.yes("HOMETIME_DEBUG")
ALLOWED_HOSTS = [HOST]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

HOUSE = (
    "jobs", "audit", "people", "access", "notifications", "languages", "policies", "families", "records", "duties",
    "messages", "agencies", "consents", "plans", "sharing",
    "schools", "forum", "together", "welcome", "keypersons", "complaints",
    "noticeboard", "dataprotection", "adoption", "inspection", "childfile", "today", "practice", "ui",
)  # fmt: skip
ROOMS = [f"hometime.{room}" for room in HOUSE if find_spec(f"hometime.{room}")]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    *ROOMS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "hometime.config.urls"
WSGI_APPLICATION = "hometime.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

_url = environment.said("DATABASE_URL")
DATABASES = {"default": databases.postgresql(_url) if _url else databases.embedded(FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
}

if find_spec("hometime.people.models") if find_spec("hometime.people") else None:
    AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = FOLDER.path / "static"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
