"""One medicine: what was asked for, each time it was given, who saw it and who was told."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from hometime.access.viewer import Viewer
from hometime.consents import rules
from hometime.consents.actions import giving as acts
from hometime.consents.forms import staff
from hometime.consents.labels import FORMS
from hometime.consents.models import Giving, Medicine, Told
from hometime.consents.standing import Form
from hometime.duties.models import Duty
from hometime.families.models import Adult
from hometime.families.sides import sides
from hometime.kernel import clock
from hometime.kernel.answers import No
from hometime.people.roles import Hat


@dataclasses.dataclass(frozen=True)
class Given:
    """One giving as this viewer sees it: a family, only whether they themselves were told."""

    giving: Giving
    told: Sequence[Told]
    tell: staff.TellForm | None
    may_see: bool


@dataclasses.dataclass(frozen=True)
class MedicinePage:
    """One medicine. `blocked` says why it may not be given now."""

    medicine: Medicine
    form: str
    given: Sequence[Given]
    blocked: str
    why_not: No | None
    on_tablet: bool
    may_stop: bool
    new: bool
    look: bool
    forms: dict[str, Any]


def medicine_page(viewer: Viewer, medicine: Medicine, typed: dict[str, Any] | None = None) -> MedicinePage:
    """A medicine with all its givings. `typed` is a form that has something to put right, by its name."""
    at_work = viewer.hat == Hat.STAFF
    why_not = rules.give(viewer, medicine)
    blocked = acts.why_not(medicine) if at_work else ""
    given = _given(viewer, medicine)
    own = at_work and not viewer.tablet
    look = own and rules.look_into(viewer, medicine) is None and _to_look(viewer, medicine)
    forms: dict[str, Any] = {}
    if why_not is None:
        people = acts.witnesses(medicine, viewer)
        forms["give"] = staff.GiveForm(
            people, dose=medicine.dose, blocked=bool(blocked), tablet=bool(viewer.tablet), lately=given_lately(given)
        )
    if look:
        forms["look"] = staff.LookForm()
    return MedicinePage(
        medicine=medicine,
        form=str(FORMS[Form(medicine.form)]),
        given=given,
        blocked=blocked,
        why_not=why_not,
        on_tablet=bool(viewer.tablet),
        may_stop=own and rules.stop(viewer, medicine) is None,
        new=not at_work and any(not each.told for each in given),
        look=look,
        forms={**forms, **(typed or {})},
    )


def adults_of(viewer: Viewer, medicine: Medicine) -> list[Adult]:
    """The adults who are to be told."""
    assert medicine.child is not None  # a medicine is a child's
    return [adult for side in sides(medicine.child, viewer.today) for adult in side]


def _given(viewer: Viewer, medicine: Medicine) -> list[Given]:
    rows = Giving.objects.visible_to(viewer).filter(medicine=medicine).select_related("by", "witness")
    told: dict[str, list[Told]] = {}
    for each in (
        ()
        if viewer.tablet
        else (
            Told.objects.visible_to(viewer)
            .filter(giving__medicine=medicine)
            .select_related("adult__person", "by")
            .order_by("at", "pk")
        )
    ):
        told.setdefault(each.giving_id, []).append(each)
    # Whom a family is told by is no matter for a tablet in a room.
    adults = adults_of(viewer, medicine) if viewer.hat == Hat.STAFF and not viewer.tablet else []
    return [
        Given(each, told.get(each.pk, ()), _tell(each, adults, told.get(each.pk, [])), _may_see(viewer, each))
        for each in rows.order_by("-number")
    ]


def given_lately(given: Sequence[Given]) -> bool:
    """Whether the last time was so short a while ago that whoever gives it once more says why."""
    return bool(given) and given[0].giving.at > clock.now() - acts.SOON


def _tell(giving: Giving, adults: Sequence[Adult], told: Sequence[Told]) -> staff.TellForm | None:
    known = {each.adult_id for each in told}
    left = [adult for adult in adults if adult.pk not in known]
    return staff.TellForm(left, number=giving.number) if left else None


def _may_see(viewer: Viewer, giving: Giving) -> bool:
    return giving.witnessed_at is None and giving.witness_id == viewer.person_id


def _to_look(viewer: Viewer, medicine: Medicine) -> bool:
    owed = Duty.objects.visible_to(viewer).open().filter(record=medicine, what=acts.LOOK.what)
    return owed.exists()
