"""Print what a policy document says: its clauses, ladders, limits, and what it leaves open. Nothing is stored.

Reads docx, pdf, html, md and txt. What the text does not say is shown as unstated, never guessed.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from hometime.kernel.answers import Refused
from hometime.policies.reading import read_file
from hometime.policies.reading.forms import Limit, Reading, as_json

EXAMPLE = "hometime policy read policy.docx --json"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime policy read` takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the document")
    parser.add_argument("--json", action="store_true", help="print the reading as JSON")


def run(said: argparse.Namespace) -> int:
    """Prints the reading; 0, or 1 when nothing of the document could be read (the problems say why)."""
    reading = reading_of(said.file)
    print(json.dumps(as_json(reading), indent=1, ensure_ascii=False) if said.json else "\n".join(lines(reading)))
    return 0 if reading.source.complete or reading.parts else 1


def reading_of(file: Path) -> Reading:
    """Reads a document; raises Refused when there is no such file or it may not be read."""
    try:
        return read_file(file)
    except OSError as error:
        raise Refused(
            f"{file} could not be read ({(error.strerror or 'unknown').lower()}). See that the name is right."
        ) from error


def lines(reading: Reading) -> list[str]:
    """A reading in plain words, for people."""
    told = [f"Problem: {problem}" for problem in reading.problems]
    places = ", ".join(reading.settings) or "unstated"
    told.append(f"Adopted by {reading.adopter or 'unstated'} on {reading.adopted_on or 'unstated'}, for {places}")
    for part in reading.parts:
        told += ["", f"{part.number} {part.title} ({part.kind})".strip()]
        for section in part.sections:
            told.append(f"  {section.heading}")
            told += [
                f"    {clause.key}  [{' '.join(clause.covers) or 'own'}]  {clause.text}" for clause in section.clauses
            ]
    for ladder in reading.ladders:
        told += ["", f"Steps for {ladder.audience}"]
        for step in ladder.steps:
            limits = "; ".join(limit_words(limit) for limit in step.limits) or "no limit stated"
            told.append(
                f"  {step.order}. {step.handler}{' (outside)' if step.external else ''}: {step.name} - {limits}"
            )
    told += ["", *(f"Kept: {kept.record}, {kept.years} years" for kept in reading.retention)]
    told += [f"Outside body: {body.name} {body.phone or ''}".rstrip() for body in reading.bodies]
    told += [f"{finding.severity}: {finding.message}" for finding in reading.findings]
    told += [f"Question: {question.ask} We propose: {question.proposal}" for question in reading.questions]
    return told


def limit_words(limit: Limit) -> str:
    """One limit in a phrase."""
    return f"{limit.action} within {limit.value} {limit.unit.replace('_', ' ')} of {limit.runs_from.replace('_', ' ')}"
