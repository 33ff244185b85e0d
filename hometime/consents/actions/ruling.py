"""What a court has ruled about a kind of consent: written down by a safeguarding lead, asked about again before it ends."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note
from hometime.consents.models import Ruling
from hometime.consents.standing import Kind, Purpose
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.families.facets import ASKED_BEFORE
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.roles import Role
from hometime.records.actions import close_record
from hometime.records.audiences import Audience

RULING = "ruling"  # the kind of record
SETTLE = Task("F22", _("Decide what holds after a court order about consent"), _("Decide"), Role.DSL)


@action
def write_ruling(
    viewer: Actor,
    child: Child,
    kind: Kind,
    allows: bool,
    evidence: str,
    *,
    purpose: str = "",
    starts: dt.date | None = None,
    until: dt.date | None = None,
) -> Ruling:
    """Writes down that a court order allows or forbids a kind of consent. It counts from `starts`, above all answers."""
    starts = starts or clock.today()
    if not evidence.strip():
        raise Refused("Say which order it is, and when you saw it.")
    if until is not None and until < starts:
        raise Refused("The last day must be on or after the first day.")
    if purpose and (kind != Kind.PHOTO or purpose not in set(Purpose)):
        raise Refused("Only photographs have a purpose.")
    ruling = Ruling(
        setting=child.setting, child=child, kind=RULING, title="A court order", audience=Audience.SAFEGUARDING,
        opened=clock.today(), of_kind=kind, purpose=purpose, allows=allows, evidence=evidence.strip(), starts=starts,
        until=until,
    )  # fmt: skip
    ruling.save()
    note("ruling.written", ruling)
    if until is not None:
        due = max(until - dt.timedelta(days=max(ASKED_BEFORE)), clock.today())
        owe(viewer, ruling, SETTLE, due=due, why={"opens": ["ruling", ruling.pk]})
    return ruling


@action
def settle_ruling(viewer: Actor, ruling: Ruling, because: str) -> None:
    """A safeguarding lead says that an order no longer counts; from now on what the adults say holds again."""
    if ruling.settled_on is not None:
        raise Refused("This is already done. Nothing was changed.")
    if not because.strip():
        raise Refused("Say what holds now, and why.")
    ruling.settled_on = clock.today()
    ruling.save(update_fields=["settled_on"])
    note("ruling.settled", ruling)
    for duty in Duty.objects.unscoped("what a settled order owes is done").open().filter(record=ruling):
        keep(viewer, duty, because.strip())
    close_record(viewer, ruling, kept="safeguarding")
