"""Complaints and concerns that are like one another: the third within a year surfaces by itself (EXPERIENCE 3.12).

Like is what has the same theme, happened in the same room, or is about the same person. It is counted over what one
viewer may see and over nothing else, so that a count tells nobody of a case that is kept from them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence

from django.db.models import Count, OuterRef, Subquery, Window
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.audit.actions import Actor, action, note
from hometime.complaints import at_hand
from hometime.complaints.models import Complaint, Matter, Theme
from hometime.duties.actions import Task, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.models import Person, current
from hometime.people.roles import HAT_OF, Role
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party

ENOUGH, YEAR = 3, dt.timedelta(days=365)
SHOWN = 10  # of those alike, the newest are named; the others are counted
KIND = "complaints_alike"
TASK = Task(
    "", gettext_noop("Three alike within a year: look at what they share"), gettext_noop("I looked"), Role.MANAGER
)
LOOKED_WITHIN = dt.timedelta(days=14)
WHO_LOOKS = (Role.MANAGER, Role.LINE_MANAGER, Role.OWNER)


@dataclasses.dataclass(frozen=True)
class Alike:
    """What several cases share: `mark` tells it apart (`matter safety`, `room …`, `person …`). `count` is how many there
    are within the year, and `cases` are the newest of them."""

    mark: str
    words: str
    cases: Sequence[Complaint]
    count: int

    @property
    def more(self) -> int:
        """How many there are besides those that are named."""
        return self.count - len(self.cases)

    @property
    def told(self) -> str:
        """Their references, and how many more there are."""
        return ", ".join(case.reference for case in self.cases) + (f" +{self.more}" if self.more else "")


def alike(viewer: Viewer, case: Complaint, theme: Theme | None) -> list[Alike]:
    """What `case` shares with two others or more that this viewer sees, of the year before it came in.

    `theme` is how it is sorted (`theme_of`).
    """
    found = []
    if theme is not None:
        found.append(_same(viewer, case, f"matter {theme.matter}", str(Matter(theme.matter).label)))
        if theme.room is not None:
            found.append(
                _same(viewer, case, f"room {theme.room_id}", _("The room %(room)s") % {"room": theme.room.name})
            )
    found += [
        _same(viewer, case, f"person {person.pk}", _("The same person: %(name)s") % {"name": person.called})
        for person in _about(viewer, case)
    ]
    return [each for each in found if each.count >= ENOUGH]


def theme_of(case: Complaint) -> Theme | None:
    """What a case is about, as somebody sorted it last."""
    rows = Theme.objects.unscoped("whoever sees a case sees how it is sorted").filter(complaint=case)
    return rows.select_related("room").order_by("-number").first()


def _about(viewer: Viewer, case: Complaint) -> list[Person]:
    about = (party for party in at_hand.parties(viewer, case) if party.part == Party.Part.CONCERNS)
    return list({party.person_id: party.person for party in about}.values())


def _same(viewer: Viewer, case: Complaint, mark: str, words: str) -> Alike:
    """The cases of one setting and one year that bear `mark`, as far as this viewer sees them: in one statement, which
    gives no more rows than are named, however many there are."""
    what, _space, value = mark.partition(" ")
    near = Complaint.objects.visible_to(viewer).filter(
        setting=case.setting_id, received_on__range=(case.received_on - YEAR, case.received_on)
    )
    if what == "person":
        parties = Party.objects.visible_to(viewer).filter(part=Party.Part.CONCERNS, person=value)
        marked = near.filter(pk__in=parties.values("record"))
    else:
        themes = Theme.objects.unscoped("the cases are those that the viewer sees").filter(complaint=OuterRef("pk"))
        last = themes.order_by("-number").values("matter" if what == "matter" else "room")[:1]
        marked = near.annotate(sorted_as=Subquery(last)).filter(sorted_as=value)
    rows = list(marked.annotate(alike=Window(Count("pk"))).order_by("-received_on", "pk")[:SHOWN])
    return Alike(mark, words, rows, rows[0].alike if rows else 0)  # type: ignore[attr-defined]  # annotated


@action
def surface(actor: Actor, case: Complaint) -> list[Duty]:
    """Asks whoever answers for `case` to look, where it is the third alike that they may see. Asks once for a mark and year.

    About the manager it is the line manager who is asked, since the manager sees none of those cases.
    """
    owed, theme = [], theme_of(case)
    for person, role, viewer in _who_looks(case):
        for each in alike(viewer, case, theme):
            known = Duty.objects.unscoped("the same likeness is pointed out once a year").filter(
                record__kind=KIND, person=person, why__alike=each.mark, owed_on__gt=clock.today() - YEAR
            )
            if known.exists():
                continue
            record = open_record(actor, case.setting, KIND, each.mark, Audience.NAMED)
            name_party(actor, record, person, Party.Part.HANDLER, hat=HAT_OF[role], role=role)
            task = dataclasses.replace(TASK, owed_by=role)
            why = {"alike": each.mark, "told": each.told}
            due = clock.today() + LOOKED_WITHIN
            owed.append(owe(actor, record, task, person=person, due=due, about=each.cases[0].reference, why=why))
            note("complaint.alike", record, count=each.count)
    return owed


def _who_looks(case: Complaint) -> Iterator[tuple[Person, Role, Viewer]]:
    """Those on the case who answer for it by their post, each as a viewer."""
    parties = Party.objects.unscoped("whoever answers for a case is told what is like it").filter(
        current(clock.today()), record=case, role__in=WHO_LOOKS
    )
    for party in parties.exclude(part=Party.Part.CONCERNS).select_related("person"):
        role = Role(party.role)
        for choice in hats_of(party.person):
            if choice.hat == HAT_OF[role] and role in choice.roles:
                viewer = viewer_for(party.person, choice.key)
                if viewer is not None and Complaint.objects.visible_to(viewer).filter(pk=case.pk).exists():
                    yield party.person, role, viewer
                    break
