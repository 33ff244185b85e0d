"""The shapes that pass along the reading pipeline, and the closed vocabularies they may use.

`Reading` is what `hometime policy read --json` prints. Everything here is frozen, has no Django and no clock in it, and
turns into plain JSON with `as_json`. What a text does not say is `unstated`, None or absent: never a guess.
"""

from __future__ import annotations

import dataclasses
from typing import Any, Literal, get_args, get_origin, get_type_hints

BlockKind = Literal["heading", "paragraph", "bullet", "table_row"]

HANDLERS = (
    "key_person", "setting_manager", "deputy", "line_manager", "chair", "committee", "owners_directors_trustees",
    "director", "room_leader", "any_staff", "childminder", "head_teacher", "governors", "mediator",
    "designated_safeguarding_lead", "regulator", "other",
)  # fmt: skip
ACTIONS = (
    "acknowledge",
    "feedback",
    "investigate",
    "meet",
    "report",
    "respond",
    "escalate",
    "other",
)
UNITS = ("calendar_days", "working_days", "term_days", "hours", "months", "days")
STARTS = ("receipt", "escalation", "previous_answer", "acknowledgement", "unstated")
CHANNELS = ("spoken", "written", "either", "unstated")
CIRCUMSTANCES = (
    "about_key_person",
    "about_other_staff",
    "about_setting_manager",
    "about_line_manager",
    "about_owner",
)
SEVERITIES = ("must", "should", "note")
BASES = ("policy", "proposed", "owners")  # what the text says; what we proposed and was accepted; what owners decided


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of a document, in reading order, cleaned of layout but not of words.

    `level` is the heading level (1 to 6) or the bullet's depth (1 is outermost), else 0. `page` counts from 1 where the
    format has pages. `emphasis` is the run of text at the start that was bold, a common way of naming a step.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None
    emphasis: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Which file was read, and whether all of it could be."""

    file: str
    media_type: str
    sha256: str
    complete: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """A file turned into blocks. `problems` are plain sentences about what could not be read; `layout` is what was set aside."""

    source: Source
    blocks: tuple[Block, ...]
    problems: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ReadClause:
    """One promise of the document. `covers` are ids of the clause catalogue; empty means the setting's own addition."""

    key: str
    text: str
    covers: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """Clauses under one heading, in the document's order."""

    heading: str
    clauses: tuple[ReadClause, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One numbered policy or procedure inside a document (10, 10.1, 10.2). `number` is empty where it has none."""

    number: str
    kind: Literal["policy", "procedure"]
    title: str
    sections: tuple[Section, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Limit:
    """A time limit, exactly as read: `value` `unit` for `action`, counted from `runs_from`; `text` holds its words.

    The three bases say whose the amount, the unit and the starting day are: everything that was read is the policy's.
    """

    action: str
    value: int
    unit: str
    runs_from: str
    text: str
    basis: str = "policy"
    unit_basis: str = "policy"
    start_basis: str = "policy"


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One rung of a ladder. `external` is a body outside the setting; `clauses` are keys of the clauses it was read from.

    `handler_basis` says whose choice the handler is.
    """

    order: int
    handler: str
    external: bool
    name: str
    channel: str
    starts_here_if: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    handler_basis: str = "policy"


@dataclasses.dataclass(frozen=True, slots=True)
class Ladder:
    """The steps a complaint may climb, for parents or for other agencies."""

    audience: Literal["parents", "agencies"]
    steps: tuple[Step, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Retention:
    """How long a kind of record is kept, in years."""

    record: str
    years: int


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """An outside body with the contact facts that the text itself gives."""

    name: str
    phone: str | None = None
    address: str | None = None
    email: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Reference:
    """Another procedure that the text names. `found` is true only when the same document holds it."""

    number: str
    title: str
    found: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """Something the owners should know before they adopt. `hole` is H1 to H20 where it is one of the known holes."""

    code: str
    severity: str
    message: str
    clause: str | None = None
    hole: str | None = None
    proposal: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """Something the text leaves open, with the answer we would propose.

    `at` is the place in the reading that it is about, such as `ladders/0/steps/1/limits/0`; empty for the whole.
    """

    code: str
    ask: str
    proposal: str
    clause: str | None = None
    at: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """Everything a document says, as far as it was read.

    `layout` names what was only layout and set aside; `unfit` says why the document as a whole cannot be adopted.
    """

    source: Source
    adopter: str | None
    settings: tuple[str, ...]
    adopted_on: str | None
    parts: tuple[Part, ...]
    ladders: tuple[Ladder, ...]
    retention: tuple[Retention, ...]
    bodies: tuple[Body, ...]
    references: tuple[Reference, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    problems: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()
    unfit: str = ""


def as_json(thing: Any) -> Any:
    """Turns a shape of this module into plain lists and dictionaries, ready for `json.dumps`."""
    return dataclasses.asdict(thing) if dataclasses.is_dataclass(thing) and not isinstance(thing, type) else thing


def from_json(kind: Any, plain: Any) -> Any:
    """Turns plain data back into a shape of this module: `from_json(Reading, as_json(reading)) == reading`.

    A field that the data does not have takes its default, one that the shape does not have is passed over: what an
    older version wrote can still be read.
    """
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: from_json(hint, plain[name]) for name, hint in hints.items() if name in plain})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        return tuple(from_json(get_args(kind)[0], each) for each in plain)
    return plain
