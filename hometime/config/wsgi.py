"""The web server's way in. Whatever server loads it, a set-up that the gate refuses does not run."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from hometime.kernel.answers import Refused

from . import gate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hometime.config.settings")
if _found := gate.refused(gate.gather(settings.FOLDER, gate.LAST_PORT)):
    raise Refused("\n".join(sentence for _, sentence in _found))
application = get_wsgi_application()
