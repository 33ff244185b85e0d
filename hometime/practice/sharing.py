"""What left the practice world and what did not: one thing shared with a yes, one not shared, and what an agency told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hometime.agencies.models import Professional
from hometime.consents.models import Route
from hometime.kernel import clock
from hometime.people.roles import Hat, Role
from hometime.practice.between import family_of, viewer_of
from hometime.practice.town import Place
from hometime.sharing.actions import deciding, sending, third_party
from hometime.sharing.items import offers
from hometime.sharing.models import Got, Ground, Told, Way
from hometime.sharing.shapes import Answers, Permission, recipient_from

UNDER_AN_HOUR = dt.timedelta(minutes=40)


def share(places: Sequence[Place], day: dt.date) -> int:
    """Lives through the decisions about one family. Gives how many there were."""
    place = places[0]
    family = family_of(place, day)
    rows = Professional.objects.unscoped("the practice world lives through its past").filter(
        organisation__setting=place.setting, verified_on__isnull=False
    )
    to = recipient_from(rows.select_related("organisation").order_by("name", "pk")[0])
    said = Answers(
        "To help her join words together.", "How she speaks here", "She sees her next week.", True,
        "Her mother asked us to.", Ground.PERMISSION, "consent", Told.BEFORE,
        permission=Permission(family.person, Route.PHONE),
    )  # fmt: skip
    no = Answers(
        "They ask how she eats.", "Her meals", "For their own file.", False, "It would not help her, and nobody asked her mother.",
    )  # fmt: skip
    with clock.fixed(day - dt.timedelta(days=12)):
        mine = [offer for offer in offers(family.at_work, family.child, to.name) if offer.source in ("who", "plan")]
        decision = deciding.decide(family.at_work, family.child, to, said, mine)
        gone = sending.send(family.at_work, decision, Way.SPOKEN)
        at = clock.now() + UNDER_AN_HOUR
    with clock.fixed(at):
        sending.received(family.at_work, gone, Got.RANG, to.name)
    with clock.fixed(day - dt.timedelta(days=5)):
        deciding.decide(family.at_work, family.child, to, no, ())
        manager = viewer_of(place.posts[Role.MANAGER][0].person, Hat.STAFF)
        told = third_party.keep_apart(
            manager,
            family.child,
            "Hearing clinic",
            "A hearing test is booked for the spring.",
            day - dt.timedelta(days=6),
        )
        third_party.ask(manager, told, to.name, "So that she knows of the test.")
    return 2
