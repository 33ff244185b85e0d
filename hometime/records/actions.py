"""Opening and closing records, and naming who takes part or whom it concerns."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Sum

from hometime.audit.actions import Actor, action, note
from hometime.audit.models import HOUSE
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat
from hometime.policies.models import Adoption
from hometime.records.models import Paper, Party, Record
from hometime.records.papers.room import no_room
from hometime.records.papers.shapes import Prepared
from hometime.records.papers.vault import Folder, KeyRing, Vault
from hometime.records.retention import RULES, keep_until


@action
def open_record(
    viewer: Actor,
    setting: Setting,
    kind: str,
    title: str,
    audience: str,
    *,
    child: Child | None = None,
    under: Adoption | None = None,
) -> Record:
    """Opens a record for an audience; `under` is the adoption it runs under to its end."""
    record = Record(
        setting=setting,
        kind=kind,
        title=title,
        audience=audience,
        child=child,
        under=under,
        opened=clock.today(),
    )
    record.save()
    note("record.opened", record, kind=kind, audience=audience)
    return record


@action
def name_party(viewer: Actor, record: Record, person: Person, part: str, *, hat: str = Hat.STAFF) -> Party:
    """Names a person on a record. Whoever it concerns loses sight of it with this very action."""
    party = Party(record=record, person=person, part=part, hat=hat, starts=clock.today())
    party.save()
    note("party.named", record, person=person.pk, part=part)
    return party


@action
def close_record(viewer: Actor, record: Record, *, kept: str = "by_kind", on: dt.date | None = None) -> Record:
    """Closes a record and sets how long it must be kept at least, from its retention rule."""
    record.closed = on or clock.today()
    if RULES[kept].trigger == "closed":
        record.keep_until = keep_until(kept, record.closed)
    record.save(update_fields=["closed", "keep_until"])
    note("record.closed", record, kept=kept)
    return record


A_YEAR = dt.timedelta(days=365)


def vault() -> Vault:
    """The vault of this house: sealed files in the data folder, under the folder's own key."""
    return Vault(Folder(settings.FOLDER.files), KeyRing("one", {"one": bytes.fromhex(settings.FILES_KEY)}))


@action
def attach(viewer: Actor, record: Record, original: bytes, prepared: Prepared, *, family: bool = False) -> Paper:
    """Puts a paper on a record, seals the original and its safe copies, and notes it by its hash.

    `prepared` comes from `papers.preparing.prepare`, which runs before the action: nothing slow happens inside a
    transaction. Raises `Refused` where the record or the family has no room left (TRUST 31).
    """
    mine = Paper.objects.unscoped("a family has so much room in a year").filter(
        added_by=viewer.person_id, family=True, added_on__gt=clock.today() - A_YEAR
    )
    used = (mine.aggregate(all=Sum("size"))["all"] or 0) if family else 0
    on_record = Paper.objects.unscoped("a record has room for so many papers").filter(record=record).count()
    full = no_room(on_record, used, prepared.size)
    if full is not None:
        raise Refused(full.say)
    paper = Paper(
        record=record,
        title=prepared.title[:200],
        media_type=prepared.media_type,
        size=prepared.size,
        sha256=prepared.sha256,
        text=prepared.text,
        added_by_id=None if viewer.person_id == HOUSE else viewer.person_id,
        added_on=clock.today(),
        family=family,
    )
    kept = vault().keep(paper.pk, original, prepared)
    paper.files = {"original": kept.original, "pages": list(kept.pages), "thumbnail": kept.thumbnail}
    paper.save()
    note("paper.attached", paper, chain=record.setting_id, sha256=prepared.sha256)
    return paper
