"""Compares what the reader says of a document with its truth: steps in order, limits, years kept, bodies with their numbers.

A limit is right when action, number, unit and start are. One that is not is *misread* when the text has an unmatched limit of
that number, else *invented*, which is worse: a wrong deadline is believed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]

MANAGER = {"setting_manager"}
OWNERS = {"owners_directors_trustees"}
STAFF = {"any_staff"}
ROLES = {
    **dict.fromkeys(
        ("setting_lead", "setting_leader", "supervisor", "club_manager", "camp_manager", "office_manager", "principal"),
        MANAGER,
    ),
    **dict.fromkeys(("owner", "owners", "trustees"), OWNERS),
    **dict.fromkeys(("director", "managing_director"), OWNERS | {"director"}),
    **dict.fromkeys(("staff_member", "senior_staff"), STAFF),
    "owner_manager": OWNERS | MANAGER,
    "management": MANAGER | {"other"},
    "panel": {"committee", "other"},
    "independent_person": {"other"},
    "governing_body": {"governors"},
}
ACTIONS = {
    "report_outcome": {"feedback", "report", "respond"},
    "first_contact": {"acknowledge", "other"},
    "take_action": {"other", "escalate"},
    "request_review": {"other", "escalate"},
    "informal_resolution_window": {"other", "escalate"},
    "inform_external": {"other"},
    "extension": {"other"},
}
STARTS = {
    "unstated": {"unstated"},
    "acknowledgement": {"acknowledgement"},
    "appeal received": {"escalation"},
    "response received": {"previous_answer"},
}
UNITS = {
    "unspecified": "days",
    "calendar": "calendar_days",
    "working": "working_days",
    "working_term_time": "term_days",
}
BODIES = {
    "ofsted": r"of?sted|ofsetd",
    "lado": r"designated officer|lado",
    "ciw": r"inspectorate (for )?wales|ciw",
    "hsc trust": r"trust",
    "social services": r"social (services|care)|children s (services|social)",
    "ico": r"information commissioner|\bico\b",
}


@dataclass
class Score:
    """Right, false and missed, by kind; what was invented or misread; and a line for each fault."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    invented: int = 0
    misread: int = 0
    strange_numbers: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Takes the counts and faults of another document."""
        self.counts += other.counts
        self.invented += other.invented
        self.misread += other.misread
        self.strange_numbers += other.strange_numbers
        self.faults += other.faults

    def tell(self, kind: str, right: int, false: int, missed: int) -> None:
        """Counts one kind."""
        self.counts += Counter({(kind, "right"): right, (kind, "false"): false, (kind, "missed"): missed})


def score(truth: Document, said: Document) -> Score:
    """How near the reading (as `policy read --json` gives it) is to the truth of one document."""
    result = Score()
    for audience in ("parents", "agencies"):
        _steps(audience, truth, said, result)
    _limits(truth, said, result)
    kept = {truth["record_retention_years"]} - {None}
    years = {row["years"] for row in said["retention"]}
    result.tell("kept", len(kept & years), len(years - kept), len(kept - years))
    _bodies(truth, said, result)
    result.faults = [f"{truth['id']}: {fault}" for fault in result.faults]
    return result


def _roles(stage: Document) -> set[str]:
    return set().union(*(ROLES.get(role, {role}) for role in stage["handler_role"]))


def _steps(audience: str, truth: Document, said: Document, result: Score) -> None:
    """Inside steps, aligned in order; an optional step may be there or not. Two readings of one order make one step."""
    wanted = [s for s in truth["stages"] if s["ladder"] == audience and not s["external"]]
    given: dict[tuple[int, int], set[str]] = {}
    for number, ladder in enumerate(said["ladders"]):
        for step in ladder["steps"] if ladder["audience"] == audience else ():
            if not step["external"]:
                given.setdefault((number, step["order"]), set()).add(step["handler"])
    names = list(given.values())
    best = _longest(wanted, names)
    right = sum(not wanted[i].get("optional") for i, _ in best)
    matched, taken = {i for i, _ in best}, {j for _, j in best}
    missed = [s for i, s in enumerate(wanted) if i not in matched and not s.get("optional")]
    false = [name for j, name in enumerate(names) if j not in taken]
    result.tell("steps", right, len(false), len(missed))
    result.faults += [f"step missed: {'|'.join(s['handler_role'])}" for s in missed]
    result.faults += [f"step that is none: {'|'.join(sorted(name))}" for name in false]


def _longest(wanted: list[Document], names: list[set[str]]) -> list[tuple[int, int]]:
    """The longest order-keeping pairing of wanted and given steps."""
    table: list[list[list[tuple[int, int]]]] = [[[] for _ in range(len(names) + 1)] for _ in range(len(wanted) + 1)]
    for i in reversed(range(len(wanted))):
        for j in reversed(range(len(names))):
            options = [table[i + 1][j], table[i][j + 1]]
            if _roles(wanted[i]) & names[j]:
                options.append([(i, j), *table[i + 1][j + 1]])
            table[i][j] = max(
                options, key=lambda pairs: (len(pairs), sum(not wanted[p].get("optional") for p, _ in pairs))
            )
    return table[0][0]


def _limits(truth: Document, said: Document, result: Score) -> None:
    """Limits of the whole document: obligatory ones are matched first, then the optional ones."""
    wanted = [(limit, stage["ladder"]) for stage in truth["stages"] for limit in stage["limits"]]
    wanted.sort(key=lambda pair: pair[0]["optional"])
    given = {
        (ladder["audience"], step["order"], limit["action"], limit["value"], limit["unit"], limit["runs_from"])
        for ladder in said["ladders"]
        for step in ladder["steps"]
        for limit in step["limits"]
    }
    left, missed = sorted(given), []
    for limit, audience in wanted:
        hit = next((row for row in left if row[0] == audience and _same(limit, row)), None)
        if hit is not None:
            left.remove(hit)
        if not limit["optional"]:
            result.tell("limits", int(hit is not None), 0, int(hit is None))
            missed += [limit] * (hit is None)
    result.tell("limits", 0, len(left), 0)
    result.faults += [f"limit missed: {m['action']} {m['value']} {m['unit']} from {m['runs_from']}" for m in missed]
    numbers = [m["value"] for m in missed]
    for row in left:
        if row[3] in numbers:
            numbers.remove(row[3])
            result.misread += 1
        else:
            result.invented += 1
        result.faults.append("limit that is none: " + " ".join(map(str, row)))


def _same(limit: Document, row: tuple[Any, ...]) -> bool:
    _, _, action, value, unit, start = row
    names: set[str] = set().union(*(ACTIONS.get(a, {a}) for a in (limit["action"], *limit["action_alt"])))
    units = limit["value_unit"] if limit["value_unit"] != "days" else UNITS[limit["unit"]]
    starts = STARTS.get(limit["runs_from"], {"receipt"})
    return action in names and (value, unit) == (limit["value"], units) and start in starts


def _name(name: str) -> str:
    words = " ".join(re.findall(r"[a-z]+", name.lower()))
    return next((key for key, pattern in BODIES.items() if re.search(pattern, words)), words)


def _pairs(bodies: list[Document]) -> set[tuple[str, str]]:
    return {
        (_name(b["name"]), re.sub(r"\D", "", number))
        for b in bodies
        for number in re.split(r";| or ", b["phone"] or "")
    }


def _bodies(truth: Document, said: Document, result: Score) -> None:
    """Bodies with their numbers; a body named without its number is a miss, not a false body."""
    wanted, given = _pairs(truth["outside_bodies"]), _pairs(said["bodies"])
    neutral = {name for name, _ in wanted} | {_name(name) for name in truth["neutral_bodies"]}
    false = {pair for pair in given - wanted if pair[1] or pair[0] not in neutral}
    result.tell("bodies", len(wanted & given), len(false), len(wanted - given))
    result.strange_numbers += sum(bool(number) and number not in {n for _, n in wanted} for _, number in false)
    result.faults += [f"body missed: {' '.join(pair)}" for pair in wanted - given]
    result.faults += [f"body that is none: {' '.join(pair)}" for pair in false]
