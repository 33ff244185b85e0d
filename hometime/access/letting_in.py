"""The children of elsewhere whom a session sees for an hour, because its person said why (TRUST 10).

What was said, and who is told of it, is a record of its own (hometime.childfile.reasons); here stands only until when a
session may act on it. It dies with the session, and another device asks anew.
"""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from hometime.access.viewer import Viewer
from hometime.kernel import clock
from hometime.people.roles import Hat

SESSION = "said_why"  # the session's key: for whom and where, and each child with the moment at which it is over


def let_in(request: HttpRequest, viewer: Viewer, child: str, until: dt.datetime) -> None:
    """Lets this session's viewer see a child until an instant."""
    there = {**_kept(request, viewer), child: until.timestamp()}
    request.session[SESSION] = {"who": viewer.person_id, "where": viewer.setting_id, "children": there}


def let_into(request: HttpRequest, viewer: Viewer) -> frozenset[str]:
    """The children whom this viewer, in this hat and place, may still see."""
    now = clock.now().timestamp()
    return frozenset(child for child, until in _kept(request, viewer).items() if now < until)


def _kept(request: HttpRequest, viewer: Viewer) -> dict[str, float]:
    kept = request.session.get(SESSION)
    if not kept or viewer.hat != Hat.STAFF or viewer.tablet:
        return {}
    mine = (kept["who"], kept["where"]) == (viewer.person_id, viewer.setting_id)
    return dict(kept["children"]) if mine else {}
