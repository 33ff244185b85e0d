"""Tells a reading or a comparison in plain text, in the document's own order, to be followed beside the paper."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from hometime.policies import catalogue
from hometime.policies.comparing import Change, ClausePair, Comparison, Difference
from hometime.policies.reading.forms import Finding, Ladder, Limit, Part, Question, Reading, Step

WIDTH = 100
_SEVERITIES = {"must": "Before you adopt", "should": "Worth mending", "note": "Good to know"}
_HANDLERS = {
    "owners_directors_trustees": "owners, directors or trustees",
    "designated_safeguarding_lead": "designated safeguarding lead",
    "any_staff": "any member of staff",
}
_CHANNELS = {
    "spoken": "spoken",
    "written": "in writing",
    "either": "spoken or in writing",
    "unstated": "the text does not say how",
}
_STARTS = {
    "receipt": "from receipt",
    "escalation": "from the day this step receives it",
    "previous_answer": "from the answer before",
    "acknowledgement": "from the acknowledgement",
    "unstated": "from when, the text does not say",
}
_CIRCUMSTANCES = {
    "about_key_person": "about the key person",
    "about_other_staff": "about other staff",
    "about_setting_manager": "about the manager",
    "about_line_manager": "about the line manager",
    "about_owner": "about an owner",
}
_STATES = {
    "same": "same words",
    "layout_only": "same words, other layout",
    "reworded": "other words, same promise",
    "changed": "CHANGED",
    "only_in_a": "ONLY IN A",
    "only_in_b": "ONLY IN B",
}
_COUNTS = {
    "same": "the same",
    "layout_only": "the same but for layout",
    "reworded": "worded otherwise",
    "changed": "changed",
    "only_in_a": "only in A",
    "only_in_b": "only in B",
}
_KINDS = {
    "part": "Part", "title": "Title", "adopter": "Adopted by", "settings": "Settings", "adopted_on": "Adopted on",
    "opening": "Opens with", "heading": "Heading", "order": "Order of parts", "clause_order": "Order of clauses",
    "layout": "Layout only, not a change",
}  # fmt: skip
_CHANGES = {"promise": "promises", "actor": "who acts", "reference": "cites", "limit": "limit", "name": "name"}


def told(reading: Reading) -> str:
    """Gives a whole reading as plain text: what it is, clause by clause, the ladders, then findings and questions."""
    sections = (
        _about(reading),
        *(_part(part) for part in reading.parts),
        *(_ladder(ladder) for ladder in reading.ladders),
        _facts(reading),
        _findings(reading.findings),
        _questions(reading.questions),
    )
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section)))


def compared(comparison: Comparison) -> str:
    """Gives a comparison as plain text: the documents first, then every clause in the order of A."""
    counts = ", ".join(
        f"{comparison.count(state)} {words}" for state, words in _COUNTS.items() if comparison.count(state)
    )
    sections = (
        [f"A  {comparison.a}", f"B  {comparison.b}", f"Clauses: {counts or 'none'}."],
        _indented(comparison.problems, "  ! "),
        _titled("THE DOCUMENTS", (line for found in comparison.documents for line in _difference(found))),
        _titled("CLAUSE BY CLAUSE", (line for pair in comparison.clauses for line in _pair(pair))),
    )
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section)))


def _about(reading: Reading) -> Iterator[str]:
    yield reading.source.file
    yield f"  Adopted by  {reading.adopter or 'the text does not say'}"
    yield f"  For         {', '.join(reading.settings) or 'the text does not say'}"
    yield f"  On          {reading.adopted_on or 'the text does not say'}"
    if not reading.source.complete:
        yield "  Not all of this file could be read."
    yield from _indented(reading.problems, "  ! ")


def _part(part: Part) -> Iterator[str]:
    yield f"{part.number} {part.title}".strip().upper()
    for section in part.sections:
        if section.heading:
            yield ""
            yield f"  {section.heading}"
        for clause in section.clauses:
            yield from _wrapped(clause.text, f"  {clause.key.rpartition('/')[2]:>3}  ", " " * 7)
            yield from _wrapped(_asks(clause.covers) or "your own addition", " " * 9, " " * 9)


def _asks(ids: Iterable[str]) -> str:
    clauses = catalogue.load()
    return "; ".join(f"{id_} {clauses[id_].capability.replace('-', ' ')}" for id_ in ids)


def _ladder(ladder: Ladder) -> Iterator[str]:
    yield {"parents": "IF A PARENT COMPLAINS", "agencies": "IF ANOTHER SERVICE COMPLAINS"}[ladder.audience]
    for step in ladder.steps:
        yield from _step(step)


def _step(step: Step) -> Iterator[str]:
    outside = ", outside the setting" if step.external else ""
    yield f"  {step.order}. {handler_in_words(step.handler)}{outside} ({channel_in_words(step)})"
    if step.starts_here_if:
        yield f"       {start_in_words(step)}"
    yield from (f"       {limit_in_words(limit)}" for limit in step.limits)
    if not step.limits and not step.external:
        yield "       no limit in the text"


def handler_in_words(called: str) -> str:
    """Gives who a step goes to, or who acts, in words: "Setting manager"."""
    words = _HANDLERS.get(called, called.replace("_", " "))
    return words[0].upper() + words[1:]


def channel_in_words(step: Step) -> str:
    """Gives how a complaint is made at a step: "spoken or in writing"."""
    return _CHANNELS[step.channel]


def start_in_words(step: Step) -> str:
    """Gives when a complaint begins at a step instead of below it; empty where the text names no such case."""
    about = " or ".join(_CIRCUMSTANCES[why] for why in step.starts_here_if)
    return f"starts here if it is {about}" if about else ""


def limit_in_words(read: Limit) -> str:
    """Gives a limit in words, with where it starts as far as the text says so."""
    return f"{read.action} within {read.value} {read.unit.replace('_', ' ')}, {_STARTS[read.runs_from]}"


def _facts(reading: Reading) -> Iterator[str]:
    lines = [f"  Kept: records of {kept.record}, {kept.years} years" for kept in reading.retention]
    for body in reading.bodies:
        contacts = [contact for contact in (body.phone, body.email, body.address) if contact]
        lines += _wrapped("; ".join([body.name, *contacts]), "  Outside body: ", " " * 16)
    for reference in reading.references:
        where = "in this document" if reference.found else "NOT in this document"
        lines += _wrapped(f"{reference.number} {reference.title} ({where})", "  Cites ", " " * 8)
    yield from _titled("ALSO IN THE TEXT", lines)


def _findings(findings: Iterable[Finding]) -> Iterator[str]:
    findings = tuple(findings)
    for severity, words in _SEVERITIES.items():
        chosen = [finding for finding in findings if finding.severity == severity]
        if chosen:
            yield f"{words.upper()} ({len(chosen)})"
        for finding in chosen:
            yield from _wrapped(_place(finding.clause) + finding.message, "  - ", "    ")
            if finding.proposal:
                yield from _wrapped(finding.proposal, "    > ", "      ")


def _questions(questions: Iterable[Question]) -> Iterator[str]:
    questions = tuple(questions)
    if questions:
        yield f"OPEN QUESTIONS ({len(questions)})"
    for question in questions:
        yield from _wrapped(_place(question.clause) + question.ask, "  ? ", "    ")
        yield from _wrapped(f"We would take: {question.proposal}", "    > ", "      ")


def _place(clause: str | None) -> str:
    return f"[{clause}] " if clause else ""


def _difference(found: Difference) -> Iterator[str]:
    yield f"  {_KINDS[found.kind]}"
    yield from _wrapped(found.a or "nothing", "    A  ", "       ")
    yield from _wrapped(found.b or "nothing", "    B  ", "       ")


def _pair(pair: ClausePair) -> Iterator[str]:
    side = pair.a or pair.b
    assert side is not None
    keys = " / ".join(clause.key for clause in (pair.a, pair.b) if clause)
    yield f"  {' '.join(pair.covers) or 'own'}  {_STATES[pair.state]}  [{keys}]"
    if pair.state == "same":
        return
    for letter, clause in (("A", pair.a), ("B", pair.b)):
        if clause:
            yield from _wrapped(clause.text, f"    {letter}  ", "       ")
    yield from (line for change in pair.changes for line in _change(change))


def _change(change: Change) -> Iterator[str]:
    name = _CHANGES[change.kind]
    for letter, things in (("A", change.only_a), ("B", change.only_b)):
        if things:
            words = (
                _asks(things) if change.kind == "promise" else ", ".join(thing.replace("_", " ") for thing in things)
            )
            yield from _wrapped(f"{name}, only {letter}: {words}", " " * 7, " " * 9)


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield title
        yield from lines


def _indented(lines: Iterable[str], lead: str) -> Iterator[str]:
    for line in lines:
        yield from _wrapped(line, lead, " " * len(lead))


def _wrapped(text: str, lead: str, follow: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=lead, subsequent_indent=follow, break_on_hyphens=False) or [
        lead.rstrip()
    ]
