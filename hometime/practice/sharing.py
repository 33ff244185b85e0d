"""What left the practice world and what did not: one thing shared with a yes, one not shared, what an agency told, and a
book that goes to and fro with the child's afternoons elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hometime.agencies.actions import registering
from hometime.agencies.actions.registering import Facts, Who
from hometime.agencies.models import Professional, Sector
from hometime.consents.actions import answer
from hometime.consents.models import Consent, Route
from hometime.consents.standing import State
from hometime.kernel import clock
from hometime.people.roles import Hat, Role
from hometime.practice.between import Family, family_of, viewer_of
from hometime.practice.town import WORKS, Place
from hometime.sharing.actions import book_items, book_pages, books, deciding, sending, third_party
from hometime.sharing.items import offers
from hometime.sharing.models import Got, Ground, Told, Way
from hometime.sharing.shapes import Answers, Permission, recipient_from

AFTERNOONS = Facts(
    "Juniper Childminding", Sector.PROVIDER, "Children of ours who are there in the afternoons.", "Ring before noon.",
    "01632 960515",
)  # fmt: skip
MINDER = Who(
    "Wren Juniper", "Childminder", "May ask how the morning went. Not about other families.", "01632 960516",
    email="wren@juniper.example",
)  # fmt: skip
# How many days ago, whether we wrote it, and what.
TO_AND_FRO = (
    (
        21,
        True,
        "She built a harbour from the long blocks, and told the boats where to go. Boats are all she wants now.",
    ),
    (20, False, "We made paper boats and sailed them in the bath. She says: anchor!"),
    (6, True, "She waits for her turn at the water tray now. A minute is the longest so far."),
    (1, False, "A minute here too, at the swing. The next word to go on with: harbour."),
)
UNDER_AN_HOUR = dt.timedelta(minutes=40)


def share(places: Sequence[Place], day: dt.date) -> int:
    """Lives through the decisions about one family. Gives how many there were."""
    place = places[0]
    family = family_of(place, day)
    rows = Professional.objects.unscoped("the practice world lives through its past").filter(
        organisation__setting=place.setting, organisation__sector=Sector.HEALTH, verified_on__isnull=False
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
    _keep_a_book(place, family, day)
    return 3


def _keep_a_book(place: Place, family: Family, day: dt.date) -> None:
    """The child's afternoons are spent with a childminder, who reads what was done here and writes back."""
    with clock.fixed(day - dt.timedelta(days=30)):
        service = registering.take_up(WORKS, place.setting, AFTERNOONS)
        minder = registering.know(WORKS, service, MINDER)
        registering.verify(WORKS, minder, "Rang the number on the council's list of childminders.")
        book = books.begin(
            family.at_work, family.child, books.Covers(
                minder, "So that her mornings and her afternoons fit together.",
                "What she did, what she loves now, and what to go on with.", "They have her from noon, three days a week.",
                day + dt.timedelta(days=250),
            ),
        )  # fmt: skip
        asked = Consent.objects.unscoped("the practice world lives through its past").whole().get(
            about=book, adult__person=family.person
        )  # fmt: skip
        answer(family.mother, asked, State.GIVEN)
        books.settle(family.at_work, book, True, "Her mother asked us for it.")
        page = book_pages.give(family.at_work, book)
    for days, ours, words in TO_AND_FRO:
        with clock.fixed(day - dt.timedelta(days=days)):
            if not ours:
                book_items.pass_on(family.at_work, book_items.write_back(WORKS, page, words, minder.name))
                continue
            item = book_items.write(family.at_work, book, words)
            book_items.send(family.at_work, item)
            at = clock.now() + UNDER_AN_HOUR
        with clock.fixed(at):
            if days > 1:
                book_items.have_read(WORKS, page, item.number, minder.name)
