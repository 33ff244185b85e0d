"""The directory of the practice world: made-up places to find help, some unchecked for long, and a feed that waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hometime.agencies.actions import feeding, signposting
from hometime.agencies.actions.signposting import Facts, Given
from hometime.agencies.openreferral.shape import Body, Listing, Place, Term, Times
from hometime.kernel import clock
from hometime.people.roles import Hat, Role
from hometime.practice.between import family_of, viewer_of
from hometime.practice.town import Place as Town
from hometime.welcome.family import adults_of

# Everybody in it is made up: numbers and addresses are of those kept for stories.
KNOWN = (
    Facts(
        "Lantern Money Desk", ["money", "home"], "Somebody sits down with you and your letters. Bring them all.",
        "Lantern Advice", "01632 960 611", street="4 Mill Lane", town="Otterford", county="Ottershire", postcode="ZZ1 4AB",
        price="free", open_words="Tuesday and Thursday, 9.30 to 12", languages=["en", "ur", "pl"],
    ),
    Facts(
        "Otterford Family Hub", ["hub", "health", "childcare"], "Stay and play, weighing, and people who know what there is.",
        "Otterford Council", "01632 960 622", street="Station Road", town="Otterford", county="Ottershire", postcode="ZZ1 1HU",
        price="free", open_words="Monday to Friday, 9 to 4", languages=["en", "ro"],
    ),
    Facts(
        "Harbour Line", ["afraid"], "You can ring at any hour. They believe you, and help you to decide.", "Harbour",
        "01632 960 633", where="phone", price="free", open_words="Day and night", languages=["en", "ar", "ur", "bfi"],
    ),
    Facts(
        "Clear Water", ["drink", "low"], "For those who drink or take drugs, and for those who live with them.", "",
        "01632 960 644", street="1 Weir Street", town="Otterford", postcode="ZZ2 3CD", price="free", languages=["en"],
    ),
    Facts(
        "Evening College", ["learn", "english"], "English in three steps, sums, and computers. There is a creche.", "",
        "01632 960 655", street="College Walk", town="Weirham", postcode="ZZ9 1EE", price="some",
        cost_words="Free for those with little money", languages=["en"],
    ),
    Facts("The Sunday Table", ["culture"], "We cook and eat together. Bring the children.", "", "01632 960 666",
          street="Old Chapel", town="Otterford", postcode="ZZ1 9ZZ", price="free", languages=["ar", "ckb", "en"]),
    Facts("Speech Advice Line", ["extra"], "Asks what you see, and tells what to try next.", "", "01632 960 677", where="phone",
          for_families=False, for_staff=True),
)  # fmt: skip
FOUND = (
    Listing(
        "play-bus", "The Play Bus", "Toys, songs and a story, at the foot of your street.", phones=("01632 960 688",),
        body=Body("bus", "The Play Bus", "The Play Bus"), terms=(Term("play", "Stay and play"),),
        times=(Times(("WE",), "10:00", "11:30", "In term time"),),
        places=(Place("green", "physical", "The Green", "The Green", "Otterford", "Ottershire", "ZZ1 2GG", "GB"),),
    ),
    Listing("soup", "Soup and Bread", "A warm meal on Fridays. Nobody asks why.", terms=(Term("food", "Food bank"),)),
)  # fmt: skip


def put_up(places: Sequence[Town], day: dt.date) -> int:
    """Lists what is known at the first setting, points one family to some of it, and reads a feed that then waits."""
    place, family = places[0], family_of(places[0], day)
    office = viewer_of(place.posts[Role.MANAGER][0].person, Hat.STAFF)
    with clock.fixed(day - dt.timedelta(days=230)):
        signposting.set_up(office, place.setting, postcode="ZZ1 1AA")
        listed = [signposting.list_signpost(office, place.setting, facts) for facts in KNOWN]
    with clock.fixed(day - dt.timedelta(days=30)):
        for each in listed[:4]:
            signposting.check(office, each)
    adult = next(each for each in adults_of(family.child, day) if each.person_id == family.person.pk)
    with clock.fixed(day - dt.timedelta(days=9)):
        given = Given("paper", "ur", adult, kept_for_them=True)
        signposting.offer(family.at_work, family.child, listed[1], given)
    with clock.fixed(day - dt.timedelta(days=1)):
        found = {"shape": "v3", "services": [each.plain() for each in FOUND], "problems": [["3", "name"]]}
        feeding.read_feed(office, place.setting, "Otterford Council", found)
    return len(listed)
