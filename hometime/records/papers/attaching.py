"""Takes an upload in with a record, and opens what was kept: the one place where files, vault and rows meet.

Looking at the file and sealing it happen before the transaction: no decoder ever runs while the pen is held (TRUST 35).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum

from hometime.audit.actions import Actor, action, note, person_of
from hometime.kernel import clock, ids
from hometime.records.models import Paper, Record
from hometime.records.papers.preparing import prepare
from hometime.records.papers.room import no_room
from hometime.records.papers.shapes import Prepared, Refused
from hometime.records.papers.vault import Folder, Kept, KeyRing, Vault

YEAR = dt.timedelta(days=365)
KEY_ID = "1"


def vault() -> Vault:
    """The vault of this data folder, with its own key for files."""
    return Vault(Folder(settings.FOLDER.files), KeyRing(KEY_ID, {KEY_ID: bytes.fromhex(settings.FILES_KEY)}))


@dataclasses.dataclass(frozen=True)
class Ready:
    """An upload that was looked at and sealed under the row id that its paper will have."""

    row: str
    prepared: Prepared
    kept: Kept


def make_ready(
    viewer: Actor, record: Record, data: bytes, name: str, look: Callable[[bytes, str], Prepared | Refused] = prepare
) -> Ready | Refused:
    """Looks at the upload `data` and seals it, or says in words why not. The record need not be written down yet.

    `look` is what looks at it: at pictures and PDFs unless said otherwise. Where nothing comes of it, `give_up` erases it.
    """
    if full := no_room(_on_record(record), _from_family(viewer, record), len(data)):
        return full
    prepared = look(data, name)
    if isinstance(prepared, Refused):
        return prepared
    row = ids.token()
    return Ready(row, prepared, vault().keep(row, data, prepared))


def give_up(ready: Ready) -> None:
    """Erases sealed files that no row will name."""
    vault().erase(ready.kept)


def take_in(viewer: Actor, record: Record, data: bytes, name: str) -> Paper | Refused:
    """Attaches the upload `data` to a record, or says in words why not. The rule was asked at the gate.

    Whatever goes wrong after sealing, the sealed files go too: no row, no file.
    """
    ready = make_ready(viewer, record, data, name)
    if isinstance(ready, Refused):
        return ready
    try:
        return attach(viewer, record, ready.row, ready.prepared, ready.kept)
    except BaseException:
        give_up(ready)
        raise


@action
def attach(viewer: Actor, record: Record, row: str, prepared: Prepared, kept: Kept) -> Paper:
    """Writes down a paper whose files are sealed under the row id `row`."""
    paper = Paper(
        id=row,
        record=record,
        title=prepared.title,
        media_type=prepared.media_type,
        size=prepared.size,
        sha256=prepared.sha256,
        original=kept.original,
        pages=list(kept.pages),
        thumbnail=kept.thumbnail,
        text=prepared.text,
        added_by_id=person_of(viewer),
        added_at=clock.now(),
    )
    paper.save()
    note("paper.attached", paper, chain=record.setting_id, record=record.pk, sha256=prepared.sha256)
    return paper


@action
def erase(viewer: Actor, paper: Paper) -> None:
    """Erases a paper whose time is up: the row in this transaction, its files once that is committed."""
    note("paper.erased", paper, chain=paper.record.setting_id, sha256=paper.sha256)
    names = kept(paper)
    paper.delete()
    transaction.on_commit(functools.partial(vault().erase, names))


def kept(paper: Paper) -> Kept:
    """Where a paper's files lie."""
    return Kept(paper.original, tuple(paper.pages), paper.thumbnail)


def page(paper: Paper, number: int) -> bytes:
    """The picture of page `number`, from 1. Raises the vault's `NotKept`, `Altered` or `KeyMissing`."""
    return vault().page(paper.pk, kept(paper), number)


def thumbnail(paper: Paper) -> bytes:
    """The small picture."""
    return vault().thumbnail(paper.pk, kept(paper))


def original(paper: Paper) -> bytes:
    """The evidence as it came, for a court or a regulator; raises `Altered` unless its hash is the one written down."""
    return vault().original(paper.pk, kept(paper), paper.sha256)


def _on_record(record: Record) -> int:
    return Paper.objects.unscoped("how many papers a record has").filter(record=record.pk).count()


def _from_family(viewer: Actor, record: Record) -> int:
    """Bytes of the last 365 days on this child's records; where there is no child, from this person."""
    whose = Q(record__child_id=record.child_id) if record.child_id else Q(added_by_id=viewer.person_id)
    rows = Paper.objects.unscoped("how much room a family has left").filter(whose, added_at__gte=clock.now() - YEAR)
    return rows.aggregate(total=Sum("size"))["total"] or 0
