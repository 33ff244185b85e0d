"""The ruler's settings: Hometime's own database backend, with its key and its settings; of the rest, what is needed."""

from __future__ import annotations

from pathlib import Path

from hometime.config import databases, environment
from hometime.config.folder import open_folder

FOLDER = open_folder(environment.home("own"))
SECRET_KEY = FOLDER.ring.signing
DEBUG = False
ALLOWED_HOSTS = ["localhost"]
DATABASES = {"default": databases.embedded(FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "bench.floor"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "bench.floor.urls"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/cases/"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]
USE_TZ = True
TIME_ZONE = "Europe/London"
