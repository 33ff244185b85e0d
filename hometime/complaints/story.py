"""The story of a case as its page tells it: the five steps, everything that happened, the newest first, who is on it and
who has looked. Made from rows that the page has read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import Max, OuterRef, Subquery
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from hometime.audit.models import HOUSE, Reading
from hometime.complaints.engine.case import Told
from hometime.complaints.engine.rehearsing import OPEN
from hometime.complaints.handling.actions.writing import CORRECTABLE
from hometime.complaints.handling.panels import FIVE
from hometime.complaints.living import CLIMBS, deciders
from hometime.complaints.models import Complaint, Entry, Kind, Step
from hometime.complaints.words import BESIDE, STEPS
from hometime.kernel import clock
from hometime.people.models import Person
from hometime.people.roles import Role
from hometime.records.models import Party
from hometime.ui.rungs import rung
from hometime.ui.templatetags.ui import day

HAPPENED = {
    **STEPS,
    "closed": gettext_noop("It was closed without an answer"),
    "reopened": gettext_noop("It was opened again"),
    "reviewed": gettext_noop("The owners looked at what to do better"),
    **BESIDE,
}
UP_EARLY = gettext_noop("They wanted somebody above to look at it, and it went on")
MOST_LOOKED = 12  # who looked last stands first; the audit holds them all


@dataclasses.dataclass(frozen=True)
class Line:
    """One thing that happened: a step, or an entry of the work. `letter` and `paper` lead to what hangs on it."""

    title: str
    what: Step | Entry
    words: str = ""
    finding: str = ""
    apology: str = ""
    letter: bool = False
    paper: str = ""
    right: bool = False


@dataclasses.dataclass(frozen=True)
class Rung:
    """One of the five steps: done, now, late or next."""

    title: str
    state: str


def told_in_order(steps: Sequence[Step], entries: Sequence[Entry]) -> list[Step | Entry]:
    """Everything that was written down, what was written last first."""
    whole: list[Step | Entry] = [*steps, *entries]
    return sorted(whole, key=lambda what: (what.written_at, isinstance(what, Step), what.number), reverse=True)


def line(what: Step | Entry, *, may_write: bool, early: Collection[int] = ()) -> Line:
    """One of them in words. `early` are the numbers of the steps that took it up before there was an answer."""
    if isinstance(what, Step):
        finding = what.get_finding_display() if what.finding else ""
        words = UP_EARLY if what.number in early else HAPPENED.get(what.event, what.event)
        title = gettext(words)
        if "sent_on" in what.says:
            post = str(Role(what.says["sent_on"]).label).lower()
            title = gettext("It came in, and was sent on to the %(post)s at once, past the manager") % {"post": post}
        return Line(title, what, what.words, finding, what.apology)
    title = str(Kind(what.kind).label)
    if what.corrects_id:
        title = gettext("Put right: %(what)s") % {"what": title}
    return Line(
        title=f"{title}: {what.person.called}" if what.person else title,
        what=what,
        words="" if what.kind == Kind.LETTER else what.words,
        letter=what.kind == Kind.LETTER,
        paper=what.paper_id or "",
        right=may_write and what.kind in CORRECTABLE and not what.corrects_id,
    )


def drawn(told: Line, case: str) -> SafeString:
    """One thing that happened, as a rung of the story of a case."""
    what, safe = told.what, conditional_escape
    below = [f'<p class="when">{day(what.on, "year")}</p>']
    if told.finding:
        below.append(f"<p>{safe(told.finding)}</p>")
    if told.words:
        below.append(f'<p class="as-written"><bdi>{linebreaksbr(told.words)}</bdi></p>')
    if told.apology:
        below.append(f"<p>{gettext('Apology:')} <bdi>{linebreaksbr(told.apology)}</bdi></p>")
    if told.letter:
        below.append(_link("complaint-letter-given", (case, what.pk), gettext("Read the letter")))
    if told.paper:
        below.append(_link("paper-page", (told.paper, 1), gettext("Look at it")))
    below.append(_written(told, case))
    return rung("done", told.title, SafeString("\n".join(below)))


def _written(told: Line, case: str) -> str:
    """When it was written down, by whom, and the way to put it right."""
    what, safe = told.what, conditional_escape
    written = [f"{gettext('Written down')} {day(what.written_on, 'year')}"]
    if what.by:
        written.append(f"<bdi>{safe(what.by.called)}</bdi>")
    if what.written_late:
        written.append(gettext("more than 48 hours later"))
    if told.right:
        href = reverse("complaint-write-beside", args=[case, "correct", what.pk])
        written.append(f'<a href="{safe(href)}">{gettext("Put it right")}</a>')
    return f'<p class="soft">{" · ".join(written)}</p>'


def _link(door: str, parts: Sequence[object], words: str) -> str:
    return f'<p><a href="{conditional_escape(reverse(door, args=parts))}">{words}</a></p>'


def five(told: Told, steps: Sequence[Step], late: Collection[str]) -> list[Rung]:
    """The five steps of a complaint as it stands at its present step of the ladder. `late` are acts that are overdue."""
    last = max((step.number for step in steps if step.event in CLIMBS), default=0)
    here = {step.event for step in steps if step.number > last}
    everywhere = {step.event for step in steps}
    answered, over = "answered" in here, told.state != OPEN
    done = (
        True,
        bool({"acknowledged", "met", "answered"} & here) or over,
        answered or over,
        answered or over,
        over and ("upheld" not in everywhere or "reviewed" in everywhere),
    )
    first = next((place for place, is_done in enumerate(done) if not is_done), len(done))
    state = "late" if late else "now"
    return [
        Rung(gettext(title), "done" if done[place] else state if place == first else "next")
        for place, title in enumerate(FIVE)
    ]


def people(parties: Sequence[Party]) -> list[tuple[str, str]]:
    """Everybody who sees it, each once, with the strongest reason."""
    lines: dict[str, tuple[str, str]] = {}
    for party in sorted(parties, key=lambda party: party.part != Party.Part.HANDLER):
        if party.part != Party.Part.CONCERNS:
            lines.setdefault(party.person_id, (party.person.called, _part(party)))
    return list(lines.values())


def _part(party: Party) -> str:
    if party.part == Party.Part.HANDLER:
        return gettext("Has it in hand, as %(post)s") % {"post": Role(party.role).label}
    return gettext("Is the manager here") if party.role else gettext("Wrote it down")


def kept_away(parties: Sequence[Party], steps: Sequence[Step], entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Who may not decide it, and why: whom it is about, told or not, and who decided before."""
    told = {entry.person_id: entry.on for entry in entries if entry.kind == Kind.TOLD}
    lines = []
    for party in parties:
        if party.part == Party.Part.CONCERNS:
            known = told.get(party.person_id)
            why = gettext("It is about them. They read their own page.") if known else gettext("It is about them.")
            lines.append((party.person.called, why))
    before = deciders(list(steps))
    names = dict.fromkeys(step.by.called for step in steps if step.by and step.by_id in before)
    return lines + [(name, gettext("Decided a step before.")) for name in names]


@dataclasses.dataclass(frozen=True)
class Looked:
    """Somebody who opened the case, and the day they last did."""

    name: str
    on: dt.date


def looked(case: Complaint) -> list[Looked]:
    """Who has opened the case, the last first. Everybody on the case may know."""
    name = Person.objects.filter(pk=OuterRef("actor"))
    rows = Reading.objects.filter(subject=case.pk).exclude(actor=HOUSE).values("actor").annotate(
        last=Max("at"), name=Subquery(name.values("name")[:1]), used=Subquery(name.values("name_to_use")[:1])
    )  # fmt: skip
    last = rows.order_by("-last")[:MOST_LOOKED]
    return [Looked(row["used"] or row["name"] or "", clock.local_date(row["last"])) for row in last]
