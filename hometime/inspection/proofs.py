"""What was done for each clause of a setting's policy, counted in the duties that the viewer may see."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Count, DateField, Max, Min, Q, QuerySet, Value

from hometime.access.viewer import Viewer
from hometime.complaints.models import Given
from hometime.duties.models import Duty
from hometime.inspection.states import Proof
from hometime.policies.models import Adoption

# Whoever compares the cards on the board with their source (P17) has compared what the text prints (C22), and the other
# way round: one check, owed once.
PROVEN_BY: Mapping[str, tuple[str, ...]] = {"P17": ("P17", "C22"), "C22": ("C22", "P17")}
GIVEN, AS_GIVEN = "C2", "C2 given"  # what is given is written down adult by adult, and proves C2 beside its duties
OPEN = Q(kept_on__isnull=True, lifted_because="")

Proofs = dict[tuple[str, str], Proof]  # by setting and clause


def proven_by(ids: Iterable[str]) -> set[str]:
    """The clauses whose duties prove those clauses."""
    return {proving for id_ in ids for proving in PROVEN_BY.get(id_, (id_,))}


def proofs(viewer: Viewer, settings: Collection[str], ids: Collection[str], standing: Iterable[Adoption]) -> Proofs:
    """The proof of each clause in `ids` at each of `settings`, in two statements whatever there is."""
    return combined(counted(viewer, settings, ids), settings, ids, standing)


def counted(viewer: Viewer, settings: Collection[str], ids: Collection[str]) -> Proofs:
    """What the duties under the clauses that prove `ids` say, each by itself, and what adults were given."""
    mine = Duty.objects.visible_to(viewer).filter(setting__in=settings, clause__in=proven_by(ids))
    rows = (
        mine.order_by()
        .values("setting_id", "clause")
        .annotate(
            kept=Count("pk", filter=Q(kept_on__isnull=False)),
            last=Max("kept_on"),
            late=Count("pk", filter=OPEN & Q(due__lt=viewer.today)),
            next=Min("due", filter=OPEN),
            missed=Count("pk", filter=Q(missed=True)),
        )
        .values_list("setting_id", "clause", "kept", "last", "late", "next", "missed")
    )
    both = rows.union(_given(viewer, settings), all=True) if GIVEN in proven_by(ids) else rows
    found: Proofs = {}
    for setting, clause, kept, last, late, due, missed in both:
        given = kept if clause == AS_GIVEN else 0
        place = (setting, GIVEN if given else clause)
        found[place] = found.get(place, Proof()) + Proof(kept, last, "", late, due, given, missed)
    names = _last_by(mine, {place: proof.last for place, proof in found.items() if proof.last})
    return {place: dataclasses.replace(proof, by=names.get(place, "")) for place, proof in found.items()}


def _given(viewer: Viewer, settings: Collection[str]) -> QuerySet[Given, tuple[object, ...]]:
    """How often an adult was given how to complain, in the shape of what duties say. What was given with a complaint is
    left out: it would tell that there was one."""
    rows = Given.objects.visible_to(viewer).filter(setting__in=settings, complaint__isnull=True)
    counts = rows.order_by().values("setting_id").annotate(
        clause=Value(AS_GIVEN), kept=Count("pk"), last=Max("on"), late=Value(0), next=Value(None, DateField()),
        missed=Value(0),
    )  # fmt: skip
    return counts.values_list("setting_id", "clause", "kept", "last", "late", "next", "missed")


def combined(single: Proofs, settings: Iterable[str], ids: Collection[str], standing: Iterable[Adoption]) -> Proofs:
    """The proof of each clause from all that proves it. That a policy was adopted (P1) the adoptions in force prove."""
    adopted: Proofs = {}
    for adoption in standing:
        by = adoption.adopted_by.called if adoption.adopted_by else adoption.adopter
        place = (adoption.setting_id, "P1")
        adopted[place] = adopted.get(place, Proof()) + Proof(1, adoption.adopted_on, by)
    return {
        (setting, id_): sum(
            (single.get((setting, by), Proof()) for by in proven_by([id_])), adopted.get((setting, id_), Proof())
        )
        for setting in settings
        for id_ in ids
    }


def _last_by(mine: object, days: Mapping[tuple[str, str], dt.date]) -> dict[tuple[str, str], str]:
    """Who kept the duty that was kept last, by name. Where several did that day, the first by name."""
    if not days:
        return {}
    last = Q()
    for (setting, clause), day in days.items():
        last |= Q(setting=setting, clause=clause, kept_on=day)
    rows = mine.filter(last, kept_by__isnull=False).order_by("kept_by__name").distinct()  # type: ignore[attr-defined]
    found: dict[tuple[str, str], str] = {}
    for setting, clause, called, name in rows.values_list(
        "setting_id", "clause", "kept_by__name_to_use", "kept_by__name"
    ):
        found.setdefault((setting, clause), called or name)
    return found
