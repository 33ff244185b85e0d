"""A yes to photographs is taken back: what hangs on a wall or stands outside has to come down by somebody's hand (F26).

On screen nothing is shown from that moment on; the house cannot reach a wall, a website of others or a newspaper.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor
from hometime.consents.models import Consent, Tag, Use
from hometime.consents.picturing import stopped
from hometime.consents.standing import Kind, Purpose
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.roles import Role

TAKE_DOWN = Task(
    "F26", _("A photograph in use may not be shown any more. Take it down, wherever it is"), _("Open it"), Role.MANAGER
)
ON_SCREEN = (Purpose.RECORD, Purpose.OWN_FAMILY, Purpose.OTHER_FAMILIES)  # the house itself shows no more of these


def hide(viewer: Actor, consent: Consent) -> None:
    """After an answer about photographs: owes, today, that each use of the child outside the house ends which it stopped."""
    if consent.kind != Kind.PHOTO:
        return
    tags = Tag.objects.unscoped("what may not be shown any more is taken down").filter(
        child=consent.child_id, photograph__paper__isnull=False
    )
    uses = Use.objects.unscoped("what is used may hang somewhere").filter(
        photograph__in=tags.values("photograph"), ended_on__isnull=True
    )
    outside = list(uses.exclude(purpose__in=ON_SCREEN).select_related("photograph__setting").order_by("on", "pk"))
    known = {(duty.record_id, duty.why["purpose"]) for duty in _open([use.photograph_id for use in outside])}
    for use in stopped(outside, clock.today()):
        if (use.photograph_id, use.purpose) not in known:
            opens = {"opens": ["photograph", use.photograph_id], "purpose": use.purpose}
            owe(viewer, use.photograph, TAKE_DOWN, due=clock.today(), why=opens)


def taken_down(viewer: Actor, use: Use) -> None:
    """A use has ended: what was owed for it is done."""
    for duty in _open([use.photograph_id]):
        if duty.why["purpose"] == use.purpose:
            keep(viewer, duty, "It is not used for this any more.")


def _open(photographs: Collection[str]) -> list[Duty]:
    """What is owed of these photographs."""
    rows = Duty.objects.unscoped("what may not be shown any more is taken down").open()
    return list(rows.filter(record__in=photographs, what=TAKE_DOWN.what).order_by("pk"))
