"""When a complaint's time has come: proposed by the software, signed for by an owner, and never done by itself (O4).

Everything that hangs on the case goes with it: steps, work, papers, duties. What is left is the bare record, which goes on
keeping out whom it concerned, and a stub that says when it was completed and who signed.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from django.db import models, router, transaction

from hometime.access.viewer import Viewer
from hometime.audit.actions import action, note, person_of
from hometime.complaints.actions import review_of
from hometime.complaints.actions.slips import slips_of
from hometime.complaints.keeping.actions import SUMMARY
from hometime.complaints.keeping.counted import counted
from hometime.complaints.models import Change, Complaint, Disposal
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.guard import Guarded
from hometime.records.models import Paper, Party, Record
from hometime.records.papers.attaching import kept, vault

GONE = "complaint_gone"  # the kind of the record that is left


def due(viewer: Viewer) -> models.QuerySet[Complaint]:
    """The complaints whose time has come, or would have but for a hold; those longest over first."""
    rows = counted(viewer).filter(closed__isnull=False, keep_until__lte=viewer.today)
    return rows.select_related("setting").order_by("keep_until", "reference")


@action
def hold(viewer: Viewer, case: Complaint, why: str) -> Complaint:
    """Holds a case beyond its time, for an open matter with a regulator, a court or an insurer; `why` says which."""
    if not why.strip():
        raise Refused("Say why it is held, such as an open matter with the regulator.")
    case.on_hold = why.strip()[:120]
    case.save(update_fields=["on_hold"])
    note("complaint.held", case)
    return case


@action
def release(viewer: Viewer, case: Complaint) -> Complaint:
    """Ends a hold. Nothing is disposed of by that."""
    case.on_hold = ""
    case.save(update_fields=["on_hold"])
    note("complaint.released", case)
    return case


@action
def dispose(viewer: Viewer, case: Complaint, why: str) -> Disposal:
    """Disposes of one complaint with all that hangs on it, and leaves a stub. There is no way back.

    Raises `Refused` before its time, while it is held, and without a word of why.
    """
    case = Complaint.objects.unscoped("one signature disposes of it").select_for_update(of=("self",)).get(pk=case.pk)
    if case.closed is None or case.keep_until is None or clock.today() < case.keep_until:
        raise Refused("A complaint is kept for three years after it was completed, at least. Nothing was deleted.")
    if case.on_hold:
        raise Refused("This complaint is held. Nothing was deleted.")
    if not why.strip():
        raise Refused("Write a line about why it may go.")
    reference, completed, kept_until = case.reference, case.closed, case.keep_until
    record = Record.objects.unscoped(
        "a complaint is disposed of whole, once its time has come and an owner signed"
    ).get(pk=case.pk)
    count = sum(_erase(viewer, other) for other in _beside(case)) + _erase(viewer, record, stays=True)
    record.kind, record.title, record.child_id = GONE, "Disposed of", None
    record.save(update_fields=["kind", "title", "child"])
    stub = Disposal(
        record=record, reference=reference, completed_on=completed, kept_until=kept_until, on=clock.today(),
        by_id=person_of(viewer), written_at=clock.now(), why=why.strip()[:200], rows=count,
    )  # fmt: skip
    stub.save()
    note("complaint.disposed", stub, chain=record.setting_id, rows=count)
    return stub


def _beside(case: Complaint) -> Iterator[Record]:
    """The records that stand beside a case: the slips of those who were asked or told, the reading of its summary, the
    owners' review and what they set in train."""
    yield from list(slips_of(case))
    review = review_of(case)
    if review is not None:
        tasks = (
            Change.objects.unscoped("a complaint is disposed of whole, once its time has come and an owner signed")
            .filter(record=review)
            .values("task")
        )
        yield from list(
            Record.objects.unscoped(
                "a complaint is disposed of whole, once its time has come and an owner signed"
            ).filter(pk__in=tasks)
        )
        yield review
    yield from list(
        Record.objects.unscoped("a complaint is disposed of whole, once its time has come and an owner signed")
        .filter(kind=SUMMARY, duties__why__case=case.pk)
        .distinct()
    )


def _erase(viewer: Viewer, record: Record, *, stays: bool = False) -> int:
    """Deletes a record and every row that hangs on it, papers with their files. Gives how many rows went.

    With `stays` the record itself is left, with those whom it concerns: it must go on being none of theirs.
    """
    for paper in Paper.objects.unscoped(
        "a complaint is disposed of whole, once its time has come and an owner signed"
    ).filter(record=record):
        note("paper.erased", paper, chain=record.setting_id, sha256=paper.sha256)
        transaction.on_commit(functools.partial(vault().erase, kept(paper)))
    rows = _hanging(record)
    if stays:
        rows.pop(Record)
        concerned = Party.objects.unscoped(
            "a complaint is disposed of whole, once its time has come and an owner signed"
        ).filter(record=record, part=Party.Part.CONCERNS)
        rows[Party] = rows.get(Party, set()) - set(concerned.values_list("pk", flat=True))
    # All in one transaction, and foreign keys are looked at when it ends: so the order does not matter.
    for model, pks in rows.items():
        _rows(model).filter(pk__in=pks)._raw_delete(router.db_for_write(model))  # noqa: SLF001  # past the locks
    return sum(len(pks) for pks in rows.values())


def _hanging(record: Record) -> dict[type[models.Model], set[str]]:
    """Every row that hangs on a record by foreign keys, however many steps away, and the record itself."""
    found: dict[type[models.Model], set[str]] = {Record: {record.pk}}
    todo: list[tuple[type[models.Model], set[str]]] = [(Record, {record.pk})]
    while todo:
        model, pks = todo.pop()
        for relation in model._meta.related_objects:
            child = relation.related_model
            pointing = _rows(child).filter(**{f"{relation.field.name}__in": pks})
            fresh = set(pointing.values_list("pk", flat=True)) - found.get(child, set())
            if fresh:
                found.setdefault(child, set()).update(fresh)
                todo.append((child, fresh))
    return found


def _rows(model: type[models.Model]) -> Any:
    rows: Any = model._meta.default_manager
    return (
        rows.unscoped("a complaint is disposed of whole, once its time has come and an owner signed")
        if issubclass(model, Guarded)
        else rows.all()
    )
