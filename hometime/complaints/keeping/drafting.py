"""The summary as it drafts itself: what was typed into the case, with everybody written as a letter. Nothing is retyped."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Sequence

from hometime.complaints.actions.settling import steps_of
from hometime.complaints.keeping.leaks import Index, leaks, replaced
from hometime.complaints.keeping.people import known_to
from hometime.complaints.living import taken_up_early
from hometime.complaints.models import Answer, Box, Complaint, Finding, Step, Summary

LINES, LETTERS = 3, 400  # what happened is told in three sentences at most
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
# What each step says in a summary, which is always in English: a regulator in England reads it.
SAID = {
    "acknowledged": "We said that we had it.",
    "met": "We met with them.",
    "answered": "We looked into it and told them what we found.",
    "agreed": "They were content with the answer.",
    "not_agreed": "No agreement was reached, and it went to the next step.",
    "not_satisfied": "They were not satisfied, and it went to the next step.",
    "withdrawn": "They took it back.",
}
UP_EARLY = "They asked for the next step before it was answered."
TOLD = ("received", *SAID)  # what the owners look at later, and what stands beside the ladder, changes no summary
SORRY = "We said sorry."


@dataclasses.dataclass(frozen=True)
class Words:
    """The free words of a summary: what it was about, how it was dealt with, and what was done."""

    nature: str
    handled: str
    action: str

    def items(self) -> tuple[tuple[str, str], ...]:
        """Each part with its name."""
        return (("nature", self.nature), ("handled", self.handled), ("action", self.action))


@dataclasses.dataclass(frozen=True)
class Standing:
    """The summary of a case as it stands: the words, whether they are approved, and whether the case went on since."""

    words: Words
    approved: bool
    behind: bool
    row: Summary | None


def standing(case: Complaint, steps: Sequence[Step] | None = None) -> Standing:
    """The summary of `case`: the last one that somebody wrote, or the draft that writes itself."""
    steps = steps_of(case) if steps is None else steps
    row = (
        Summary.objects.unscoped("the summary of a case stands beside it")
        .filter(complaint=case)
        .order_by("-number")
        .first()
    )
    if row is None:
        return Standing(draft(case, steps), approved=False, behind=False, row=None)
    words = Words(row.nature, row.handled, row.action)
    return Standing(words, row.approved_by_id is not None, row.steps < told_by(steps), row)


def told_by(steps: Iterable[Step]) -> int:
    """How many steps there are of which a summary tells."""
    return sum(step.event in TOLD for step in steps)


def draft(case: Complaint, steps: Sequence[Step]) -> Words:
    """What the case says of itself, without the names that are certain. What is not certain is flagged to the reader."""
    known = known_to(case)
    answers = Answer.objects.unscoped("what was written once is told from where it stands").filter(complaint=case)
    early = taken_up_early(steps)
    last = {answer.box: answer for answer in answers.order_by("number")}
    action = [last[Box.ACTIONS].words] if Box.ACTIONS in last else []
    found = [step for step in steps if step.event == "answered"]
    if found and found[-1].apology and found[-1].finding in (Finding.UPHELD, Finding.PARTLY):
        action.insert(0, SORRY)
    return Words(
        nature=_plain(_first(case.what_happened), known),
        handled=" ".join(_once(_said(step, early) for step in steps if step.event in SAID)),
        action=_plain(" ".join(action), known),
    )


def _said(step: Step, early: Collection[int]) -> str:
    """What a step says. Who went on before there was an answer was not unhappy with one."""
    return UP_EARLY if step.number in early else SAID[step.event]


def _first(text: str) -> str:
    sentences = [sentence.strip() for sentence in SENTENCE.split(text) if sentence.strip()]
    told = " ".join(sentences[:LINES])
    return told if len(told) <= LETTERS else told[:LETTERS].rsplit(" ", 1)[0] + " …"


def _plain(text: str, known: Index) -> str:
    """The text with every certain name written anew, and a capital letter at the start of each sentence."""
    told = replaced(text, [leak for leak in leaks(text, known) if leak.certain])
    return re.sub(r"(^|[.!?]\s+)([a-z])", lambda match: match[1] + match[2].upper(), told)


def _once(sentences: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(sentences)
