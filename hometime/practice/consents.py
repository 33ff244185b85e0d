"""What families of the practice world allow: answers of every kind, two parents who differ, a medicine, photographs."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from hometime.consents import actions
from hometime.consents.actions import giving, picturing
from hometime.consents.models import Consent, Route
from hometime.consents.standing import Kind, Purpose, State
from hometime.families.models import Child
from hometime.families.sides import sides
from hometime.kernel import clock
from hometime.people.roles import Hat, Role
from hometime.practice.between import Family, family_of, viewer_of
from hometime.practice.town import WORKS, Place

ASKED: tuple[tuple[Kind, str], ...] = (
    (Kind.EMERGENCY, ""),
    (Kind.LOCAL_WALKS, ""),
    (Kind.PHOTO, Purpose.RECORD),
    (Kind.PHOTO, Purpose.OWN_FAMILY),
    (Kind.PHOTO, Purpose.WEBSITE),
)
YES, NO = State.GIVEN, State.REFUSED
# What the families of one setting say, in turn, to each of what is asked; a gap is no answer.
SAID = ("yyyyn", "yyyyy", "yynnn", "yy y ", "yyyny")
STATES = {"y": YES, "n": NO}


def allow(places: Sequence[Place], day: dt.date) -> int:
    """Asks every family what every family is asked, and lives through their answers. Gives how many children there were."""
    count = 0
    for place in places:
        rows = Child.objects.unscoped("the practice world lives through its past").filter(
            setting=place.setting, left__isnull=True
        )
        for number, child in enumerate(rows.select_related("setting").order_by("born", "pk")):
            said = SAID[number % len(SAID)] if place is places[0] else "y"
            _answers(child, said, day - dt.timedelta(days=10 + number))
            count += 1
    family = family_of(places[0], day)
    _one_family(places[0], family, day)
    return count


def _answers(child: Child, said: str, day: dt.date) -> None:
    """The adults of a child answer alike on paper; of two, the second now and then says the opposite to pictures."""
    with clock.fixed(day):
        for (kind, purpose), says in zip(ASKED, said, strict=False):
            asked = actions.ask(WORKS, child, kind, purpose=purpose)
            for number, consent in enumerate(asked if says in STATES else ()):
                state = STATES[says]
                differs = number == 1 and purpose == Purpose.WEBSITE
                answer = (NO if state == YES else YES) if differs else state
                actions.answer(WORKS, consent, answer, route=Route.PAPER)


def _one_family(place: Place, family: Family, day: dt.date) -> None:
    """A mother's own answers on screen, a change of mind, a medicine that was given, and a picture in the record."""
    child, mother, at_work = family.child, family.mother, family.at_work
    witness = place.posts[Role.ROOM][0].person
    mine = (
        Consent.objects.unscoped("the practice world lives through its past")
        .whole()
        .filter(child=child, adult__person=family.person)
    )
    with clock.fixed(day - dt.timedelta(days=9)):
        allowed = (Purpose.RECORD, Purpose.OWN_FAMILY)
        everybody = Consent.objects.unscoped("the practice world lives through its past").whole().filter(child=child)
        for consent in everybody.filter(purpose__in=allowed).order_by("pk"):
            actions.answer(WORKS, consent, YES, route=Route.PAPER)
        website = mine.get(purpose=Purpose.WEBSITE)
        actions.answer(mother, website, YES)
        actions.withdraw(mother, website)
        dates = (day - dt.timedelta(days=9), day + dt.timedelta(days=5), day + dt.timedelta(days=200))
        said = giving.Prescribed("Cetirizine", "2.5 ml", "before lunch", "hay fever", *dates)
        medicine = giving.bring(at_work, child, said)
        actions.answer(mother, mine.get(about=medicine), YES)
    with clock.fixed(day - dt.timedelta(days=8)):
        given = giving.give(at_work, medicine, "2.5 ml", witness)
        giving.see(viewer_of(witness, Hat.STAFF), given)
        for adult in [each for side in sides(child, day) for each in side]:
            giving.tell(at_work, given, adult, Route.SPOKEN)
    with clock.fixed(day):
        giving.give(at_work, medicine, "2.5 ml", witness)
        photograph = picturing.take(
            at_work, child, picturing.Taken((_picture(), "sand.png"), caption="At the sand tray")
        )
        picturing.use(at_work, photograph, Purpose.OWN_FAMILY)
        lead = viewer_of(place.posts[Role.DSL][0].person, Hat.STAFF)
        ends = day + dt.timedelta(days=20)
        actions.write_ruling(
            lead, child, Kind.PHOTO, False, "Order seen at the office.", purpose=Purpose.PRESS, until=ends
        )
        actions.ask(at_work, child, Kind.SHARING, words="The speech therapist asks what play looks like here.")


def _picture() -> bytes:
    """A drawn picture: no child of the practice world was ever photographed."""
    from PIL import Image, ImageDraw

    picture, written = Image.new("RGB", (640, 480), (236, 221, 188)), io.BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.ellipse((220, 120, 420, 320), fill=(214, 158, 92))
    pen.rectangle((120, 330, 520, 430), fill=(196, 168, 120))
    picture.save(written, "PNG")
    return written.getvalue()
