"""What was measured, as tables for people, and into its place in docs/measurements.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- bench {name}: written by `hometime bench`, not by hand -->", "<!-- end of bench {name} -->"
HEADING = "# Measurements\n"
FIRST_VISIT, FIRST_REQUESTS, NEXT_PAGE = 60 * 1024, 6, 12 * 1024
READ_IN, ADOPT_IN = 1000, 100
IMPORT_IN, REGISTER_IN = 60, 90  # seconds


def circumstances(on: str, before: float, after: float) -> str:
    """A sentence about the machine and the day; the load says how busy it was with other things."""
    return (
        f"Measured on {on}, Python {platform.python_version()}, {os.cpu_count()} cores, load {before:.1f} at the "
        f"beginning and {after:.1f} at the end."
    )


def pages(found: Mapping[str, Any], around: str) -> str:
    """The section on pages."""
    small, large = (f"{rows:,}" for rows in found["sizes"])
    lines = [
        "## Pages beside the ruler",
        "",
        "The ruler (`bench/floor/`) is the smallest honest Django application of the same kind, on the same server "
        "and the same encrypted database, one web process each. *Times* is how many times the work of the ruler's list, "
        "case or insert a page takes on a core: the median of ratios within rounds that take turns, with the least and "
        "the greatest round. *By the clock* is the same for the wait of whoever asked; on a busy machine it favours "
        "whatever is short. "
        f"*Growth* is the work at {large} records to that at {small}. Statements leave out the marks that open "
        "and close a transaction. The worlds are written in bulk: one record in twenty is open and the manager's.",
        "",
        around,
        "",
        *_beside(found),
    ]
    weights = found["bytes"]
    lines += [
        "",
        "| what travels, packed | measured | at most |",
        "|---|---|---|",
        f"| a family's first visit, to the board, with all it brings along | {_kib(weights['first_visit'])} in "
        f"{weights['first_visit_requests']} requests | {_kib(FIRST_VISIT)} in {FIRST_REQUESTS} |",
        *(f"| {name} | {_kib(weight)} | {_kib(NEXT_PAGE)} |" for name, weight in weights["next_pages"].items()),
    ]
    return "\n".join(lines)


def complaints(found: Mapping[str, Any], around: str) -> str:
    """The section on complaints."""
    small, large = (f"{rows:,}" for rows in found["sizes"])
    lines = [
        "## Complaints beside the ruler",
        "",
        f"One provider with {small} and with {large} complaints, measured as the pages above are. The cases are copies of "
        "three that were lived through: one in twenty is open, all are the manager's. *One case* has a story of twenty "
        "steps. *Somebody with few* is a deputy who wrote two of them down.",
        "",
        around,
        "",
        *_beside(found),
        "",
        f"| paper of the long case | milliseconds of work at {small} | at {large} | size |",
        "|---|---|---|---|",
        *(
            f"| {name} | {few:.0f} | {many:.0f} | {_kib(weight)} |"
            for name, ((few, _), (many, weight)) in found["papers"].items()
        ),
    ]
    return "\n".join(lines)


def _beside(found: Mapping[str, Any]) -> list[str]:
    """The table of what was measured beside the ruler."""
    small, large = (f"{rows:,}" for rows in found["sizes"])
    lines = [
        f"| page | ruler | times at {small} | times at {large} | at most | by the clock at {large} | growth | at most "
        f"| work, ms | statements at {small} and {large} | at most |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for case in found["cases"]:
        at_small, at_large = case["times"]
        cells = (
            case["name"], case["ruler"], at_small, at_large, case["times_allowed"], case["by_the_clock"][1],
            case["flat"], case["flat_allowed"], f"{case['work'][1]:.1f}", ", ".join(map(str, case["statements"])),
            case["statements_allowed"],
        )  # fmt: skip
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def reader(found: Mapping[str, Any], around: str) -> str:
    """The section on reading and adopting."""
    lines = [
        "## Reading and adopting",
        "",
        f"The shipped policy again and again under new numbers, {found['pages']} pages of A4 with {found['words']:,} "
        "words; the work of one core in milliseconds, the median of five with the least and the greatest. Adopting is "
        "for a new setting each time, with storing and the first duties, after the reading.",
        "",
        around,
        "",
        "| what | clauses | milliseconds | at most |",
        "|---|---|---|---|",
    ]
    for form, taken in found["read"].items():
        lines.append(f"| reading {form} | {found['clauses'][form]} | {_range(taken)} | {READ_IN} |")
    lines.append(f"| adopting the shipped policy | | {_range(found['adopted'])} | {ADOPT_IN} |")
    return "\n".join(lines)


def sheets(found: Mapping[str, Any], around: str) -> str:
    """The section on bringing a spreadsheet."""
    forms = found["forms"]
    lines = [
        "## Ten thousand children from a spreadsheet",
        "",
        f"{found['children']:,} children with one or two adults each, {found['wrong']:,} of the lines with a mistake, by "
        "the clock, in seconds: each step as somebody at work goes through it, the file read in its limited process.",
        "",
        around,
        "",
        *_steps(forms, IMPORT_IN),
    ]
    return "\n".join(lines)


def registers(found: Mapping[str, Any], around: str) -> str:
    """The section on the register of schools."""
    lines = [
        "## Fifty thousand schools from the national register",
        "",
        f"{found['schools']:,} schools of {found['places']} local authorities, all asked for, {found['wrong']:,} of the lines with "
        "a mistake, by the clock, in seconds: handed in on the page, read and taken in by the background work, which says "
        "how far it is. Each part is a transaction of its own.",
        "",
        around,
        "",
        *_steps(found["times"], REGISTER_IN),
        "",
        *(f"Brought {time}: {_counted(told['counts'])}." for time, told in found["times"].items()),
    ]
    return "\n".join(lines)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)


def _steps(forms: Mapping[str, Any], at_most: int) -> list[str]:
    """A table of steps, a column for each form, with the whole last."""
    steps = next(iter(forms.values()))["steps"]
    return [
        _row("step", (f"{form}, {_kib(told['bytes'])}" for form, told in forms.items()), "at most"),
        _row("---", ("---" for _ in forms), "---"),
        *(_row(step, (f"{told['steps'][step]:.1f}" for told in forms.values()), "") for step in steps),
        _row("the whole", (f"{told['whole']:.1f}" for told in forms.values()), str(at_most)),
    ]


def _row(name: str, cells: Iterable[str], last: str) -> str:
    return f"| {' | '.join([name, *cells, last])} |"


def put(document: Path, name: str, words: str) -> None:
    """Writes `words` between the marks of section `name` in the document; at its end where there are none yet."""
    begin, end = BEGIN.format(name=name), END.format(name=name)
    text = document.read_text("utf-8") if document.exists() else HEADING
    section = f"{begin}\n{words}\n{end}"
    if begin in text and end in text:
        before, _, rest = text.partition(begin)
        text = before + section + rest.partition(end)[2]
    else:
        text = f"{text.rstrip()}\n\n{section}\n"
    document.write_text(text, "utf-8")


def over(found: Mapping[str, Any]) -> list[str]:
    """Plain sentences about what is over its budget: statements and bytes, which are exact, and a file whose whole way in took
    longer than it may. All other times are for people to judge."""
    told = [
        f"{case['name']}: {most} statements, {case['statements_allowed']} allowed."
        for case in found.get("cases", ())
        if (most := max(case["statements"])) > case["statements_allowed"]
    ]
    weights = found.get("bytes")
    if weights:
        told += [f"{name}: {_kib(weight)}" for name, weight in _weights(weights) if weight > NEXT_PAGE]
        if weights["first_visit"] > FIRST_VISIT or weights["first_visit_requests"] > FIRST_REQUESTS:
            told.append(f"A first visit: {_kib(weights['first_visit'])}, {weights['first_visit_requests']} requests.")
    return told + [
        f"{form}: {files['whole']:.0f} seconds, {at_most} allowed."
        for part, at_most in (("forms", IMPORT_IN), ("times", REGISTER_IN))
        for form, files in found.get(part, {}).items()
        if files["whole"] > at_most
    ]


def _weights(weights: Mapping[str, Any]) -> Iterable[tuple[str, int]]:
    pairs: Sequence[tuple[str, int]] = list(weights["next_pages"].items())
    return pairs


def _kib(count: int) -> str:
    return f"{count / 1024:.1f} KiB"


def _range(taken: Mapping[str, float]) -> str:
    return f"{taken['median']:.0f} ({taken['least']:.0f} to {taken['greatest']:.0f})"
