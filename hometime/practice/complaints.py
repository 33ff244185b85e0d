"""The complaints of the practice world: at every step and age, one settled at the door, one late, one about the manager."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.complaints.actions import Said, take_step, write_down
from hometime.complaints.models import Complaint
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.people.models import Person, Post
from hometime.people.roles import Role
from hometime.practice.town import Place

ANSWER = {"words": "We read what was written on the day, and spoke with everybody who was there."}


@dataclasses.dataclass(frozen=True)
class Told:
    """One complaint: how many days ago it came in, what was said, and its steps as (days after, whose, event, facts)."""

    ago: int
    writer: Role
    said: Mapping[str, object]
    steps: tuple[tuple[int, Role, str, Mapping[str, str]], ...] = ()


TOLD = (
    Told(60, Role.KEY_PERSON, {
        "what_happened": "The spare trousers that were sent home belonged to another child.", "classed": "concern",
        "explanation": "Two bags had the same peg.", "apology": "For the muddle with the bags.", "settled": True,
    }),
    Told(75, Role.MANAGER, {
        "what_happened": "A letter: nobody rang when she bumped her head. We found the note in her bag.",
        "channel": "written", "classed": "complaint", "eyfs_requirement": True, "put_right": "Ring us the same hour.",
    }, (
        (2, Role.MANAGER, "acknowledged", {"words": "Rang and said that we have the letter."}),
        (17, Role.MANAGER, "answered", {
            **ANSWER, "finding": "upheld", "apology": "We are sorry that nobody rang.",
        }),
    )),
    Told(12, Role.KEY_PERSON, {
        "what_happened": "He came home hungry twice this week, and was told that lunch was finished.",
        "classed": "complaint", "explanation": "Lunch is put away at one.", "settled": False,
    }, ((1, Role.MANAGER, "acknowledged", {"words": "Said at the door that I look into it."}),)),
    Told(33, Role.MANAGER, {
        "what_happened": "An e-mail: the gate stood open at pick-up time on three days.", "channel": "written",
        "classed": "complaint", "eyfs_requirement": True,
    }),
    Told(25, Role.MANAGER, {
        "what_happened": "An e-mail: we asked for a meeting about the new room and got no day.", "channel": "written",
        "classed": "complaint",
    }, (
        (6, Role.MANAGER, "answered", {**ANSWER, "finding": "not_upheld", "apology": "We wrote twice, and say so."}),
        (9, Role.MANAGER, "not_satisfied", {"words": "They never got our letters."}),
    )),
    Told(5, Role.DEPUTY, {
        "what_happened": "The manager talked about our family where others could hear it.", "about": "setting_manager",
        "classed": "complaint", "settled": False,
    }),
)  # fmt: skip


def complain(place: Place, day: dt.date) -> int:
    """Lives through the complaints of one setting up to `day`, each act on its own day. Gives how many came in."""
    children = list(
        Child.objects.unscoped("the practice world lives through its past")
        .filter(setting=place.setting, left__isnull=True, starts__lte=day - dt.timedelta(days=max(t.ago for t in TOLD)))
        .order_by("born", "pk")[: len(TOLD)]
    )
    for number, told in enumerate(TOLD):
        lived(place, day, told, children[number] if number < len(children) else None)
    return len(TOLD)


def lived(place: Place, day: dt.date, told: Told, child: Child | None) -> Complaint:
    """Lives through one complaint up to `day`, each act on its own day."""
    came = day - dt.timedelta(days=told.ago)
    with clock.fixed(came):
        said = Said(received_on=came, child=child, **told.said)  # type: ignore[arg-type]
        case = write_down(acting(place, told.writer), place.setting, said)
    for after, role, event, facts in told.steps:
        with clock.fixed(came + dt.timedelta(days=after)):
            take_step(acting(place, role), case, event, **facts)  # type: ignore[arg-type]  # all of them words
    return case


def acting(place: Place, role: Role) -> Viewer:
    """Whoever holds a post there first, as a viewer on the day of the clock."""
    post: Post = place.posts[role][0]
    person: Person = post.person
    viewer = viewer_for(person, next(hat.key for hat in hats_of(person) if role in hat.roles))
    assert viewer is not None
    return viewer
