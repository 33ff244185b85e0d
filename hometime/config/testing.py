"""Settings for tests: the real settings over a throwaway data folder. HOMETIME_TEST_DATABASE_URL runs them on
PostgreSQL."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from . import environment
from .folder import make_folder

_folder = Path(tempfile.mkdtemp(prefix="hometime-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _setting in environment.TABLE:
    os.environ.pop(_setting.name, None)
os.environ["HOMETIME_DATA"] = str(_folder / "data")
os.environ["HOMETIME_KEYS"] = str(_folder / "keys")
if _url := os.environ.get("HOMETIME_TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = _url
make_folder(_folder / "data", "own")

from .settings import *
from .settings import DATABASES, STATIC_ROOT, STORAGES

if not _url:
    # A file, not memory: tests then meet the real journal, the real locks and the real key.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.db")}
else:
    DATABASES["default"]["OPTIONS"].pop("pool")  # the test database could not be dropped while a pool holds it

ALLOWED_HOSTS = ["localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir()
# Looked for when asked for: every client of every test would else read the whole list of files first.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
