"""Interpreters and translations of the practice world: one booked, one asked for late, a letter still to be checked."""

from __future__ import annotations

import datetime as dt

from hometime.access.viewer import hats_of, viewer_for
from hometime.complaints.models import Complaint
from hometime.kernel import clock
from hometime.languages.actions import Who, ask_for_interpreter, ask_for_translation, book, translated
from hometime.languages.models import Way
from hometime.people.roles import Role
from hometime.practice.town import Place


def arrange(place: Place, day: dt.date) -> int:
    """Asks for what two open complaints of a setting need, as the manager. Gives how many things were asked for."""
    person = place.posts[Role.MANAGER][0].person
    viewer = viewer_for(person, next(hat.key for hat in hats_of(person) if Role.MANAGER in hat.roles))
    assert viewer is not None
    cases = list(Complaint.objects.visible_to(viewer).filter(closed__isnull=True).order_by("received_on", "pk")[:2])
    for case in cases:
        with clock.fixed(day - dt.timedelta(days=2)):
            booking = ask_for_interpreter(
                viewer, case, None, "ur", day + dt.timedelta(days=4), at="3:30pm, an hour", what_for="The meeting"
            )
            letter = ask_for_translation(viewer, case, None, "The letter that we have it", "ur")
        if case == cases[0]:
            who = Who("Rita Vane", organisation="County Interpreting", phone="01632 960 450", in_confidence=True)
            on = day + dt.timedelta(days=4)
            with clock.fixed(day - dt.timedelta(days=1)):
                book(viewer, booking, who, on=on, at="3:30pm, an hour", way=Way.IN_PERSON)
                translated(viewer, letter, "Rita Vane")
    return 2 * len(cases)
