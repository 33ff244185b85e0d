"""The services round the practice world: a register, what visitors are told, and visits, one of which went wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hometime.agencies.actions import incidents, involving, letters, registering, visits, working
from hometime.agencies.actions.incidents import Happened
from hometime.agencies.actions.involving import Works
from hometime.agencies.actions.registering import Facts, Who
from hometime.agencies.actions.visits import Comes
from hometime.agencies.actions.working import Card
from hometime.agencies.models import Asked, Professional, Sector, Visit
from hometime.agencies.visiting import What
from hometime.kernel import clock
from hometime.people.roles import Hat, Role
from hometime.practice.between import Family, family_of, viewer_of
from hometime.practice.town import WORKS, Place
from hometime.records.audiences import Audience

KNOWN = (
    (
        Facts(
            "Riverbank Speech and Language", Sector.HEALTH, "Children whose words come late, or who choke at meals.",
            "Ring on a Monday morning; the therapist rings back by Wednesday.", "01632 960511",
        ),
        Who(
            "Noor Okafor", "Speech and language therapist",
            "May ask how a child talks and eats here. Not about the family's home.", email="noor@riverbank.example",
        ),
    ),
    (
        Facts(
            "Front door of children's social care", Sector.SOCIAL_CARE, "A child who may not be safe.",
            "The lead rings, and writes within a day.", "01632 960512", out_of_hours="01632 960513",
        ),
        Who("Sol Greaves", "Social worker of the duty team", "May ask about any child whom a referral names."),
    ),
    (
        Facts(
            "Early years team of the council", Sector.EARLY_YEARS, "Questions about the framework, and training.",
            "By e-mail to the adviser; no names of children.", "01632 960514",
        ),
        Who("Ines Wardle", "Early years adviser", "May look at rooms and plans. Not at a child's file."),
    ),
)  # fmt: skip
QUIET = dict.fromkeys(What, False)


def surround(places: Sequence[Place], day: dt.date) -> int:
    """Fills the register of the first place, and lives through its visits. Gives how many services there are."""
    place = places[0]
    with clock.fixed(day - dt.timedelta(days=90)):
        known = [_take_up(place, facts, who) for facts, who in KNOWN]
        letters.say_to_visitors(
            WORKS, place.setting, parking="Two places by the gate; the 14 stops at the bridge.",
            bring="Your service's card with a photo.", access="A ramp at the side door, and a wide toilet.",
            quiet_room="The book room: ask whoever meets you.",
        )  # fmt: skip
    family = family_of(place, day)
    _quiet_one(known[0], family, day - dt.timedelta(days=20))
    _one_that_went_wrong(place, known[0], family, day - dt.timedelta(days=8))
    _work_with(place, known, family, day)
    comes = Comes(
        day + dt.timedelta(days=3),
        family.key,
        "To hear how she joins words now.",
        dt.time(10),
        "The book room",
        known[0],
    )
    with clock.fixed(day - dt.timedelta(days=1)):
        letters.sent(WORKS, visits.expect(WORKS, place.setting, comes), "email")
        visits.expect(
            WORKS,
            place.setting,
            Comes(day + dt.timedelta(days=10), family.key, "The yearly look round.", professional=known[2]),
        )
    return len(known)


def _work_with(place: Place, known: list[Professional], family: Family, day: dt.date) -> None:
    """A card that the manager has read, a question without names, an evening of training, and who works with the child."""
    therapy, front_door, adviser = (one.organisation for one in known)
    with clock.fixed(day - dt.timedelta(days=60)):
        card = working.put_out(
            WORKS, place.setting, Card(
                "When you ring the front door", "Ring with the lead beside you.\nSay what you saw, not what you think.\n"
                "Write it down the same day.", "01632 960512", "01632 960513",
            ), front_door,
        )  # fmt: skip
        working.understand(viewer_of(place.posts[Role.MANAGER][0].person, Hat.STAFF), card)
        asked = working.ask(family.at_work, adviser, "Two languages at home", "Which language do we speak at meals?")
        working.write_answer(WORKS, asked, "Whichever comes first to you; keep to it through the meal.")
        lately = working.ask(
            family.at_work, therapy, "Few words at three", "Ten words at three, in any language. What now?"
        )
        working.write_answer(WORKS, lately, "That is worth hearing ourselves. Come to us with a name.", refers=True)
        working.offer(WORKS, therapy, "Slow talkers", "A free evening on how words come, each term.")
        works = Works(
            known[0], "Listens to how she joins words, every second month.", clock.today(), "joint", leads=True
        )
        involved = involving.involve(family.at_work, family.child, works)
        advice = "Name it, wait, name it again. Count to five before you help."
        involving.advise(family.at_work, involved, advice, clock.today())


def _take_up(place: Place, facts: Facts, who: Who) -> Professional:
    found = registering.know(WORKS, registering.take_up(WORKS, place.setting, facts), who)
    if found.email:
        registering.verify(WORKS, found, "Rang the number on the service's own page.")
    return found


def _begins(professional: Professional, family: Family, day: dt.date) -> Visit:
    """The therapist comes at ten, and the key person takes her in to the child."""
    at = dt.datetime.combine(day, dt.time(10), tzinfo=clock.LONDON)
    with clock.fixed(at):
        setting = family.child.setting
        visit = visits.expect(WORKS, setting, Comes(day, family.key, "How she talks.", professional=professional))
        visits.arrive(WORKS, visit)
        visits.take_in(family.at_work, visit, family.child, family.key, audience=Audience.FAMILY)
    return visit


def _quiet_one(professional: Professional, family: Family, day: dt.date) -> None:
    visit = _begins(professional, family, day)
    with clock.fixed(dt.datetime.combine(day, dt.time(10, 45), tzinfo=clock.LONDON)):
        visits.leave(family.at_work, visit)
        visits.finish(family.at_work, visit, QUIET, "I sat beside them at the small table all the time.")
        letters.given(family.at_work, visit)
        asked = (
            Asked.objects.unscoped("the practice world lives through its past").select_related("visit").get(visit=visit)
        )
        letters.answer(WORKS, asked, "yes", "A warm room, and nobody hurried me.", "link")


def _one_that_went_wrong(place: Place, professional: Professional, family: Family, day: dt.date) -> None:
    visit = _begins(professional, family, day)
    with clock.fixed(dt.datetime.combine(day, dt.time(10, 50), tzinfo=clock.LONDON)):
        visits.go_away(family.at_work, visit, dt.time(10, 20))
        visits.come_back(family.at_work, visit, family.key, dt.time(10, 24))
        visits.leave(family.at_work, visit)
        words = "A child was sick in the next room, and I ran to help. Nobody else was near."
        went = incidents.tell(family.at_work, visit, Happened(What.ALONE, dt.time(10, 20), dt.time(10, 24), words))
        visits.finish(family.at_work, visit, {**QUIET, What.ALONE: True}, "I was back after four minutes.")
    with clock.fixed(dt.datetime.combine(day, dt.time(15), tzinfo=clock.LONDON)):
        incidents.read(viewer_of(place.posts[Role.MANAGER][0].person, Hat.STAFF), went)
        lead = viewer_of(place.posts[Role.DSL][0].person, Hat.STAFF)
        incidents.settle(lead, went, "Whoever stays with a visitor now carries the radio.")
