"""Long spreadsheets, looked through and taken in behind the page: the background work does it, and the page says how far it is.

How far the looking has come is written down as it goes, so that a page can count along. The taking in is one action: all
of it or nothing, and of a worker that is killed nothing stays. Either begins anew where it was broken off.
"""

from __future__ import annotations

from django.utils import translation

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.audit.actions import House
from hometime.families.actions import importing
from hometime.families.models import Sheet
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.roles import Hat

WORKER = House("spreadsheets")
BROKE = "Something went wrong on our side. Nothing was written down. Try once more, or ask whoever keeps Hometime."
GONE = "Whoever brought this spreadsheet has no post here any more. Nothing was written down."


def take_up() -> None:
    """Does what the spreadsheet that waits longest waits for, if there is one."""
    waiting = Sheet.objects.unscoped("the background work takes up what was brought").exclude(stage="")
    sheet = waiting.select_related("setting", "by").order_by("brought_at", "pk").first()
    if sheet is None:
        return
    viewer = _bringer(sheet)
    try:
        if viewer is None:
            raise Refused(GONE)
        with translation.override(sheet.by.language or translation.get_language()):
            (_look_through if sheet.stage == Sheet.Stage.LOOK else _take_in)(viewer, sheet)
    except Refused as no:
        importing.stop_sheet(WORKER, sheet, str(no))
    except Exception:
        importing.stop_sheet(WORKER, sheet, BROKE)  # or it would stand in the way of all others for ever
        raise


def _bringer(sheet: Sheet) -> Viewer | None:
    """Whoever brought it, as they stand at the setting today; None where they have no post there any more."""
    for choice in hats_of(sheet.by, clock.today()):
        viewer = viewer_for(sheet.by, choice.key, clock.today())
        if viewer is not None and viewer.hat == Hat.STAFF and viewer.setting_id == sheet.setting_id:
            return viewer
    return None


def _look_through(viewer: Viewer, sheet: Sheet) -> None:
    """Keeps what each line would become; nothing is written down."""

    def tells(gone: int) -> None:
        importing.go_on(WORKER, sheet, gone, Sheet.Stage.LOOK)

    importing.keep_seen(WORKER, sheet, importing.looked_at(viewer, sheet, tells=tells))


def _take_in(viewer: Viewer, sheet: Sheet) -> None:
    """Takes it in, in the name of whoever brought it."""
    importing.go_on(WORKER, sheet, 0, Sheet.Stage.WRITE)
    importing.take_in_sheet(viewer, sheet, without_wrong=sheet.without_wrong)
