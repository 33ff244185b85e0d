"""Of a bundle: what passed between this adult's home and here: talks, the check at two, things from home, settling in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

from hometime.childfile.bundle.eyes import Eyes, dated, day
from hometime.kernel import clock
from hometime.keypersons.actions.checking import copied
from hometime.keypersons.models import Citation, Contribution, Happening, Idea, Meeting, Part, ProgressCheck
from hometime.keypersons.pages.check import PLAIN
from hometime.records.printing import Block, entry, facts, heading
from hometime.welcome.models import Settling, SettlingPlan, SettlingVisit, SettlingWord

PARTS = {
    "likes": said("What does your child love to do?"),
    "can_do": said("What is new that your child can do?"),
    "wonders": said("Is there something you wonder about?"),
}
PLANNED = {
    "days": said("The first days"),
    "here": said("What we do here"),
    "home": said("What is done at home"),
    "helps": said("What comforts the child"),
    "because": said("Why the plan changed"),
}


def by(rows: Any, key: str) -> dict[str, list[Any]]:
    """Rows by what they belong to, in their order."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _of(row: Any, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields of a row, each by its title."""
    return [(_(title), getattr(row, field)) for field, title in titles.items()]


def talks(eyes: Eyes) -> list[Block]:
    """Talks with this side of the family, each with what happened and was said."""
    meetings = eyes.rows(Meeting).filter(child=eyes.child).order_by("opened", "pk")
    told = by(
        eyes.rows(Happening).filter(meeting__child=eyes.child).select_related("slot").order_by("number", "pk"),
        "meeting_id",
    )
    blocks: list[Block] = []
    for meeting in meetings:
        blocks.append(heading(dated(meeting.opened, _("A talk")), 3))
        for each in told[meeting.pk]:
            when = f"{day(each.slot.on)}, {each.slot.at:%H:%M}" if each.slot else ""
            way = str(each.get_way_display()) if each.way else ""
            blocks.append(
                entry(dated(each.on, each.get_what_display()), [", ".join(filter(None, [when, way])), each.words])
            )
    return blocks


def checks(eyes: Eyes) -> list[Block]:
    """The check at two once it is finished, and what this adult said for it at any time."""
    blocks: list[Block] = []
    parts = by(eyes.rows(Part).filter(check_of__child=eyes.child).order_by("on", "pk"), "check_of_id")
    for check in eyes.rows(ProgressCheck).filter(child=eyes.child).order_by("opened", "pk"):
        for part in (each for each in parts[check.pk] if each.person_id == eyes.viewer.person_id):
            blocks += [heading(dated(part.on, _("What you told us")), 3), facts(_of(part, PARTS))]
        if check.finished_on:
            copy = copied(check)
            given = f"{copy.decision.to_name}, {day(clock.local_date(copy.goes_at))}" if copy else ""
            told = [*_of(check, PLAIN), (_("Copy given to"), given)]
            blocks += [heading(dated(check.finished_on, _("The check at two")), 3), facts(told)]
    return blocks


def from_home(eyes: Eyes) -> list[Block]:
    """What came from this home, who thanked for it, and where it was used."""
    used = by(
        eyes.rows(Citation)
        .filter(contribution__child=eyes.child)
        .select_related("used_in")
        .order_by("on", "pk"),
        "contribution_id",
    )  # fmt: skip
    blocks: list[Block] = []
    for each in eyes.rows(Contribution).filter(child=eyes.child).select_related("thanked_by").order_by("opened", "pk"):
        thanked = each.thanked_on and _("%(name)s said thank you on %(day)s.") % {
            "name": each.thanked_by.called if each.thanked_by else _("We"), "day": day(each.thanked_on),
        }  # fmt: skip
        told = [each.words, thanked or ""]
        told += [_("Used on %(day)s: %(words)s") % {"day": day(one.on), "words": one.words} for one in used[each.pk]]
        blocks.append(entry(dated(each.opened, _("From home")), told))
    return blocks


def ideas(eyes: Eyes) -> list[Block]:
    """Ideas for home, with what each is tied to."""
    rows = eyes.rows(Idea).filter(child=eyes.child).order_by("opened", "pk")
    return [entry(dated(each.opened, _("An idea for home")), [each.words, each.tied_to]) for each in rows]


def settling(eyes: Eyes) -> list[Block]:
    """Settling in: each plan, the visits, and what was said, as far as it is for this adult."""
    of = {"settling__child": eyes.child}
    plans = by(eyes.rows(SettlingPlan).filter(**of).order_by("number", "pk"), "settling_id")
    visits = by(eyes.rows(SettlingVisit).filter(**of).order_by("on", "pk"), "settling_id")
    words = by(eyes.rows(SettlingWord).filter(**of).order_by("number", "pk"), "settling_id")
    blocks: list[Block] = []
    for one in eyes.rows(Settling).filter(child=eyes.child).order_by("opened", "pk"):
        blocks.append(facts([(_("First day"), day(one.first_day)), (_("Settled in"), day(one.settled_on))]))
        for plan in plans[one.pk]:
            blocks += [heading(dated(plan.on, _("The plan")), 3), facts(_of(plan, PLANNED))]
        blocks += [entry(dated(each.on, _("A visit")), [str(each.get_went_display())]) for each in visits[one.pk]]
        mine = [each for each in words[one.pk] if each.person_id in (None, eyes.viewer.person_id)]
        blocks += [entry(dated(each.on, each.get_what_display()), [each.words]) for each in mine]
    return blocks
