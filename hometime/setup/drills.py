"""Asking for a backup drill, and how it goes. A page asks; the background work (hometime.config.drills) does it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, House, action, note, person_of
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Provider
from hometime.setup import actions
from hometime.setup.models import Drill

WORKER = House("backup drill")
STILL = (Drill.Stage.DONE, Drill.Stage.FAILED)


@action
def ask(viewer: Viewer, provider: Provider) -> Drill:
    """Asks for a drill. One at a time."""
    if Drill.objects.exclude(stage__in=STILL).exists():
        raise Refused(_("One is under way already. Look again in a moment."))
    drill = Drill(provider=provider, asked_by_id=person_of(viewer), asked_at=clock.now())
    drill.save()
    note("drill.asked", drill, provider=provider.pk)
    return drill


def next_asked() -> Drill | None:
    """The drill that waits longest, or that a killed worker left half-done."""
    return Drill.objects.exclude(stage__in=STILL).order_by("asked_at").first()


def last_of(provider: Provider) -> Drill | None:
    """The latest drill that was asked for."""
    return Drill.objects.filter(provider=provider).order_by("-asked_at").first()


def moved(drill: Drill, stage: str) -> None:
    """Says how far it has come."""
    _move(WORKER, drill, stage)


def done(drill: Drill, **found: str | int) -> None:
    """It came back whole: `found` is what was counted, and the evidence of the last page."""
    _end(WORKER, drill, Drill.Stage.DONE, found)
    actions.came_back(WORKER, drill)


def failed(drill: Drill, trouble: str) -> None:
    """It did not come back; `trouble` says why, in a sentence of ours."""
    _end(WORKER, drill, Drill.Stage.FAILED, {"trouble": trouble[:300]})


@action
def _move(viewer: Actor, drill: Drill, stage: str) -> None:
    drill.stage = stage
    drill.save(update_fields=["stage"])
    note("drill.moved", drill, stage=stage)


@action
def _end(viewer: Actor, drill: Drill, stage: str, found: dict[str, str | int]) -> None:
    for name, value in found.items():
        setattr(drill, name, value)
    drill.stage, drill.ended_at = stage, clock.now()
    drill.save()
    note("drill.ended", drill, stage=stage, rows=drill.rows, tables=drill.tables, events=drill.events)
