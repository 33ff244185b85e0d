"""What holds for many children at once, read from the ledger in the same few statements however many they are.

A verdict is for those who work with a child. No family is ever given one: it would tell what another adult said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor
from hometime.consents.models import Answer, Consent, Medicine, Ruling
from hometime.consents.standing import POWER, Form, Kind, Purpose, Said, State, Verdict, verdict
from hometime.families.models import COPY_KEPT, Bond, Child
from hometime.kernel import clock
from hometime.people.models import current
from hometime.people.roles import Hat
from hometime.records.models import Record

What = tuple[Kind, str, str]  # what is asked: the kind, the purpose, and the record it is about
# What is asked of every family, whatever else is.
STANDING: tuple[What, ...] = (
    (Kind.EMERGENCY, "", ""),
    (Kind.LOCAL_WALKS, "", ""),
    *((Kind.PHOTO, purpose, "") for purpose in Purpose),
)


def verdicts(
    viewer: Actor,
    children: Collection[Child],
    kind: Kind,
    *,
    about: Record | None = None,
    purpose: str = "",
    on: dt.date | None = None,
) -> dict[str, Verdict]:
    """What holds for each of `children` that the viewer may see at work, by id, in a constant number of statements.

    `about` is the record that an outing, a medicine or a sharing is asked about; `purpose` what a photograph is for. The
    house itself (`House`) is told of every child; in a parent's hat nobody is told of any.
    """
    found = _seen(viewer, [child.pk for child in children])
    return _verdicts(found, kind, about, [purpose], on or clock.today())[purpose] if found else {}


def verdicts_by_purpose(
    viewer: Actor, children: Collection[Child], purposes: Iterable[str], *, on: dt.date | None = None
) -> dict[str, dict[str, Verdict]]:
    """What holds for photographs of children, for each of several purposes, in as many statements as for one."""
    wanted, found = list(purposes), _seen(viewer, [child.pk for child in children])
    return _verdicts(found, Kind.PHOTO, None, wanted, on or clock.today())


def photo_verdicts(children: Collection[str], purposes: Iterable[str], on: dt.date) -> dict[str, dict[str, Verdict]]:
    """As `verdicts_by_purpose`, whoever looks: what decides whether a picture is shown at all. By ids; never drawn."""
    return _verdicts(list(children), Kind.PHOTO, None, list(purposes), on)


def all_of(child: Child, on: dt.date) -> dict[What, Verdict]:
    """What holds for one child in all that is asked of every family, and all that an adult of the child is asked besides.

    In a constant number of statements. For those who work with the child.
    """
    bonds = list(Bond.objects.unscoped("whose answers count is asked of their bonds").filter(current(on), child=child))
    said: dict[What, dict[str, Said]] = {what: {} for what in STANDING}
    rows = Answer.objects.unscoped("a verdict is made of what everybody said").filter(consent__child=child)
    asked = Consent.objects.unscoped("a verdict is made of what everybody said").filter(child=child, closed_on=None)
    for kind, purpose, about in asked.values_list("kind", "purpose", "about"):
        said.setdefault((Kind(kind), purpose, about or ""), {})
    for kind, purpose, about, adult, state, until in (
        rows.filter(consent__closed_on=None)
        .order_by("number")
        .values_list("consent__kind", "consent__purpose", "consent__about", "consent__adult", "state", "until")
    ):
        said[Kind(kind), purpose, about or ""][adult] = Said(State(state), until=until)
    ruled = {
        kind: _ruled([child.pk], kind, [what[1] for what in said if what[0] == kind], on)
        for kind in _ruled_kinds(child)
    }
    forms = dict(
        Medicine.objects.unscoped("the form of a medicine says whose yes it needs")
        .filter(child=child)
        .values_list("pk", "form")
    )
    return {
        (kind, purpose, about): verdict(
            kind,
            [
                answers.get(bond.adult_id, Said(State.NEVER_ASKED))
                for bond in bonds
                if bond.may_consent(POWER[kind], on)
            ],
            on,
            form=Form(forms.get(about, Form.NO_WINS)),
            ruled=ruled.get(kind, {}).get((purpose, child.pk)),
        )
        for (kind, purpose, about), answers in said.items()
    }


def _ruled_kinds(child: Child) -> list[Kind]:
    rows = Ruling.objects.unscoped("a court order stands above what adults say").filter(child=child, closed=None)
    return [Kind(kind) for kind in rows.values_list("of_kind", flat=True).distinct().order_by("of_kind")]


def _seen(viewer: Actor, children: Collection[str]) -> list[str]:
    if not isinstance(viewer, Viewer):
        return list(children)
    if viewer.hat != Hat.STAFF:
        return []
    return list(Child.objects.visible_to(viewer).filter(pk__in=children).values_list("pk", flat=True))


def _verdicts(
    children: list[str], kind: Kind, about: Record | None, purposes: list[str], on: dt.date
) -> dict[str, dict[str, Verdict]]:
    powers = _powers(children, kind, on)
    said = _said(children, kind, about, purposes)
    ruled = _ruled(children, kind, purposes, on)
    form = _form(kind, about)
    return {
        purpose: {
            child: verdict(
                kind,
                [said.get((purpose, child, adult), Said(State.NEVER_ASKED)) for adult in powers.get(child, ())],
                on,
                form=form,
                ruled=ruled.get((purpose, child)),
            )
            for child in children
        }
        for purpose in purposes
    }


def _powers(children: list[str], kind: Kind, on: dt.date) -> dict[str, list[str]]:
    """For each child the adults whose bond lets them consent to this on that day.

    What was allowed of photographs goes on after a child has left, as it stood when the bonds ended (F26).
    """
    ended = _ended(children, on) if kind == Kind.PHOTO else {}
    found: dict[str, list[str]] = {}
    for day, of in ((on, [child for child in children if child not in ended]), *_by_day(ended).items()):
        rows = Bond.objects.unscoped("whose answers count is asked of their bonds").filter(current(day), child__in=of)
        for bond in rows.order_by("starts", "pk"):
            if bond.may_consent(POWER[kind], day):
                found.setdefault(bond.child_id, []).append(bond.adult_id)
    return found


def _ended(children: list[str], on: dt.date) -> dict[str, dt.date]:
    """Of these children those whose bonds ended after they had left, with the last day of the bonds."""
    gone = Child.objects.unscoped("what was allowed before a child left still says what may be shown").filter(
        pk__in=children, left__lt=on - COPY_KEPT
    )
    return {child: left + COPY_KEPT for child, left in gone.values_list("pk", "left") if left is not None}


def _by_day(ended: Mapping[str, dt.date]) -> dict[dt.date, list[str]]:
    found: dict[dt.date, list[str]] = {}
    for child, day in sorted(ended.items()):
        found.setdefault(day, []).append(child)
    return found


def _said(
    children: list[str], kind: Kind, about: Record | None, purposes: list[str]
) -> Mapping[tuple[str, str, str], Said]:
    """What each adult said last, by purpose, child and adult."""
    rows = Answer.objects.unscoped("a verdict is made of what everybody said").filter(
        consent__child__in=children, consent__kind=kind, consent__about=about, consent__purpose__in=purposes
    )
    latest: dict[tuple[str, str, str], Said] = {}
    for purpose, child, adult, state, until in rows.order_by("number").values_list(
        "consent__purpose", "consent__child", "consent__adult", "state", "until"
    ):
        latest[purpose, child, adult] = Said(State(state), until=until)
    return latest


def _ruled(children: list[str], kind: Kind, purposes: list[str], on: dt.date) -> dict[tuple[str, str], bool]:
    """What a court has ruled, by purpose and child. Of two rulings a no counts; a yes that ran out counts no more."""
    rows = Ruling.objects.unscoped("a court order stands above what adults say").filter(
        child__in=children, of_kind=kind, starts__lte=on, settled_on__isnull=True, closed__isnull=True
    )
    in_force = rows.filter(Q(allows=False) | Q(until__isnull=True) | Q(until__gte=on)).order_by("-allows", "pk")
    found: dict[tuple[str, str], bool] = {}
    for ruling in in_force:
        for purpose in purposes if not ruling.purpose else [each for each in purposes if each == ruling.purpose]:
            found[purpose, str(ruling.child_id)] = ruling.allows
    return found


def _form(kind: Kind, about: Record | None) -> Form:
    """What the form of a medicine asks for."""
    if kind != Kind.MEDICINE or about is None:
        return Form.NO_WINS
    rows = Medicine.objects.unscoped("the form of a medicine says whose yes it needs").filter(pk=about.pk)
    return Form(rows.values_list("form", flat=True).first() or Form.NO_WINS)


def latest(consents: Collection[Consent]) -> dict[str, Answer]:
    """The latest answer to each consent that was answered, by the consent's id, in one statement.

    For rows of the ledger that somebody may see already.
    """
    rows = Answer.objects.unscoped("the answers to consents that a viewer was given").filter(
        consent__in=[consent.pk for consent in consents]
    )
    found: dict[str, Answer] = {}
    for answer in rows.select_related("by").order_by("number"):
        found[answer.consent_id] = answer
    return found


def may_say(consent: Consent, on: dt.date) -> Bond | None:
    """The bond that gives this adult the power to answer today; None where they have it no more."""
    rows = Bond.objects.unscoped("whose answers count is asked of their bonds").filter(
        child=consent.child_id, adult=consent.adult_id
    )
    bond = rows.first()
    return bond if bond is not None and bond.may_consent(POWER[Kind(consent.kind)], on) else None
