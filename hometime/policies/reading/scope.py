"""Marks which pieces of a document speak of complaints, to whom they are addressed, and where a numbered stage begins."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from .forms import Block
from .numbers import number
from .sentences import sentences, tidy, without_item_mark

_COMPLAINT = re.compile(
    r"\b(?:complain\w*|concerns?\b|grievance\w*|unhappy|dissatisf\w+|not (?:happy|content|satisfied)|worr(?:y|ies|ied)|"
    r"putting (?:things|it) right|problems?|issues?)",
    re.IGNORECASE,
)
_PAPERS = re.compile(r"\bcomplaints? (?:procedures?|polic(?:y|ies)|records?|log|book|form|file)\b", re.IGNORECASE)
_COMPLAINT_TITLE = re.compile(
    r"\b(?:complain\w*|grievances?|concerns?|unhappy|not (?:happy|content|satisfied)|dissatisf\w+|worr(?:y|ies|ied)|"
    r"go(?:es)? wrong|put(?:ting)? (?:it|things) right)\b",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"^(?:for |complaints? (?:from|by) |grievances? (?:from|by) )?(?:staff|employees|volunteers|students|"
    r"team members)\b",
    re.IGNORECASE,
)
_REGULATOR = re.compile(r"\b(?:ofsted|care inspectorate|ciw|regulator|health and social care)\b", re.IGNORECASE)
_COMPLAINT_CASE = re.compile(
    r"\b(?:complain\w*|grievances?|unhappy|dissatisf\w+|not (?:happy|satisfied|content) with|(?:concerns?|"
    r"worr\w+) about (?:our|the|any) (?:\w+ )?(?:service|care|setting|nursery|club))",
    re.IGNORECASE,
)
_OFF_TOPIC = re.compile(
    r"\b(?:ill(?:ness)?|sick\w*|infect\w+|medic\w+|exclusion|first aid|accidents?|injur\w+|fees?|invoic\w*|payments?|"
    r"charges|"
    r"notice period|cancel\w*|refunds?|late collection|uncollected|collection|opening (?:hours|times)|term dates|"
    r"holidays?|cookies?|privacy|"
    r"data protection|gdpr|information requests?|whistle-?blow\w*|disciplin\w+|allegations?|safeguarding|"
    r"child protection|prevent duty|"
    r"settling|admissions?|induction|behaviour|inspections?|inspection reports?|curriculum|staffing|"
    r"staff grievances?|recruitment|"
    r"vexatious|persistent|unreasonable|legal framework|legislation|glossary|definitions?|schools?|transition|"
    r"training|insurance|"
    r"compliments|day to day|outings|meals?|food|policy review|monitoring and review|confidentiality|missing child|"
    r"emergency|fire|absence|attendance|photographs?|mobile phones?|social media|equality|inclusion|website)\b",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    r"\b(?:parents?|carers?|famil(?:y|ies)|stage|step|level|phase|procedures?|process|informal\w*|formal\w*|making|"
    r"how|what|who|"
    r"records?|recording|ofsted|contacts?|review|appeals?|timescales?|time limits|investigat\w+|respon\w+|outcome|"
    r"services|agencies|"
    r"professionals|policy|statement|introduction|aims?|principles|escalat\w+|next|further|taking|unresolved|"
    r"external|regulator|"
    r"raising|acknowledg\w+|meeting|mediation|resolution|verbal|written|useful)\b",
    re.IGNORECASE,
)
_AGENCIES = re.compile(
    r"^(?:complaints? (?:from|by|made by) )?(?:the )?(?:other |outside |external |partner )?(?:\w+ )?"
    r"(?:services?|agenc(?:y|ies)|professionals?|organisations?)\b(?! contacts?)(?: (?:complaints?|with a complaint|"
    r"who complain))?",
    re.IGNORECASE,
)
_AGENCY_SPEAKS = re.compile(
    r"\b(?:individual|person|people|someone|somebody|anyone|professional|worker|member of staff|colleague|"
    r"complaint)s?\s+"
    r"(?:from|of|in|at|working for|employed by|who works? for)\s+(?:an?\s+|any\s+)?(?:another|other|outside|partner|"
    r"external|different)\s+"
    r"(?:service|agency|agencies|organisation|setting|services|organisations|professional)|"
    r"^(?:where |if |when )?(?:a |an |any |another |other |partner |outside )+(?:agency|professional|service|"
    r"organisation)\b(?!.*\b(?:same|also)\b)",
    re.IGNORECASE,
)
_PART = re.compile(r"^\d{1,2}(?:\.\d+)*\.?\s+\S")
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "final": 90, "last": 90}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_STAGE = re.compile(
    r"^\W*(?:(?:stage|step|level|phase|tier)\s*[-:]?\s*(?P<number>\d{1,2}|one|two|three|four|five|six|seven|eight|"
    r"[ivx]{1,3})\b|"
    r"(?:the\s+)?(?P<ordinal>first|second|third|fourth|fifth|final|last)\s+(?:stage|step|level)\b(?!\s+(?:has|did|"
    r"was|does)))"
    r"(?!\s+(?:complaints?\s+(?:are|is)|does|did|has|was|failed|and\s+(?:stage|step)|or\s+(?:stage|step)|"
    r"to\s+(?:stage|step)|onwards|of (?:the|an?|our|this) (?:investigation|inquiry|disciplin\w+|process|hearing)))"
    r"(?P<rest>[\s:.)–—|,-]*)",
    re.IGNORECASE,
)
_NAMED_STAGE = re.compile(
    r"^\W*(?:the\s+)?(?:(?P<one>informal|verbal|spoken|local|initial)|(?P<two>formal|written)|(?P<three>appeals?|"
    r"reviews?|panel))"
    r"(?:\s+(?:stage|step|complaints?|procedure|process|resolution|approach|discussion|consideration|hearing|review|"
    r"panel))?"
    r"(?:\s*\((?:stage|step)?[\w\s]*\))?\s*(?:$|[:–—]\s*|-\s+)",
    re.IGNORECASE,
)
_TITLE_WORDS = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """A block with what is known about its place. `stage` is the number of the stage that begins with it, else 0; `rest` is the
    text after that number.

    `lead` is a bold beginning or the words of a heading; `heading` the nearest heading above; `named` is true when the block
    itself is a heading. `agencies` tells that it speaks of complaints by other services; `in_scope` that it belongs to complaints, `surely` that its section or the whole document does.
    """

    index: int
    text: str
    rest: str
    heading: str
    lead: str
    named: bool
    bullet: bool
    in_scope: bool
    agencies: bool
    stage: int
    row: bool = False
    level: int = 0
    surely: bool = False


def named_stage(text: str) -> tuple[int, str]:
    """The place of a stage that has a name and no number ("Informal stage", "Appeal:"), with the text after it."""
    found = _NAMED_STAGE.match(text)
    if not found:
        return 0, text
    place = next(order for order, name in enumerate(("one", "two", "three"), 1) if found[name])
    return place, text[found.end() :]


def stage_number(text: str) -> tuple[int, str]:
    """The number of the stage that `text` begins, with the text after it; (0, text) where it begins none."""
    found = _STAGE.match(text)
    if not found:
        return 0, text
    words = (found["number"] or "").lower()
    if found["ordinal"]:
        return _ORDINAL[found["ordinal"].lower()], text[found.end() :]
    if words in _ROMAN:
        return _ROMAN[words], text[found.end() :]
    try:
        return number(words), text[found.end() :]
    except ValueError:
        return 0, text


def is_heading(block: Block) -> bool:
    """True for a heading, and for a short line that stands as one; a whole sentence in a heading's style is none."""
    text = tidy(block.text)
    words = text.split()
    if not words or len(words) > _TITLE_WORDS + 4:
        return False
    if block.kind == "heading":
        return not (len(words) > 9 and text.endswith((".", ";")))
    if block.kind != "paragraph" or len(words) > _TITLE_WORDS or re.search(r"[.;,!]$", text):
        return False
    return bool(re.match(r"(?:\d{1,2}(?:\.\d+)*[.:)]?\s+)?[A-Z]", text)) and (
        text.endswith("?")
        or not re.search(r"\d{4,}|@|\b(?:is|are|will|please|contact|write|tel)\b|:\s*\S", text, re.IGNORECASE)
    )


def about_complaints(blocks: Sequence[Block]) -> bool:
    """Whether the whole document is about complaints: its first lines say so and no heading before does otherwise."""
    places = [place for place, block in enumerate(blocks) if is_heading(block)][:2]
    titles = [tidy(blocks[place].text) for place in places if place == places[0] or place == places[0] + 1]
    first = [tidy(block.text) for block in blocks][:2]
    if any(_COMPLAINT_TITLE.search(title) and not _STAFF.match(title) for title in titles):
        return True
    return any(_COMPLAINT_TITLE.search(text) for text in first) or (
        len(blocks) < 4 and any("complain" in t.lower() for t in first)
    )


class _Scope:
    """Walks the headings of a document and remembers whether what follows is about complaints, and whose."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.about = about_complaints(blocks)
        self.has_section = any(is_heading(b) and _COMPLAINT_TITLE.search(tidy(b.text)) for b in blocks)
        self.open = self.about
        self.near = False
        self.level = 0
        self.agencies = False
        self.heading = ""

    def enter(self, block: Block) -> None:
        """Takes note of a heading."""
        title = re.sub(r"compliments?(?: and|,|\s*&)?", "", tidy(block.text), flags=re.IGNORECASE)
        staged = bool(stage_number(title)[0])
        complaint = bool(_COMPLAINT_TITLE.search(title))
        if not staged:
            self.agencies = bool(_AGENCIES.match(without_item_mark(title))) or bool(
                complaint and re.search(r"agenc|other services|professionals", title, re.IGNORECASE)
            )
            self.heading = title
        if staged:
            return
        if (
            complaint
            and not _STAFF.match(title)
            and not re.search(r"\bstaff (?:complaints|grievances)|from staff|whistle|^allegation", title, re.IGNORECASE)
        ):
            self.open, self.level = True, block.level
        elif (
            _STAFF.match(title)
            or (_OFF_TOPIC.search(title) and not _REGULATOR.search(title))
            or self._leaves(block, title)
        ):
            self.open = False
        elif self.about:
            self.open = True

    def takes(self, text: str, named: bool) -> bool:
        """Whether a block belongs to complaints. A document without any section on them is searched block by block."""
        if self.about or self.has_section:
            return self.open
        self.near = not named and (bool(_COMPLAINT_CASE.search(_PAPERS.sub("", text))) or self.near)
        return self.near

    def _leaves(self, block: Block, title: str) -> bool:
        if self.about or not self.has_section:
            return bool(_PART.match(title)) and not self.about and self.has_section
        if _NEUTRAL.search(title) and not _PART.match(title):
            return False
        return block.level <= self.level or bool(_PART.match(title))


def passages(blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """The blocks of a document with their place in it, in reading order."""
    scope = _Scope(blocks)
    found: list[Passage] = []
    for index, block in enumerate(blocks):
        text = without_item_mark(tidy(block.text))
        if not text:
            continue
        named = is_heading(block)
        if named:
            scope.enter(block)
        lead = text if named else tidy(block.emphasis)
        stage, rest = stage_number(text)
        name_only, after_name = (0, text) if stage else named_stage(text)
        agencies = scope.agencies or (
            not named and bool(_AGENCY_SPEAKS.search(sentences(text)[0])) and bool(_COMPLAINT.search(text))
        )
        if agencies and not named and not scope.agencies and "complain" in text.lower():
            scope.agencies = True
        in_scope = scope.takes(text, named) or (not named and bool(_COMPLAINT_TITLE.search(lead)))
        found.append(
            Passage(index, text, rest if stage else text if named or not name_only else after_name, scope.heading, lead, named, block.kind == "bullet",
                    in_scope, agencies, stage or name_only, block.kind == "table_row", block.level, scope.open)
        )  # fmt: skip
    return tuple(found)
