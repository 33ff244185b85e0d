"""One complaint as whoever made it sees it: built from the same steps and the same engine as the handler's page.

Nothing else of the case can come through here: no statement, no other child, nothing about anybody's work (F20).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hometime.audit.chain import code_of
from hometime.audit.models import Event
from hometime.complaints.elsewhere import Turn, turns
from hometime.complaints.engine.case import REGULATOR, Owed, Told
from hometime.complaints.engine.moment import LEFT
from hometime.complaints.following.above import next_up
from hometime.complaints.following.counted import counted
from hometime.complaints.following.meetings import meetings, offers, talks
from hometime.complaints.following.regulators import Card, regulators
from hometime.complaints.following.rungs import Rung
from hometime.complaints.following.sortings import CALLED, sortings
from hometime.complaints.living import (
    NOT_THEIRS,
    Delay,
    answered_here,
    audience_of,
    counts,
    delays,
    outside_person,
    procedure,
    replay,
    taken_up_early,
)
from hometime.complaints.models import Arrival, Complaint, Door, Entry, Finding, Source, Step, Strand, StrandKind, Word
from hometime.complaints.reviewing.told import Changed, changes
from hometime.kernel import clock
from hometime.people.models import current
from hometime.people.roles import Role
from hometime.records.models import Party
from hometime.ui.days import day_in_words

FAIR_RECORD = (
    "complaint_fair"  # the kind of record on which “it was not fair” reaches the line manager, and nobody else
)
# What each step says to whoever complained. A step that is not listed is no news for them.
HAPPENED = {
    "acknowledged": gettext_noop("We told you that we have it."),
    "met": gettext_noop("We met you about it."),
    "answered": gettext_noop("We told you what we found."),
    "agreed": gettext_noop("You said that this settles it."),
    "not_agreed": gettext_noop("We did not agree, and it went on."),
    "not_satisfied": gettext_noop("You were not happy with the answer. Somebody else looks at it."),
    "withdrawn": gettext_noop("You took it back."),
}
UP_EARLY = gettext_noop("You asked somebody above to look at it now.")  # while there was no answer yet
SENT_ON = gettext_noop("We sent it on at once to somebody above the manager. The manager cannot see it.")
PROMISED = {
    "acknowledge": gettext_noop("We tell you that we have it."),
    "meet": gettext_noop("We meet you about it."),
    "investigate": gettext_noop("We find out what happened."),
}
ANSWERS = gettext_noop("We tell you what we found, and what will change.")
FOUND = {
    Finding.UPHELD: gettext_noop("You were right."),
    Finding.PARTLY: gettext_noop("You were right about part of it."),
    Finding.NOT_UPHELD: gettext_noop("We did not find that something went wrong."),
    Finding.OPEN: gettext_noop("We could not find out for certain."),
}
SAID_LATER = {
    Word.Kind.RIGHT: gettext_noop("We read back to you what we wrote. You said it is right."),
    Word.Kind.CORRECTED: gettext_noop("We read back to you what we wrote. You put it right."),
    Word.Kind.ADDED: gettext_noop("You added something."),
}


@dataclasses.dataclass(frozen=True)
class Timeline:
    """Everything that whoever complained is shown."""

    case: Complaint
    arrival: Arrival
    holder: str
    rungs: Sequence[Rung]
    next_up: Sequence[str]
    further: bool
    answered: bool
    withdraw: bool
    changed: Sequence[Changed]
    fair: Word | None
    regulators: Sequence[Card]
    code: str
    turns: Sequence[Turn] = ()

    @property
    def ours(self) -> bool:
        """Whether no procedure was in force when it came in, so that every step and day is our own proposal."""
        return self.case.under_id is None

    @property
    def called(self) -> str:
        """What they call it themselves, in the words in which they were asked; empty where they did not say."""
        return str(CALLED[self.case.classed]) if self.case.classed else ""

    @property
    def first_due(self) -> dt.date | None:
        """The first day on which something is promised."""
        days = [rung.on for rung in self.rungs if rung.state in ("late", "next") and rung.on]
        return min(days, default=None)

    @property
    def answer_due(self) -> dt.date | None:
        """The day by which the answer is promised."""
        return next((rung.on for rung in self.rungs if rung.title == _(ANSWERS)), None)


def timeline(arrival: Arrival) -> Timeline:
    """The timeline of one complaint. Who may read it was asked before."""
    case, today = arrival.complaint, clock.today()
    steps = list(
        Step.objects.unscoped("whoever complained follows their own complaint")
        .filter(complaint=case)
        .order_by("number")
    )
    told = replay(case, steps, today)
    holder, talked = holder_of(case, steps), talks(case)
    rungs = [
        *_past(arrival, steps, talked),
        *_now(told, holder),
        *_offered(arrival, told, talked),
        *_promised(case, told, delays(steps), today),
    ]
    return Timeline(
        case=case,
        arrival=arrival,
        holder=holder,
        rungs=rungs,
        next_up=next_up(case, steps, told),
        further="not_satisfied" in told.can_next and told.handler != REGULATOR,
        answered=answered_here(steps),
        withdraw="withdrawn" in told.can_next,
        changed=changes(case),
        fair=_fair(case),
        regulators=regulators(case.setting_id),
        code=check_code(case, steps),
        turns=turns(case.setting, _parts(case, steps)),
    )


def _parts(case: Complaint, steps: Sequence[Step]) -> list[Strand]:
    """The parts of it that go their own way; none is asked for where none was ever opened.

    What is a matter of somebody's work is theirs alone, and a line only for whoever works here and told us.
    """
    if not any(step.event == "strand_opened" for step in steps):
        return []
    rows = Strand.objects.unscoped("whoever complained is told who else can help with a part of it")
    hidden = () if case.source == Source.STAFF else (StrandKind.STAFF,)
    return list(rows.filter(complaint=case).exclude(kind__in=hidden).order_by("opened_on", "pk"))


def check_code(case: Complaint, steps: Sequence[Step]) -> str:
    """The code of the last event about this complaint: kept outside, it shows later whether anything before was changed.

    Not that of the whole chain, which would change with what others do.
    """
    about = [case.pk, *(step.pk for step in steps)]
    last = Event.objects.filter(chain=case.setting_id, subject__in=about).order_by("-seq").first()
    return code_of(last.digest) if last else ""


def holder_of(case: Complaint, steps: Sequence[Step]) -> str:
    """Who has it in hand today: names with their post, the person from outside who decides it, or that we look for one."""
    outside = outside_person(steps) if case.left_on is None else None
    if outside is not None:
        return _("%(name)s, who is from outside") % outside
    rows = Party.objects.unscoped("whoever complained is told who has it").filter(
        current(clock.today()), record=case, part=Party.Part.HANDLER
    )
    held = list(rows.select_related("person").order_by("pk"))
    if not held:
        return _("somebody from outside, whom we are finding")
    names = ", ".join(dict.fromkeys(party.person.called for party in held))
    post = Role(held[0].role).label if held[0].role else ""
    return f"{names} ({post})" if post else names


def _past(arrival: Arrival, steps: Sequence[Step], talked: Sequence[Entry]) -> list[Rung]:
    case = arrival.complaint
    sent_on = (_(SENT_ON),) if steps and "sent_on" in steps[0].says else ()
    came = [(case.received_on, 0, Rung("done", _came(arrival), case.received_on, how=sent_on))]
    early = taken_up_early(steps)
    held = [(on, len(steps), rung) for on, rung in meetings(talked, steps)]
    told = [(step.on, step.number, _step(step, early)) for step in steps if step.event in HAPPENED]
    said = [
        (word.on, len(steps) + number, Rung("done", _(SAID_LATER[Word.Kind(word.kind)]), word.on, words=word.words))
        for number, word in enumerate(_words(case), start=1)
        if word.kind in SAID_LATER
    ]
    anew = [(step.on, step.number, rung) for step, rung in sortings(steps)]
    return [rung for _on, _number, rung in sorted([*came, *told, *anew, *held, *said], key=lambda line: line[:2])]


def _came(arrival: Arrival) -> str:
    by = arrival.complaint.written_by
    if arrival.door == Door.STAFF and by is not None:
        return _("You told us. %(name)s wrote it down.") % {"name": by.called}
    return _("You told us.")


def _step(step: Step, early: Collection[int]) -> Rung:
    if step.event != "answered":
        return Rung("done", _(UP_EARLY if step.number in early else HAPPENED[step.event]), step.on)
    found = _(FOUND[Finding(step.finding)]) if step.finding else ""
    by = (_("%(name)s decided this.") % {"name": step.says["outside"]},) if "outside" in step.says else ()
    return Rung("done", _(HAPPENED[step.event]), step.on, words=step.words, sorry=step.apology, found=found, how=by)


def _words(case: Complaint) -> list[Word]:
    rows = Word.objects.unscoped("whoever complained reads what they said themselves").filter(record=case)
    return list(rows.order_by("written_at", "pk"))


def _fair(case: Complaint) -> Word | None:
    rows = Word.objects.unscoped("whoever complained reads what they said themselves")
    marks = Q(record__title=fair_title(case), record__kind=FAIR_RECORD) | Q(record=case)
    return rows.filter(marks, kind=Word.Kind.FAIR).order_by("written_at").last()


def fair_title(case: Complaint) -> str:
    """The title of the record on which it stands that the handling of a complaint was not fair."""
    return f"fair {case.reference}"


def _now(told: Told, holder: str) -> Iterator[Rung]:
    if told.state == LEFT:
        yield Rung(
            "now",
            _("It is with %(who)s.") % {"who": holder},
            sorry=_("A child’s safety comes first. The other steps wait."),
        )
    elif told.handler == REGULATOR:
        yield Rung("now", _("You can ask the regulator to look at it."))
    elif told.handler is not None:
        yield Rung("now", _("It is with %(who)s.") % {"who": holder})


def _offered(arrival: Arrival, told: Told, talked: Sequence[Entry]) -> list[Rung]:
    """The talks that lie ahead; none once it has ended."""
    return [] if arrival.complaint.closed or told.handler is None else offers(arrival, talked)


def _promised(case: Complaint, told: Told, late: Mapping[str, Delay], today: dt.date) -> list[Rung]:
    """Each promise that is still to be kept, once, by its earliest day; the other reasons for it stand beneath."""
    lines: dict[str, list[tuple[str, Owed]]] = {}
    for key, owed in sorted(counts(told).items(), key=lambda one: one[1].due or dt.date.max):
        if owed.kept_on is None and not owed.lifted and owed.action not in NOT_THEIRS:
            lines.setdefault(PROMISED.get(owed.action, ANSWERS), []).append((key, owed))
    clauses = procedure(case.under, audience_of(case.source)).clauses
    return [_promise(title, owed, late, today, clauses) for title, owed in lines.items()]


def _promise(
    title: str, owed: Sequence[tuple[str, Owed]], late: Mapping[str, Delay], today: dt.date, clauses: Mapping[str, str]
) -> Rung:
    key, first = owed[0]
    due, delay = first.due, late.get(key)
    how = tuple(dict.fromkeys(line for _key, one in owed for line in counted(one, clauses)))
    if due is None or due >= today:
        return Rung("next", _(title), due, sorry=_told_why(delay), how=how)
    sorry = _("We said we would do this by %(day)s. We have not. We are sorry.") % {"day": day_in_words(due, year=True)}
    return Rung(
        "late", _(title), due, words=delay.because if delay else "", sorry=f"{sorry} {_told_why(delay)}", how=how
    )


def _told_why(delay: Delay | None) -> str:
    """The new day of what is late."""
    if delay is None:
        return ""
    return _("Now we do it by %(day)s.") % {"day": day_in_words(delay.until, year=True)}
