"""An adopted clause as a parent would say it. A number is always the setting's own, never the usual one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hometime.noticeboard.steps import length
from hometime.policies import catalogue
from hometime.policies.models import AdoptedClause
from hometime.policies.settling import OFSTED

# Clauses that stand or fall with a number: which act the number is for, and the sentence it goes into.
LIMITED: Mapping[str, tuple[frozenset[str], str]] = {
    "C14": (
        frozenset({"feedback", "respond", "report", "meet", "investigate"}),
        gettext_noop("You hear what we found within %(length)s."),
    ),
    "C18": (frozenset({"respond", "feedback", "report"}), gettext_noop("The owners answer you within %(length)s.")),
    "X2": (frozenset({"acknowledge"}), gettext_noop("We write back to them within %(length)s.")),
    "X4": (frozenset({"meet", "investigate"}), gettext_noop("The manager meets them within %(length)s.")),
    "X7": (frozenset({"acknowledge"}), gettext_noop("That person writes back within %(length)s.")),
    "X8": (frozenset({"report", "feedback", "respond"}), gettext_noop("They say what they found within %(length)s.")),
}
KEPT = "O4"  # how many years complaints are kept
# A sentence that names Ofsted is said only where the text does, and where no agency was chosen instead.


def plain(clause: AdoptedClause, terms: Mapping[str, Any]) -> list[str]:
    """The plain sentences for one adopted clause, in the language now active, in the order of the catalogue.

    A clause of the setting's own has none, and neither has a limit that was not read from its words.
    """
    said = (_said(id_, clause, terms) for id_ in clause.covers if id_ in catalogue.load())
    return [sentence for sentence in said if sentence]


def _said(id_: str, clause: AdoptedClause, terms: Mapping[str, Any]) -> str:
    if id_ in LIMITED:
        actions, sentence = LIMITED[id_]
        limit = next((each for each in _limits_in(clause, terms) if each["action"] in actions), None)
        return _(sentence) % {"length": length(limit)} if limit else ""
    if id_ == KEPT:
        return _kept(terms)
    sentence = catalogue.load()[id_].plain
    if OFSTED in sentence and (OFSTED not in clause.text or _by_an_agency(terms)):
        return ""
    return _(sentence)


def _by_an_agency(terms: Mapping[str, Any]) -> bool:
    """Whether the owners said that a childminder agency is their regulator, though the text names Ofsted beside it."""
    chosen = (named.get("regulator", {}).get("value") for named in terms.get("parameters", {}).values())
    return "childminder_agency" in chosen


def _limits_in(clause: AdoptedClause, terms: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The limits that were read from the words of this very clause."""
    steps = [step for ladder in terms.get("ladders", ()) for step in ladder["steps"] if clause.key in step["clauses"]]
    words = _squeezed(clause.text)
    return [limit for step in steps for limit in step["limits"] if limit["text"] and _squeezed(limit["text"]) in words]


def _squeezed(text: str) -> str:
    return " ".join(text.lower().split())


def _kept(terms: Mapping[str, Any]) -> str:
    years = next((kept["years"] for kept in terms.get("retention", ()) if kept["record"] == "complaints"), None)
    if years is None:
        return ""
    return ngettext("We keep it for %(n)d year or more.", "We keep it for %(n)d years or more.", years) % {"n": years}
