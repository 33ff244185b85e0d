"""The work on the complaints of the practice world: points, statements, a meeting, somebody told, letters given and sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from hometime.access.viewer import Viewer
from hometime.complaints.handling.actions import agreeing, answering, asking, looking, meeting
from hometime.complaints.models import Complaint, Entry, Kind
from hometime.people.models import Person
from hometime.people.roles import Role

Work = Callable[[Viewer, Complaint, dict[Role, Person]], object]  # whoever has it in hand, the case, people by post


def _entry(case: Complaint, kind: str, number: int = 0) -> Entry:
    rows = Entry.objects.unscoped("the practice world lives through its past").filter(complaint=case, kind=kind)
    return rows.order_by("number")[number]


def hungry_points(mo: Viewer, case: Complaint, people: dict[Role, Person]) -> None:
    """Two points, a plan, and a colleague who is asked and has not answered."""
    looking.set_points(mo, case, ["He got no lunch on two days.", "He was told that lunch was finished."])
    looking.say(mo, case, agrees=True, how="phone", words="Yes, that is what I said.")
    looking.plan(mo, case, "read", "The lunch book of both days")
    looking.plan(mo, case, "ask", "Whoever put lunch away")
    asking.ask(
        mo, case, people[Role.DEPUTY], "When was lunch put away in the last two weeks, and who was still hungry?"
    )


def hungry_found(mo: Viewer, case: Complaint, people: dict[Role, Person]) -> None:
    """The book was read, one point answered, and a meeting offered."""
    looking.tick(mo, _entry(case, Kind.PLAN), "On both days lunch went back to the kitchen at a quarter to one.")
    found = "Lunch was put away fifteen minutes early on both days."
    looking.find(mo, _entry(case, Kind.POINT), "upheld", found)
    meeting.offer(mo, case, ["Thursday at half past three", "Friday at nine"], form="person", language="English")


def bumped(mo: Viewer, case: Complaint, people: dict[Role, Person]) -> None:
    """The points, with what was found on each."""
    points = looking.set_points(mo, case, ["Nobody rang.", "The note was at the bottom of her bag."])
    looking.find(mo, points[0], "upheld", "Two of us each thought that the other had rung you.")
    looking.find(mo, points[1], "upheld", "Notes went into bags. They should go into your hand.")


def bumped_answered(mo: Viewer, case: Complaint, people: dict[Role, Person]) -> None:
    """The letter, handed over."""
    answering.save_draft(mo, case, 0, {
        "explanation": "We read the book of that day and asked everybody who was there.",
        "apology": "We are sorry that nobody rang.",
        "remedy": "Whoever sees a bump rings the family, and writes down when.",
        "changes": "A note about a bump is given by hand.",
    })  # fmt: skip
    answering.give(mo, case, "handed")


def about_the_manager(lin: Viewer, case: Complaint, people: dict[Role, Person]) -> None:
    """The manager is told by the line manager, with somebody at their side."""
    points = looking.set_points(lin, case, ["You spoke about the family where others could hear it."])
    asking.tell(lin, case, people[Role.MANAGER], points, teller=lin.name, companion="The deputy, whom they chose")


def visits_met(mo: Viewer, case: Complaint, people: dict[Role, Person]) -> None:
    """A meeting with another service, its notes agreed, and terms that one side has signed."""
    held = meeting.met(mo, case, "The manager, and two from the speech service", form="video")
    notes = meeting.take_minutes(mo, held, "Two visits were turned away at the door. Nobody had told the room.")
    looking.say(mo, case, agrees=True, how="screen", of=notes)
    terms = [agreeing.Term("Each visit is in the diary a week before.", "The manager", held.on + dt.timedelta(days=40))]
    agreeing.sign(mo, agreeing.agree(mo, case, terms), "us", mo.name, "paper")
