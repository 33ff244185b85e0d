"""The complaints of the practice world: at every step and age, one settled at the door, one late, one about the manager."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.complaints.actions import Said, take_step
from hometime.complaints.intake.actions import Came, at_the_door
from hometime.complaints.models import Complaint, Door
from hometime.families.models import Adult, Bond, Child
from hometime.kernel import clock
from hometime.people.models import Person, Post
from hometime.people.roles import Role
from hometime.practice import complaints_beside as beside
from hometime.practice import complaints_work as works
from hometime.practice.complaints_work import Work
from hometime.practice.town import Place

ANSWER = {"words": "We read what was written on the day, and spoke with everybody who was there."}


@dataclasses.dataclass(frozen=True)
class Told:
    """One complaint: how many days ago it came in, what was said, its steps as (days after, whose, event, facts), and the
    work on it as (days after, whose, what)."""

    ago: int
    writer: Role
    said: Mapping[str, object]
    steps: tuple[tuple[int, Role, str, Mapping[str, str]], ...] = ()
    work: tuple[tuple[int, Role, Work], ...] = ()


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
    ), ((9, Role.MANAGER, works.bumped), (17, Role.MANAGER, works.bumped_answered))),
    Told(12, Role.KEY_PERSON, {
        "what_happened": "He came home hungry twice this week, and was told that lunch was finished.",
        "classed": "complaint", "explanation": "Lunch is put away at one.", "settled": False,
    }, ((1, Role.MANAGER, "acknowledged", {"words": "Said at the door that I look into it."}),),
       ((3, Role.MANAGER, works.hungry_points), (9, Role.MANAGER, works.hungry_found))),
    Told(33, Role.MANAGER, {
        "what_happened": "An e-mail: the gate stood open at pick-up time on three days.", "channel": "written",
        "classed": "complaint", "eyfs_requirement": True,
    }, (), ((20, Role.MANAGER, beside.ofsted_asks), (31, Role.MANAGER, beside.late))),
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
    }, (), ((2, Role.LINE_MANAGER, works.about_the_manager),)),
    Told(20, Role.MANAGER, {
        "what_happened": "A letter: our therapist was turned away at the door twice.", "channel": "written",
        "source": "agency", "complainant": "The speech service", "classed": "complaint",
    }, ((3, Role.MANAGER, "acknowledged", {"words": "Wrote back that we have the letter."}),),
       ((15, Role.MANAGER, works.visits_met),)),
    Told(8, Role.MANAGER, {
        "what_happened": "A letter: a list with our address lay open on the table by the door.", "channel": "written",
        "classed": "complaint", "personal_data": True,
    }, (), ((1, Role.MANAGER, beside.data_acknowledged),)),
    Told(2, Role.KEY_PERSON, {
        "what_happened": "She says that somebody who helped out that day pulled her by the arm.", "at_risk": "yes",
        "classed": "complaint", "settled": False,
    }, (), ((0, Role.DSL, beside.officer_told),)),
)  # fmt: skip


def complain(place: Place, day: dt.date) -> int:
    """Lives through the complaints of one setting up to `day`, each act on its own day. Gives how many came in."""
    children = list(
        Child.objects.unscoped("the practice world lives through its past")
        .filter(setting=place.setting, left__isnull=True, starts__lte=day - dt.timedelta(days=max(t.ago for t in TOLD)))
        .order_by("born", "pk")[: len(TOLD)]
    )
    beside.holidays(place, day)
    for number, told in enumerate(TOLD):
        lived(place, day, told, children[number] if number < len(children) else None)
    return len(TOLD)


def lived(place: Place, day: dt.date, told: Told, child: Child | None) -> Complaint:
    """Lives through one complaint up to `day`, each act on its own day."""
    came = day - dt.timedelta(days=told.ago)
    with clock.fixed(came):
        said = Said(received_on=came, child=child, **told.said)  # type: ignore[arg-type]
        writer = acting(place, told.writer)
        case = at_the_door(writer, place.setting, said, Came(Door.STAFF, adult=_adult(child)), read_back=True)
    for after, role, does in _acts(told, case, place):
        with clock.fixed(came + dt.timedelta(days=after)):
            does(acting(place, role))
    return case


def _adult(child: Child | None) -> Adult | None:
    """The first adult of a child who hears all about them: in the practice world it was they who said it."""
    bonds = Bond.objects.unscoped("the practice world lives through its past").filter(child=child, info="full")
    found = bonds.order_by("starts", "adult__person__name", "pk").select_related("adult__person").first()
    return found.adult if found else None


def _acts(told: Told, case: Complaint, place: Place) -> list[tuple[int, Role, Callable[[Viewer], object]]]:
    """The steps and the work of one complaint, each as something that somebody does, in the order of their days."""
    people = {role: posts[0].person for role, posts in place.posts.items() if posts}

    def step(event: str, facts: Mapping[str, str]) -> Callable[[Viewer], object]:
        return lambda viewer: take_step(viewer, case, event, **facts)  # type: ignore[arg-type]  # all of them words

    def work(does: Work) -> Callable[[Viewer], object]:
        return lambda viewer: does(viewer, case, people)

    acts = [(after, role, step(event, facts)) for after, role, event, facts in told.steps]
    acts += [(after, role, work(does)) for after, role, does in told.work]
    return sorted(acts, key=lambda act: act[0])


def acting(place: Place, role: Role) -> Viewer:
    """Whoever holds a post there first, or above it, as a viewer on the day of the clock."""
    above = Post.objects.on(clock.today()).filter(role=role, provider=place.setting.provider_id, setting__isnull=True)
    post: Post = (place.posts.get(role) or list(above.order_by("pk")))[0]
    person: Person = post.person
    viewer = viewer_for(person, next(hat.key for hat in hats_of(person) if role in hat.roles))
    assert viewer is not None
    return viewer
