"""What the practice world kept of its complaints: records with and without gaps, summaries of all ages, owners' reviews at
every stage, and a third alike within a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.complaints.actions import review_of
from hometime.complaints.keeping.actions import answer, approve, sort
from hometime.complaints.keeping.drafting import Words
from hometime.complaints.models import Box, Complaint, Matter
from hometime.complaints.reviewing import actions as reviewing
from hometime.complaints.reviewing.actions import Answered, Decided
from hometime.complaints.reviewing.taking_part import part
from hometime.duties.actions import keep
from hometime.duties.models import Duty
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.people.roles import Hat, Role
from hometime.practice.complaints import Told, acting, lived
from hometime.practice.town import Place
from hometime.records.models import Record

SORRY = "We are sorry, and say so in the letter."
OLDER = (
    Told(300, Role.MANAGER, {
        "what_happened": "A letter: the change of the lunch menu was told to nobody.", "channel": "written",
        "classed": "complaint", "put_right": "Tell us a week before.",
    }, (
        (1, Role.MANAGER, "acknowledged", {"words": "Rang, and said that the letter is here."}),
        (19, Role.MANAGER, "answered", {"words": "Nobody had sent the menu.", "finding": "upheld", "apology": SORRY}),
    )),
    Told(160, Role.MANAGER, {
        "what_happened": "An e-mail: the fees of August were not explained.", "channel": "written",
        "classed": "complaint",
    }, (
        (30, Role.MANAGER, "answered", {
            "words": "The leaflet of July explains them.", "finding": "not_upheld", "apology": "None is due.",
        }),
    )),
    Told(40, Role.MANAGER, {
        "what_happened": "A letter: we learned of the outing on the morning itself, from a neighbour in Alderford.",
        "channel": "written", "classed": "complaint", "eyfs_requirement": True,
    }, (
        (2, Role.MANAGER, "acknowledged", {"words": "Wrote back on the second day."}),
        (16, Role.MANAGER, "answered", {"words": "The note went out late.", "finding": "partly", "apology": SORRY}),
    )),
)  # fmt: skip
SUMMED_UP = (
    Words(
        "A parent said that a change of the menu was told to nobody.",
        "We looked into it and answered.",
        "We said sorry.",
    ),
    Words("A parent felt that fees were not explained.", "We looked into it and answered.", ""),
)
BETTER = "A note goes to every family a week before something changes."


def keep_records(place: Place, day: dt.date) -> int:
    """Lives through older complaints and what was kept of them up to `day`. Gives how many came in."""
    children = Child.objects.unscoped("the practice world lives through its past").filter(
        setting=place.setting, left__isnull=True, starts__lte=day - dt.timedelta(days=OLDER[0].ago)
    )
    child = children.order_by("born", "pk").last()
    cases = [lived(place, day, told, child if number else None) for number, told in enumerate(OLDER)]
    for case, told, words, matter in zip(cases, OLDER, SUMMED_UP, (Matter.TELLING, Matter.FEES), strict=False):
        with clock.fixed(day - dt.timedelta(days=told.ago - 34)):
            _record(acting(place, Role.MANAGER), case, matter)
            approve(acting(place, Role.MANAGER), case, words)
    with clock.fixed(day - dt.timedelta(days=OLDER[0].ago - 45)):
        _review(place, cases[0])
    with clock.fixed(day - dt.timedelta(days=OLDER[0].ago - 130)):
        _look_again(cases[0])
    with clock.fixed(day - dt.timedelta(days=OLDER[2].ago - 20)):
        for found in (_upheld_before(place, cases), cases[2]):
            if found is not None:
                sort(acting(place, Role.MANAGER), found, Matter.TELLING, None)
    return len(OLDER)


def _record(manager: Viewer, case: Complaint, matter: str) -> None:
    """Fills in what the record still lacks."""
    sort(manager, case, matter, None)
    answer(manager, case, Box.REQUIREMENT, "parents")
    answer(manager, case, Box.INVOLVED, "The office's diary was read, and the deputy was asked.")
    answer(manager, case, Box.ACTIONS, "It is on the list for each term.")
    answer(manager, case, Box.OUTCOME, "inside")
    answer(manager, case, Box.COPY, "By post.")


def _upheld_before(place: Place, cases: Sequence[Complaint]) -> Complaint | None:
    """An upheld complaint of the same kind from the world's other complaints."""
    rows = Complaint.objects.unscoped("the practice world lives through its past").filter(setting=place.setting)
    upheld = rows.filter(steps__finding="upheld").exclude(pk__in=[case.pk for case in cases])
    return upheld.order_by("received_on", "pk").first()


def _review(place: Place, case: Complaint) -> None:
    """All owners sign, and one thing is to change; the manager does it the week after."""
    record = review_of(case)
    if record is None:
        return
    change = Decided(BETTER, place.posts[Role.MANAGER][0].person, Role.MANAGER, clock.today() + dt.timedelta(days=28))
    owners = list(_owners(record))
    for number, owner in enumerate(owners):
        if number == 0:
            reviewing.answer(
                owner, record, Answered("yes", "unsure", "Whoever changes something tells families."), change
            )
        else:
            reviewing.sign(owner, record)
    for duty in (
        Duty.objects.unscoped("the practice world lives through its past").open().filter(record__kind=reviewing.KIND)
    ):
        keep(acting(place, Role.MANAGER), duty, "It is on the list for each term.")


def _look_again(case: Complaint) -> None:
    record = review_of(case)
    if record is not None:
        owner = next(_owners(record))
        reviewing.see_effect(owner, record, "yes", "The menu was told a week before, three times since.")


def _owners(record: Record) -> Iterator[Viewer]:
    """Those who review, each as a viewer on the day of the clock."""
    for person in part(record).free:
        viewer = viewer_for(person, next(hat.key for hat in hats_of(person) if hat.hat == Hat.OWNER))
        assert viewer is not None
        yield viewer
