"""Django's settings. What may differ from place to place comes from the table in environment.py."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from hometime.ui import words

from . import databases, environment, logs, site
from .folder import open_folder
from .limits import CSP, LARGEST_REQUEST, LIBRARY_LIMITS, LOCAL_HOSTS, PASSKEY_LIMITS

ROOT = environment.ROOT
FOLDER = open_folder(environment.home("own"))
PRACTICE = FOLDER.kind == "practice"
PUBLIC_URL = environment.said("HOMETIME_URL").rstrip("/")
PRINTED_URL = site.printable(environment.said("HOMETIME_SITE"))  # empty: no code and no link on paper
HTTPS = PUBLIC_URL.startswith("https://")
HOST = urlsplit(PUBLIC_URL).hostname or ""

SECRET_KEY = FOLDER.ring.signing
AUDIT_KEY = FOLDER.ring.audit
FILES_KEY = FOLDER.ring.files
DEBUG = environment.yes("HOMETIME_DEBUG")
ALLOWED_HOSTS = [HOST]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

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
    # The rooms of the house, from the ground up. A new room is a line here and, where it has pages, one in urls.py.
    "hometime.jobs",
    "hometime.audit",
    "hometime.people",
    "hometime.access",
    "hometime.notifications",
    "hometime.policies",
    "hometime.families",
    "hometime.records",
    "hometime.duties",
    "hometime.languages",
    "hometime.agencies",
    "hometime.consents",
    "hometime.keypersons",
    "hometime.welcome",
    "hometime.plans",
    "hometime.sharing",
    "hometime.complaints",
    "hometime.together",
    "hometime.schools",
    "hometime.noticeboard",
    "hometime.adoption",
    "hometime.inspection",
    "hometime.setup",
    "hometime.childfile",
    "hometime.today",
    "hometime.practice",
    "hometime.ui",
]
MIDDLEWARE = [
    "hometime.config.headers.Headers",
    "hometime.config.headers.Onward",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "hometime.config.headers.Refusals",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hometime.access.middleware.ViewerMiddleware",
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
            "builtins": ["django_cotton.templatetags.cotton", "hometime.ui.templatetags.components"],
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

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["hometime.access.backend.PasswordBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]

# Signing in (TRUST 8, 20; hometime.access). The library's limits stand in one table with ours.
LOGIN_URL = LOGOUT_REDIRECT_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hometime.access.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = LIBRARY_LIMITS
MFA_ADAPTER = "hometime.access.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones and tablets may be half a minute out
MFA_TOTP_ISSUER = "Hometime"
MFA_RATE_LIMITS = PASSKEY_LIMITS

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
# Offered are the languages that have words, each by its own name; compiled catalogues lie in the data folder.
LANGUAGES = words.LANGUAGES
LOCALE_PATHS = [FOLDER.path / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = FOLDER.path / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
LOGGING = logs.configuration(environment.said("HOMETIME_LOG"), FOLDER.path / "security.log" if FOLDER.known else None)

# What every answer carries (TRUST 5); headers.py adds what Django has no setting for.
CONTENT_SECURITY_POLICY = CSP
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = False  # only this machine speaks plain http; the web server in front redirects
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A practice world beside the house has the same host, and must not take its cookies.
_whose = "practice" if PRACTICE else "hometime"
SESSION_ENGINE = "hometime.access.sessions"
SESSION_COOKIE_NAME = f"__Host-{_whose}" if HTTPS else _whose
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"__Host-{_whose}-form" if HTTPS else f"{_whose}-form"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "hometime.config.views.not_allowed"

# Uploads stay in memory: a temporary file would lie unencrypted on the disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_REQUEST
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_REQUEST
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = environment.said("HOMETIME_MAIL_FROM")
_mail = urlsplit(environment.said("HOMETIME_MAIL"))
MAIL_ON = bool(_mail.hostname)
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp" and EMAIL_HOST not in LOCAL_HOSTS
EMAIL_TIMEOUT = 20
RETURNS = environment.said("HOMETIME_RETURNS")
FEED_HOSTS = frozenset(environment.said("HOMETIME_FEEDS").lower().split())  # nothing else is called for a directory
