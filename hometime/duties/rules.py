"""Who may keep a duty: whoever owes it, in the hat it is owed in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from hometime.access.viewer import Viewer
from hometime.duties.models import Duty
from hometime.kernel.answers import No
from hometime.kernel.spelling import asked_for


def keep(viewer: Viewer, duty: Duty) -> No | None:
    """The one who owes it may, while it is open."""
    if duty.kept_on or duty.lifted_because:
        return No("This is already done. Nothing is left to do here.")
    if duty.why.get("case") or duty.why.get("opens"):
        return No("This is done on the page of what it belongs to. Open that page.")
    return (
        None
        if any(_mine(duty.pk, viewer))
        else No("Somebody else is to do this. You can see it, and you need do nothing.")
    )


@asked_for
def _mine(token: str, viewer: Viewer) -> QuerySet[Any, Any]:
    return Duty.objects.visible_to(viewer).owed_by(viewer).filter(pk=token).values_list("pk")
