"""Who from outside is involved with a child: begun, led by one, ended; and their advice, kept as they gave it (A1, A5)."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hometime.agencies.models import Advice, Involvement, Professional
from hometime.audit.actions import Actor, action, note, person_of
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.records.actions import close_record
from hometime.records.audiences import PLAN, Audience

SEALED, INVOLVED = "involved_sealed", PLAN  # the SENCO sees who works with a child, as a plan; never what is sealed
AUDIENCES = (Audience.FAMILY, Audience.STAFF, Audience.SAFEGUARDING)


@dataclasses.dataclass(frozen=True)
class Works:
    """An involvement as it is typed."""

    professional: Professional
    words: str
    since: dt.date
    manner: str
    leads: bool = False
    audience: str = Audience.FAMILY


@action
def involve(viewer: Actor, child: Child, works: Works) -> Involvement:
    """Writes down that a professional is involved with a child. Whoever led until now leads no more, where this one does."""
    if works.professional.organisation.setting_id != child.setting_id:
        raise Refused("This service is on another setting's register.")
    if works.since > clock.today():
        raise Refused("The day must be today or earlier.")
    if works.audience not in AUDIENCES:
        raise Refused("Say who may know.")
    sealed = works.audience == Audience.SAFEGUARDING
    made = Involvement(
        setting=child.setting, child=child, kind=SEALED if sealed else INVOLVED, title="Somebody from outside",
        audience=works.audience, opened=clock.today(), professional=works.professional, manner=works.manner,
        words=works.words.strip(), since=works.since,
    )  # fmt: skip
    made.save()
    note("involvement.begun", made)
    if works.leads:
        lead(viewer, made)
    return made


@action
def lead(viewer: Actor, involvement: Involvement) -> None:
    """This one leads now; whoever led before among those of the same secrecy leads no more."""
    _running(involvement)
    rows = Involvement.objects.unscoped("one professional leads at a time").filter(
        child=involvement.child, kind=involvement.kind, leads=True, closed__isnull=True
    )
    for before in rows.exclude(pk=involvement.pk).order_by("pk"):
        before.leads = False
        before.save(update_fields=["leads"])
        note("involvement.leads_no_more", before)
    involvement.leads = True
    involvement.save(update_fields=["leads"])
    note("involvement.leads", involvement)


@action
def end(viewer: Actor, involvement: Involvement) -> None:
    """The professional is involved no more, from today on."""
    _running(involvement)
    involvement.until, involvement.leads = clock.today(), False
    involvement.save(update_fields=["until", "leads"])
    note("involvement.ended", involvement)
    close_record(viewer, involvement)


@action
def advise(viewer: Actor, involvement: Involvement, words: str, on: dt.date) -> Advice:
    """Keeps what a professional advises in their own words, with the role and remit they have now. It is never changed."""
    _running(involvement)
    if not words.strip():
        raise Refused("Write down what they advise, in their words.")
    if on > clock.today():
        raise Refused("The day must be today or earlier.")
    who = involvement.professional
    rows = Advice.objects.unscoped("advice is counted as it comes").filter(involvement=involvement)
    made = Advice(
        involvement=involvement, number=rows.count() + 1, on=on, role=who.role, remit=who.remit, words=words,
        by_id=person_of(viewer),
    )  # fmt: skip
    made.save()
    note("advice.kept", involvement, number=made.number)
    return made


def _running(involvement: Involvement) -> None:
    if involvement.closed is not None:
        raise Refused("They are involved no more. Nothing was changed.")
