"""The steps of an adopted complaints procedure, as a parent would say them: who to ask, and what happens by when."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hometime.people.roles import Role

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


@dataclasses.dataclass(frozen=True)
class Line:
    """One step on the board: who to turn to, and below it what to know about that step."""

    words: SafeString
    more: Sequence[str]


def lines(steps: Sequence[Mapping[str, Any]], faces: Mapping[Role, Sequence[str]]) -> list[Line]:
    """The steps of one ladder in the language now active; `faces` are the first names of those who hold a post."""
    return [_line(step, faces, first=number == 0) for number, step in enumerate(steps)]


def _line(step: Mapping[str, Any], faces: Mapping[Role, Sequence[str]], *, first: bool) -> Line:
    if step["external"]:
        said = _("You can tell %(who)s at any time.")
    elif first:
        said = _(FIRST.get(step["channel"], gettext_noop("Talk to %(who)s.")))
    else:
        said = _(LATER.get(step["channel"], gettext_noop("Still not happy? Ask %(who)s.")))
    more = [_(STRAIGHT_HERE[why]) for why in step["starts_here_if"] if why in STRAIGHT_HERE]
    if step["channel"] in HOW and not step["external"]:
        more.append(_(HOW[step["channel"]]))
    more += [promised(limit) for limit in step["limits"]]
    # The sentence is ours or a translator's, and goes in escaped like the names.
    return Line(mark_safe(conditional_escape(said) % {"who": _who(step, faces)}), more)


def _who(step: Mapping[str, Any], faces: Mapping[Role, Sequence[str]]) -> SafeString:
    handler = step["handler"]
    if handler == "regulator" and step["name"]:
        return format_html("<bdi>{}</bdi>", step["name"])
    names = faces.get(Role(handler), ()) if handler in Role.values else ()
    if not names:
        return format_html("{}", _(HANDLERS[handler]))
    return format_html("{} (<bdi>{}</bdi>)", _(HANDLERS[handler]), ", ".join(names))


def promised(limit: Mapping[str, Any]) -> str:
    """One time limit as a sentence, such as “We tell you what we found within 28 days.”

    A limit that the policy calls a further one runs on from the one before, and is said so: “14 more days”.
    """
    more = "further" in limit["text"].lower()
    return _(PROMISED[limit["action"]]) % {"length": _length(limit["value"], limit["unit"], more)}


def _length(n: int, unit: str, more: bool) -> str:
    if unit == "hours":
        said = ngettext("%(n)d hour", "%(n)d hours", n)
    elif unit == "months":
        said = ngettext("%(n)d month", "%(n)d months", n)
    elif unit == "working_days":
        said = ngettext("%(n)d working day", "%(n)d working days", n)
    elif unit == "term_days":
        said = ngettext("%(n)d day of term", "%(n)d days of term", n)
    elif more:
        said = ngettext("%(n)d more day", "%(n)d more days", n)
    else:
        said = ngettext("%(n)d day", "%(n)d days", n)
    return said % {"n": n}
