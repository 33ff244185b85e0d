"""The day of an outing: what is said at the door, leaving, counting heads, who goes home early, and what is missing."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.consents import actions as consents
from hometime.consents.models import Consent
from hometime.consents.standing import State
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.refusals import refused
from hometime.people.roles import Role
from hometime.records.actions import close_record
from hometime.together import outing as procedure
from hometime.together.actions.planning import ANSWERS, CLAUSE, UNCOUNTED, owed, see_to_answers, still_ahead
from hometime.together.models import HeadCount, Invited, Outing
from hometime.together.outing import Point, Stage
from hometime.together.reading import as_counted, counts_of, invited_to, kind_of, opens, stage_of, verdicts_of

MISSING = Task(
    CLAUSE, _("A head count of an outing found fewer children than left. Find out at once"), _("Open it"), Role.MANAGER
)
AGAINST = Task(
    CLAUSE,
    _("A child left with an outing without a yes. Ring the family, and find out why"),
    _("Open it"),
    Role.MANAGER,
)
TOO_FEW = Task(
    CLAUSE, _("An outing left with too few adults. Send somebody, and find out why"), _("Open it"), Role.MANAGER
)


@dataclasses.dataclass(frozen=True)
class Counting:
    """A count as it was made: how many heads, under which key of the page. A device that had no signal says when (`at`)."""

    heads: int
    key: str
    at: dt.datetime | None = None
    away: bool = False


@action
def told(viewer: Actor, outing: Outing, consent: Consent, *, yes: bool, route: str, words: str = "") -> None:
    """Writes down what an adult who may say it said about this outing, by which route; at the door, or before."""
    still_ahead(outing)
    if (consent.about_id or None) != (None if outing.walk else outing.pk) or consent.kind != kind_of(outing):
        raise Refused("This adult was asked about something else.")
    consents.answer(viewer, consent, State.GIVEN if yes else State.REFUSED, route=route, words=words)
    note("outing.told", outing, yes=yes)
    see_to_answers(viewer, outing)


@action
def leave(viewer: Actor, outing: Outing, children: frozenset[str], adults: int, counting: Counting) -> HeadCount:
    """Closes the doors: who goes is who was ticked, as many as were counted, with enough adults, each with a yes at this very
    moment. The list does not change afterwards.

    What a device kept while it had no signal has happened already. It is written down as it was, and where a yes was
    missing, or adults, the manager owes at once to look into it. Sent twice, it is written once. Raises `Refused` in words.
    """
    known = _known(outing, counting.key)
    if known is not None:
        return known
    still_ahead(outing)
    invited = [each for each in invited_to(outing) if each.pk in children]
    _look(outing, invited, children, adults, counting)
    held = procedure.held_back([each.child_id for each in invited], verdicts_of(outing, invited))
    few = adults < procedure.adults_needed(len(invited), outing.for_each)
    if not counting.away:
        _stop(invited, held, few)
    now = clock.now()
    outing.left_at = procedure.counted_at(counting.at, opens(outing.day), now)
    outing.adults = adults
    outing.save(update_fields=["left_at", "adults"])
    for each in invited:
        each.went = True
        each.save(update_fields=["went"])
    note("outing.left", outing, children=len(invited), adults=adults, away=counting.away)
    for duty in owed(outing, ANSWERS):
        keep(viewer, duty, "The outing left with those for whom there was a yes.")
    consents.stop_asking(viewer, outing)
    for task, happened in ((AGAINST, bool(held)), (TOO_FEW, few)):
        if happened:
            _owe(viewer, outing, task)
    return _write(viewer, outing, Point.LEAVE, len(invited), counting)


@action
def count(viewer: Actor, outing: Outing, point: str, counting: Counting) -> HeadCount:
    """Writes down a count on the way. Fewer than went is owed to be looked into at once; a right count later settles that.

    Sent twice, it is written once. The right count back home ends the outing.
    """
    known = _known(outing, counting.key)
    if known is not None:
        return known
    if outing.left_at is None or point not in set(Point) - {Point.LEAVE}:
        raise Refused("This outing has not left yet. Count the children at the door first.")
    if outing.closed is not None:
        raise refused(refusals.OUTING_OVER)
    out = sum(each.went and each.early_at is None for each in invited_to(outing))
    return _write(viewer, outing, Point(point), out, counting)


@action
def goes_early(viewer: Actor, invited: Invited, words: str) -> None:
    """A child is collected on the way, and is not counted any more. `words` say by whom and where."""
    outing = invited.outing
    if outing.left_at is None or outing.closed is not None or not invited.went or invited.early_at is not None:
        raise Refused("This child is not out with the others now.")
    if not words.strip():
        raise Refused("Say who collected the child, and where.")
    invited.early_at, invited.early_words = clock.now(), words.strip()
    invited.save(update_fields=["early_at", "early_words"])
    note("outing.early", outing, child=invited.child_id)


@action
def explain(viewer: Actor, outing: Outing, duty: Duty, words: str) -> None:
    """The manager says what was found out where children were missing, or one left without a yes."""
    if duty not in owed(outing, MISSING, AGAINST, TOO_FEW, UNCOUNTED):
        raise refused(refusals.DONE)
    if not words.strip():
        raise Refused("Say what you found out, and what you did.")
    keep(viewer, duty, words.strip())


def _known(outing: Outing, key: str) -> HeadCount | None:
    rows = HeadCount.objects.unscoped("a count that comes twice is written once").filter(outing=outing, key=key)
    return rows.first()


def _look(outing: Outing, invited: list[Invited], children: frozenset[str], adults: int, counting: Counting) -> None:
    """Raises `Refused` for what nobody could have counted like this."""
    if len(invited) != len(children):
        raise Refused("Somebody is ticked who is not on the list. Open the list again.")
    if not invited or adults < 1:
        raise Refused("Tick who goes, and say how many adults go along.")
    if outing.day > clock.today() or (outing.day < clock.today() and not counting.away):
        raise Refused("This outing is on another day.")
    if counting.heads != len(invited) and not counting.away:
        raise Refused(f"{len(invited)} are ticked and {counting.heads} were counted. Count again before you leave.")


def _stop(invited: list[Invited], held: list[str], few: bool) -> None:
    """Raises `Refused` where somebody may not leave, while they can still be kept here."""
    if held:
        names = ", ".join(each.child.called for each in invited if each.child_id in held)
        raise Refused(f"Stop. There is no yes for {names}. Look at the list again.")
    if few:
        raise Refused("There are too few adults for so many children. Nobody leaves yet.")


def _write(viewer: Actor, outing: Outing, point: Point, of: int, counting: Counting) -> HeadCount:
    before, now = counts_of(outing), clock.now()
    made = HeadCount(
        outing=outing, number=len(before) + 1, point=point, heads=counting.heads, of=of, key=counting.key,
        at=procedure.counted_at(counting.at, opens(outing.day), now), written_at=now, by_id=person_of(viewer),
        away=counting.away,
    )  # fmt: skip
    made.save()
    note("outing.counted", outing, point=point, heads=counting.heads, of=of, away=counting.away)
    counts = [*before, made]
    if procedure.missing(as_counted(counts)):
        _owe(viewer, outing, MISSING)
    elif as_counted([made])[0].right:
        for duty in owed(outing, MISSING, UNCOUNTED):
            keep(viewer, duty, f"Counted again: all {made.of} are here.")
    if stage_of(outing, counts) == Stage.BACK:
        note("outing.back", outing)
        close_record(viewer, outing)
    return made


def _owe(viewer: Actor, outing: Outing, task: Task) -> None:
    if not owed(outing, task):
        owe(viewer, outing, task, due=clock.today(), why={"opens": ["outing", outing.pk]})
