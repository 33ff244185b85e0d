"""A child's settling in as somebody sees it: the plan with those before it, the visits, what was said, and what can be done."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.duties.models import AsOf, Duty
from hometime.families.models import Child
from hometime.kernel.answers import No
from hometime.languages.pages import wishes_of
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.ui.asks import Ask
from hometime.welcome import rules, stages
from hometime.welcome.actions.settling import SETTLING
from hometime.welcome.family import adults_of
from hometime.welcome.forms import family, staff
from hometime.welcome.models import Settling, SettlingPlan, SettlingVisit, SettlingWord, What
from hometime.welcome.stages import Said

ASKS = (SETTLING,)  # the kinds of record on which a family is asked something
SPOKEN = (What.THEIRS, What.LOOKED, What.SETTLED, What.NOT_YET, What.WITHOUT)


@dataclasses.dataclass(frozen=True)
class Answer:
    """What an adult last said of the plan."""

    name: str
    entry: SettlingWord


@dataclasses.dataclass(frozen=True)
class SettlingPage:
    """A settling in. `forms` are those that this viewer gets, by the name of what they do."""

    settling: Settling
    plan: SettlingPlan | None
    before: Sequence[SettlingPlan]
    answers: Sequence[Answer]
    mine: str
    end: str
    visits: Sequence[tuple[SettlingVisit, Sequence[SettlingWord]]]
    said: Sequence[SettlingWord]
    owed: Sequence[AsOf]
    forms: dict[str, Any]
    why_not: No | None
    wishes: Sequence[tuple[str, str]] = ()  # by which visits and talks are arranged; for those at work

    @property
    def begun(self) -> bool:
        """Whether there is anything that the end can be said of."""
        return bool(self.visits) or self.plan is not None


def settling_page(viewer: Viewer, settling: Settling, typed: dict[str, Any] | None = None) -> SettlingPage:
    """A settling in. `typed` is a form that has something to put right, by its name."""
    plans = list(
        SettlingPlan.objects.visible_to(viewer).filter(settling=settling).select_related("by").order_by("number")
    )
    rows = SettlingWord.objects.visible_to(viewer).filter(settling=settling).select_related("by", "person", "plan")
    entries = list(rows.order_by("number"))
    at_work = viewer.hat == Hat.STAFF
    why_not = rules.speak(viewer, settling)
    said = [Said(each.what, each.person_id or "", each.plan.number if each.plan else 0) for each in entries]
    latest = plans[-1] if plans else None
    mine = stages.answers(said, latest.number).get(viewer.person_id, "") if latest else ""
    owed = Duty.objects.visible_to(viewer).open().filter(record=settling).by_urgency() if at_work else ()
    return SettlingPage(
        settling=settling,
        plan=latest,
        before=plans[-2::-1],
        answers=_answers(entries, latest),
        mine=mine,
        end=stages.ends(said).get("" if at_work else viewer.person_id, ""),
        visits=_visits(viewer, settling, entries),
        said=[each for each in entries if each.what in SPOKEN and each.visit_id is None],
        owed=[duty.as_of(viewer.today) for duty in owed],
        forms={**({} if why_not else _forms(viewer, settling)), **(typed or {})},
        why_not=why_not,
        wishes=wishes_of(viewer, settling.child) if at_work and settling.child else (),
    )


def people_of(viewer: Viewer, settling: Settling) -> list[Person]:
    """The adults who may know all about the child who settles in."""
    assert settling.child is not None  # a child settles in
    return [adult.person for adult in adults_of(settling.child, viewer.today)]


def before_of(viewer: Viewer, settling: Settling) -> list[SettlingPlan]:
    """The plans there are, the latest first: what a new one is written beside."""
    return list(SettlingPlan.objects.visible_to(viewer).filter(settling=settling).order_by("-number"))


def asks(viewer: Viewer, children: Sequence[Child]) -> list[Ask]:
    """What a parent is asked about these children: to say whether a plan is right."""
    rows = Settling.objects.visible_to(viewer).filter(child__in=[child.pk for child in children], closed__isnull=True)
    found = []
    for settling in rows.select_related("child").order_by("opened", "pk"):
        page = settling_page(viewer, settling)
        if page.plan is not None and not page.mine and settling.child is not None:
            found.append(
                Ask(
                    settling.child.called,
                    gettext("Settling in: is this plan right for you?"),
                    gettext("Read it"),
                    reverse("settling", args=[settling.pk]),
                )
            )
    return found


def panel(viewer: Viewer, child: Child) -> dict[str, Any] | None:
    """What a child's file shows of settling in; None for whoever may see nothing of it."""
    rows = Settling.objects.visible_to(viewer).filter(child=child).order_by("-opened", "pk")
    shown = [settling_page(viewer, settling) for settling in rows]
    begins = viewer.hat == Hat.STAFF and rules.work_with(viewer, child) is None
    if not shown and not begins:
        return None
    return {"child": child, "shown": shown, "begins": begins and all(each.settling.closed for each in shown)}


def _answers(entries: Sequence[SettlingWord], plan: SettlingPlan | None) -> list[Answer]:
    last: dict[str, SettlingWord] = {}
    for entry in entries:
        if plan is not None and entry.plan_id == plan.pk and entry.person_id and entry.what in stages.ANSWERS:
            last[entry.person_id] = entry
    return [Answer(entry.person.called, entry) for entry in last.values() if entry.person]


def _visits(
    viewer: Viewer, settling: Settling, entries: Sequence[SettlingWord]
) -> list[tuple[SettlingVisit, list[SettlingWord]]]:
    of: dict[str, list[SettlingWord]] = {}
    for entry in entries:
        if entry.visit_id:
            of.setdefault(entry.visit_id, []).append(entry)
    first = {visit: each[0].number for visit, each in of.items()}
    rows = list(SettlingVisit.objects.visible_to(viewer).filter(settling=settling))
    rows.sort(key=lambda visit: (visit.on, first.get(visit.pk, 0)), reverse=True)
    return [(visit, of.get(visit.pk, [])) for visit in rows]


def _forms(viewer: Viewer, settling: Settling) -> dict[str, Any]:
    if viewer.hat == Hat.PARENT:
        return {
            "talk": family.TalkForm(),
            "say": family.SayForm(auto_id="id_say_%s"),
            "end": family.NotYetForm(auto_id="id_end_%s"),
        }
    people = people_of(viewer, settling)
    return {
        "visit": staff.VisitForm(people),
        "told": staff.ToldForm(people, auto_id="id_told_%s"),
        "without": staff.WithoutForm(auto_id="id_without_%s"),
        "look": staff.LookForm(auto_id="id_look_%s"),
        "here": staff.HereForm(auto_id="id_here_%s"),
    }
