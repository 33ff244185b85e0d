"""The least that Django needs to draw a page: for looking at the gallery without the rest of the house."""

from hometime.ui import words

SECRET_KEY = "only for looking at made-up pages"
INSTALLED_APPS = ["django.contrib.staticfiles", "django_cotton", "hometime.ui"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
              "OPTIONS": {"context_processors": ["django.template.context_processors.request"]}}]  # fmt: skip
MIDDLEWARE: list[str] = []
ROOT_URLCONF = __name__
urlpatterns: list[object] = []
STATIC_URL = "/static/"
LANGUAGE_CODE = "en-gb"
USE_TZ = True
LANGUAGES = words.LANGUAGES
LOCALE_PATHS = [str(words.compile_catalogues())]
