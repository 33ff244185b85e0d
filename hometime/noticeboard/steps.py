"""The steps of an adopted complaints procedure, as a parent would say them: who to ask, and what happens by when."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hometime.people.roles import Role
from hometime.policies.settling import AGENCY

# Who a step goes to, in words for the board. The first names of today's holders are added where there are any.
HANDLERS: Mapping[str, str] = {
    "key_person": gettext_noop("your child's key person"),
    "setting_manager": gettext_noop("the manager"),
    "deputy": gettext_noop("the deputy manager"),
    "line_manager": gettext_noop("the manager's own manager"),
    "chair": gettext_noop("the chair"),
    "committee": gettext_noop("the committee"),
    "owners_directors_trustees": gettext_noop("the owners or trustees"),
    "director": gettext_noop("the director"),
    "room_leader": gettext_noop("the room leader"),
    "any_staff": gettext_noop("anyone who works here"),
    "childminder": gettext_noop("the childminder"),
    "head_teacher": gettext_noop("the head teacher"),
    "governors": gettext_noop("the governors"),
    "mediator": gettext_noop("a mediator"),
    "designated_safeguarding_lead": gettext_noop("the safeguarding lead"),
    "regulator": gettext_noop("the regulator"),
    "other": gettext_noop("the person named in the policy"),
}
FIRST = {"written": gettext_noop("Write to %(who)s.")}
LATER = {"written": gettext_noop("Still not happy? Write to %(who)s.")}
HOW = {"either": gettext_noop("Say it or write it.")}
# Whoever complains about somebody begins one step further up.
STRAIGHT_HERE = {
    "about_key_person": gettext_noop("Is it about the key person? Start here."),
    "about_setting_manager": gettext_noop("Is it about the manager? Start here."),
    "about_line_manager": gettext_noop("Is it about the manager's own manager? Start here."),
    "about_owner": gettext_noop("Is it about an owner? Start here."),
}
PROMISED = {
    "acknowledge": gettext_noop("We say that we have it within %(length)s."),
    "feedback": gettext_noop("We tell you what we found within %(length)s."),
    "investigate": gettext_noop("We look into it within %(length)s."),
    "meet": gettext_noop("We meet you within %(length)s."),
    "report": gettext_noop("We send you a report within %(length)s."),
    "respond": gettext_noop("We answer you within %(length)s."),
    "escalate": gettext_noop("You can ask for this within %(length)s."),
    "other": gettext_noop("The next step comes within %(length)s."),
}
# From which day a limit is counted. A text that does not say so promises nothing of the kind, and neither do we.
COUNTED = {
    "receipt": gettext_noop("We count from the day we get it."),
    "escalation": gettext_noop("We count from the day you ask for this."),
    "previous_answer": gettext_noop("We count from the day of our last answer."),
    "acknowledgement": gettext_noop("We count from the day we say that we have it."),
}

PROPOSED = "proposed"  # the basis of a term that we suggested and the owners took

# Names are set apart by Unicode's own marks, so that a sentence is one text for the web and for paper.
APART, TOGETHER = "\u2068", "\u2069"
_DIRECTION_MARKS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def called(regulator: str) -> str:
    """A regulator by name, kept whole; a childminder agency, whose name the terms do not say, in words."""
    return _("our childminder agency") if regulator == AGENCY else apart(regulator)


def apart(name: str) -> str:
    """A name between marks that keep it whole in a sentence of the other direction; marks of its own are taken out."""
    return f"{APART}{name.translate(_DIRECTION_MARKS)}{TOGETHER}"


@dataclasses.dataclass(frozen=True)
class More:
    """A sentence below a step. `ours` marks a limit that stands in no policy: we suggested it, and the owners took it."""

    said: str
    limit: bool = False
    ours: bool = False


@dataclasses.dataclass(frozen=True)
class Line:
    """One step on the board: who to turn to, and below it what to know about that step.

    `said` holds names between marks (`apart`); `words` is the same for a page. `untimed` tells of a step inside for
    which neither the policy nor its owners name a time.
    """

    said: str
    more: Sequence[More]
    external: bool = False
    handler: str = "other"
    untimed: bool = False

    @property
    def promises(self) -> Sequence[str]:
        """The limits that the policy or its owners promise: what may be printed and hung up."""
        return [more.said for more in self.more if more.limit and not more.ours]

    @property
    def for_paper(self) -> Sequence[More]:
        """What a sheet says below the step: all but our suggestions, for a wall has no room to say whose they are."""
        return [more for more in self.more if not more.ours]

    @property
    def words(self) -> SafeString:
        """The sentence for a page, escaped, its names in `<bdi>`."""
        return mark_safe(escape(self.said).replace(APART, "<bdi>").replace(TOGETHER, "</bdi>"))


class Steps(tuple[Line, ...]):
    """The steps of one ladder, in their order."""

    @property
    def marked(self) -> bool:
        """Whether any of them says what we suggested, so that the board says below them what the mark means."""
        return any(more.ours for line in self for more in line.more)


def lines(steps: Sequence[Mapping[str, Any]], faces: Mapping[Role, Sequence[str]]) -> Steps:
    """The steps of one ladder in the language now active; `faces` are the first names of those who hold a post."""
    return Steps(_line(step, faces, first=number == 0) for number, step in enumerate(steps))


def outside(name: str) -> Line:
    """The line for a body outside, which is asked at any time."""
    return Line(_("You can tell %(who)s at any time.") % {"who": called(name)}, (), external=True, handler="regulator")


def _line(step: Mapping[str, Any], faces: Mapping[Role, Sequence[str]], *, first: bool) -> Line:
    if step["external"]:
        said = _("You can tell %(who)s at any time.")
    elif first:
        said = _(FIRST.get(step["channel"], gettext_noop("Talk to %(who)s.")))
    else:
        said = _(LATER.get(step["channel"], gettext_noop("Still not happy? Ask %(who)s.")))
    more = [More(_(STRAIGHT_HERE[why])) for why in step["starts_here_if"] if why in STRAIGHT_HERE]
    if step["channel"] in HOW and not step["external"]:
        more.append(More(_(HOW[step["channel"]])))
    untimed = not step["limits"] and not step["external"] and not (first and step["channel"] == "spoken")
    return Line(
        said % {"who": _who(step, faces)}, more + _limits(step["limits"]), step["external"], step["handler"], untimed
    )


def _limits(limits: Sequence[Mapping[str, Any]]) -> list[More]:
    """Each limit as a sentence, and from when it is counted: once where it is the same, and the same one's, for all.

    That we have it is said first, because it happens first, wherever in the text it stands.
    """
    limits = sorted(limits, key=lambda limit: limit["action"] != "acknowledge")
    if len({(limit["runs_from"], _is_ours(limit), _starts_as_ours(limit)) for limit in limits}) == 1:
        told = [More(promised(limit), limit=True, ours=_is_ours(limit)) for limit in limits]
        return [*told, *_start(limits[0])]
    return [more for limit in limits for more in _timed(limit)]


def _timed(limit: Mapping[str, Any]) -> list[More]:
    ours = _is_ours(limit)
    if ours != _starts_as_ours(limit):
        return [More(promised(limit), limit=True, ours=ours), *_start(limit)]
    return [More(f"{promised(limit)} {counted(limit)}".strip(), limit=True, ours=ours)]


def _start(limit: Mapping[str, Any]) -> list[More]:
    said = counted(limit)
    return [More(said, limit=True, ours=_starts_as_ours(limit))] if said else []


def _is_ours(limit: Mapping[str, Any]) -> bool:
    """Whether a limit is our suggestion. Terms that were frozen before this was kept hold the policy's own alone."""
    return bool(limit.get("basis") == PROPOSED)


def _starts_as_ours(limit: Mapping[str, Any]) -> bool:
    """Whether the day a limit counts from is our suggestion; so it is wherever the limit itself is."""
    return _is_ours(limit) or limit.get("start_basis") == PROPOSED


def _who(step: Mapping[str, Any], faces: Mapping[Role, Sequence[str]]) -> str:
    handler = step["handler"]
    if handler == "regulator" and step["name"]:
        return called(step["name"])
    names = faces.get(Role(handler), ()) if handler in Role.values else ()
    said = _(HANDLERS[handler])
    return f"{said} ({apart(', '.join(names))})" if names else said


def counted(limit: Mapping[str, Any]) -> str:
    """From which day a limit is counted, as a sentence; empty where the text does not say."""
    return _(COUNTED[limit["runs_from"]]) if limit["runs_from"] in COUNTED else ""


def promised(limit: Mapping[str, Any]) -> str:
    """One time limit as a sentence, such as “We tell you what we found within 28 days.”

    A limit that the policy calls a further one runs on from the one before, and is said so: “14 more days”.
    """
    return _(PROMISED[limit["action"]]) % {"length": length(limit)}


def length(limit: Mapping[str, Any]) -> str:
    """How long a limit is, in words: “28 days”, “14 more days”."""
    n, unit = limit["value"], limit["unit"]
    if unit == "hours":
        said = ngettext("%(n)d hour", "%(n)d hours", n)
    elif unit == "months":
        said = ngettext("%(n)d month", "%(n)d months", n)
    elif unit == "working_days":
        said = ngettext("%(n)d working day", "%(n)d working days", n)
    elif unit == "term_days":
        said = ngettext("%(n)d day of term", "%(n)d days of term", n)
    elif "further" in limit["text"].lower():
        said = ngettext("%(n)d more day", "%(n)d more days", n)
    else:
        said = ngettext("%(n)d day", "%(n)d days", n)
    return said % {"n": n}
