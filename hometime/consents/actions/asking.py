"""Asking each adult alone, answering, and taking an answer back. What was said stays; the latest counts from this moment on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from hometime.audit.actions import Actor, action, note, person_of
from hometime.consents.actions.hiding import hide
from hometime.consents.actions.owing import answered, heard
from hometime.consents.models import Answer, Consent, Route
from hometime.consents.standing import NOES, POWER, Kind, Purpose, State
from hometime.consents.verdicts import latest, may_say
from hometime.families.models import Adult, Bond, Child, Decision
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.refusals import refused
from hometime.notifications.actions import queue
from hometime.notifications.sentences import Key
from hometime.people.models import current
from hometime.people.roles import Hat
from hometime.records.models import Record

NOTHING_TO_TAKE_BACK = "There is no yes to take back. Nothing was changed."


@action
def ask(
    viewer: Actor,
    child: Child,
    kind: Kind,
    *,
    about: Record | None = None,
    purpose: str = "",
    words: str = "",
    where: str = "",
    answer_by: dt.date | None = None,
    opens: str = "",
    again: bool = False,
    only: Adult | None = None,
    quietly: bool = False,
) -> list[Consent]:
    """Asks each adult who may say it today, each alone, and gives what they are asked; nobody is asked twice.

    `words` name what is asked about, `where` adds places and times for those who may know them, `opens` is the name of an
    address that tells more about the record. With `again`, who has answered is asked to look at it once more; what they
    said holds until they say otherwise. `only` asks one adult alone, about what is their own; `quietly` writes to nobody,
    because the answer is in hand. No adult who may say it: an
    empty list, and the verdict stays "ask".
    """
    if (kind == Kind.PHOTO) != (purpose in set(Purpose)):
        raise Refused("Say what the photographs are for.")
    told = {"words": words.strip(), "where": where.strip(), "answer_by": answer_by, "opens": opens}
    asked = [
        _asked_of(viewer, bond, kind, about, purpose, told, again=again, quietly=quietly)
        for bond in _who_may_say(child, kind, clock.today())
        if only is None or bond.adult_id == only.pk
    ]
    note("consent.asked", child, kind=kind, purpose=purpose, adults=len(asked), about=about.pk if about else "")
    return asked


def _who_may_say(child: Child, kind: Kind, today: dt.date) -> list[Bond]:
    rows = Bond.objects.unscoped("who may say it is asked").filter(current(today), child=child)
    found = rows.select_related("adult__person", "child__setting").order_by("starts", "pk")
    return [bond for bond in found if bond.may_consent(POWER[kind], today)]


def _asked_of(
    viewer: Actor,
    bond: Bond,
    kind: Kind,
    about: Record | None,
    purpose: str,
    told: Mapping[str, object],
    *,
    again: bool,
    quietly: bool,
) -> Consent:
    rows = Consent.objects.unscoped("an adult is asked once").filter(
        child=bond.child_id, adult=bond.adult_id, kind=kind, about=about, purpose=purpose
    )
    there = rows.first()
    consent = there or Consent(child=bond.child, adult=bond.adult, kind=kind, about=about, purpose=purpose)
    changed = there is None or any(getattr(there, name) != value for name, value in told.items())
    if not changed and not again:
        return consent
    for name, value in told.items():
        setattr(consent, name, value)
    consent.waits = there is None or again or there.waits
    consent.asked_on, consent.closed_on = clock.today(), None
    consent.save()
    adult = bond.adult
    if consent.waits and adult.safe_to_write and not quietly:
        setting = bond.child.setting
        queue(viewer, Key.SOMETHING, adult.person, setting=setting, language=adult.person.language)
    return consent


@action
def answer(
    viewer: Actor,
    consent: Consent,
    state: State,
    *,
    route: str = Route.SCREEN,
    until: dt.date | None = None,
    words: str = "",
) -> Answer:
    """Writes down what an adult said: by themselves on screen, or by somebody here with the route it came by.

    The same answer said twice is written once, unless it was asked again in between. A no after a yes takes it back.
    """
    today = clock.today()
    bond = may_say(consent, today)
    _may_be_answered(viewer, consent, bond, state, route)
    assert bond is not None  # looked at above
    before = latest([consent]).get(consent.pk)
    if state in NOES:
        state = State.WITHDRAWN if before and before.state in (State.GIVEN, State.WITHDRAWN) else State.REFUSED
    if before is not None and not consent.waits and (before.state, before.until) == (state, until):
        return before
    made = Answer(
        consent=consent, number=before.number + 1 if before else 1, state=state, route=route, at=clock.now(), on=today,
        by_id=person_of(viewer), power=bond.value("pr", today), basis=_basis(bond), until=until, words=words.strip(),
    )  # fmt: skip
    made.save()
    consent.waits = False
    consent.save(update_fields=["waits"])
    note("consent.answered", consent, chain=consent.child.setting_id, state=state, route=route)
    heard(viewer, consent, made)
    answered(viewer, consent)
    hide(viewer, consent)
    return made


@action
def withdraw(viewer: Actor, consent: Consent, *, route: str = Route.SCREEN, words: str = "") -> Answer:
    """Takes a yes back. From this moment every verdict is made without it."""
    before = latest([consent]).get(consent.pk)
    if before is None or before.state != State.GIVEN:
        raise Refused(NOTHING_TO_TAKE_BACK)
    return answer(viewer, consent, State.WITHDRAWN, route=route, words=words)


@action
def stop_asking(viewer: Actor, about: Record) -> int:
    """What a record was asked about has begun or is over: nobody is asked any more, and what was said stays as it is."""
    rows = Consent.objects.unscoped("nobody is asked about what has begun").filter(about=about, closed_on__isnull=True)
    count = rows.update(closed_on=clock.today(), waits=False)
    note("consent.closed", about, consents=count)
    return count


def _may_be_answered(viewer: Actor, consent: Consent, bond: Bond | None, state: State, route: str) -> None:
    if consent.closed_on is not None:
        raise refused(refusals.BEGUN)
    if bond is None:
        raise Refused("This adult may not say this today. Ask the manager who may.")
    if state == State.NEVER_ASKED or route not in Route.values:
        raise Refused("Say what the answer was, and how it came.")
    if viewer.hat == Hat.PARENT and (viewer.person_id != consent.adult.person_id or route != Route.SCREEN):
        raise refused(refusals.OWN_ANSWER)
    if viewer.hat == Hat.STAFF and route == Route.SCREEN:
        raise Refused("Say how the answer came: only the adult themselves answers on screen.")
    if viewer.hat == Hat.STAFF and viewer.person_id == consent.adult.person_id:
        raise Refused("Ask a colleague to write this down: it is your own answer.")


def _basis(bond: Bond) -> str:
    """What the power to consent was decided on."""
    rows = Decision.objects.unscoped("an answer says on what power it was given").filter(
        bond=bond, facet="consent_power", in_force=True
    )
    return rows.values_list("basis", flat=True).first() or ""
