"""Marks which pieces of a document speak of complaints, whose complaints, and where a numbered stage begins."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Sequence

from .forms import Block
from .numbering import named_stage, stage_number
from .sentences import sentences, tidy, without_item_mark

_COMPLAINT = re.compile(
    r"\b(?:complain\w*|concerns?\b|grievance\w*|unhappy|dissatisf\w+|not (?:happy|content|satisfied)|worr(?:y|ies|ied)|"
    r"putting (?:things|it) right|problems?|issues?)",
    re.IGNORECASE,
)
_PAPERS = re.compile(r"\bcomplaints? (?:procedures?|polic(?:y|ies)|records?|log|book|form|file)\b", re.IGNORECASE)
_COMPLAINT_TITLE = re.compile(
    r"\b(?:complain\w*|grievances?|concerns?|unhappy|not (?:happy|content|satisfied)|dissatisf\w+|worr(?:y|ies|ied)|"
    r"go(?:es)? wrong|put(?:ting)? (?:it|things) right|niggles?|grumbles?|"
    r"who (?:do|can|should|to) (?:(?:I|we|you) )?(?:talk|speak|turn|go|tell)\b(?! with))\b",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"^(?:for |complaints? (?:from|by) |grievances? (?:from|by) )?(?:staff|employees|volunteers|students|"
    r"team members)\b",
    re.IGNORECASE,
)
_REGULATOR = re.compile(r"\b(?:ofsted|care inspectorate|ciw|regulator|health and social care)\b", re.IGNORECASE)
_COMPLAINT_CASE = re.compile(
    r"\b(?:complain\w*|grievances?|unhappy|dissatisf\w+|put (?:it|things) right|not (?:happy|satisfied|content) with|"
    r"(?:concerns?|"
    r"worr\w+) about (?:our|the|any) (?:\w+ )?(?:service|care|setting|nursery|club)|"
    r"(?:something|things|anything) (?:is|are|was|goes|go|has gone) (?:not (?:quite )?right|wrong)|"
    r"(?:your|their) concerns? (?:has|have|is|are|was|were) (?:not|still))",
    re.IGNORECASE,
)
_OFF_TOPIC = re.compile(
    r"\b(?:ill(?:ness)?|sick\w*|infect\w+|medic\w+|exclusion|first aid|accidents?|injur\w+|fees?|invoic\w*|payments?|"
    r"charges|"
    r"notice period|cancel\w*|refunds?|late collection|uncollected|collection|opening (?:hours|times)|term dates|"
    r"holidays?|cookies?|privacy|"
    r"data\b|data protection|gdpr|information requests?|whistle-?blow\w*|disciplin\w+|allegations?|safeguarding|"
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
    r"^complaints? (?:made )?(?:from|by) (?:(?:an?|any|other|another|outside|partner) )*(?:social workers?|health visitors?|teachers?|"
    r"professionals?|agenc(?:y|ies)|services|organisations?)\b|"
    r"^(?:where |if |when )?(?:a |an |any |another |other |partner |outside )+(?:agency|professional|service|"
    r"organisation)\b(?!.*\b(?:same|also)\b)",
    re.IGNORECASE,
)
_PARENTS_TITLE = re.compile(r"^\W*(?:for )?(?:parents?|families|carers?)\b", re.IGNORECASE)
_PART = re.compile(r"^\d{1,2}(?:\.\d+)*\.?\s+\S")
_COMPLIMENTS = re.compile(r"compliments?(?: and|,|\s*&)?", re.IGNORECASE)
_OTHERS = re.compile(r"agenc|other services|professionals", re.IGNORECASE)
_NOT_PARENTS = re.compile(r"\bstaff (?:complaints|grievances)|from staff|whistle|^allegation", re.IGNORECASE)
_NO_TITLE = re.compile(r"\d{4,}|@|\b(?:is|are|will|please|contact|write|tel)\b|:\s*\S", re.IGNORECASE)
_NO_TITLE_END = re.compile(r"[.;,!]$")
_TITLE_START = re.compile(r"(?:\d{1,2}(?:\.\d+)*[.:)]?\s+)?[A-Z]")
_SHORT_TITLE = 9
_OFFICE = re.compile(r"\b(?:business unit|office|gate|street|house|road|drive|building)s?$", re.IGNORECASE)
_ADDRESS_WORDS = 4
_TITLES = 4  # the setting, what it is, the paper, and one more
_TITLE_WORDS = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """A block with what is known about its place.

    `stage` is the number of the stage that begins with it, else 0, and `rest` the text after that number. `lead` is a
    bold beginning or the words of a heading; `heading` the nearest heading above; `named` is true when the block itself
    is a heading. `agencies` tells that it speaks of complaints by other services; `in_scope` that it belongs to
    complaints, and `surely` that its section or the whole document does.
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


def _stands_as_heading(text: str) -> bool:
    """True for a short line of a plain text that is a title or a question, and no piece of an address or a contact."""
    if len(text.split()) > _TITLE_WORDS or _NO_TITLE_END.search(text) or not _TITLE_START.match(text):
        return False
    return text.endswith("?") or not _NO_TITLE.search(text)


def is_heading(block: Block) -> bool:
    """True for a heading, and for a short line that stands as one; a whole sentence in a heading's style is none."""
    text = tidy(block.text)
    words = len(text.split())
    if not words or words > _TITLE_WORDS + 4:
        return False
    if block.kind == "heading":
        return not (words > _SHORT_TITLE and text.endswith((".", ";")))
    return block.kind == "paragraph" and _stands_as_heading(text)


def _titles(blocks: Sequence[Block]) -> list[str]:
    """The title of a document: its first headings, as far as they follow one another without text between them."""
    first = next((place for place, block in enumerate(blocks) if is_heading(block)), len(blocks))
    following = list(itertools.takewhile(is_heading, blocks[first : first + _TITLES]))
    return [tidy(block.text) for block in following]


def about_complaints(blocks: Sequence[Block]) -> bool:
    """Whether the whole document is about complaints: its first titles or its start say so, or it has numbered stages."""
    titles = _titles(blocks)
    if any(_COMPLAINT_TITLE.search(title) and not _STAFF.match(title) for title in titles):
        return True
    texts = [tidy(block.text) for block in blocks]
    staged = sum(bool(stage_number(text)[0]) for text in texts) > 1
    if staged and any(_COMPLAINT.search(text) for text in texts):
        return True
    first = [text for text, block in zip(texts, blocks[:_TITLE_WORDS], strict=False) if not is_heading(block)][:2]
    return any(_COMPLAINT_CASE.search(_PAPERS.sub("", text)) for text in first)


class _Scope:
    """Walks the headings of a document and remembers whether what follows is about complaints, and whose."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.about = about_complaints(blocks)
        self.has_section = any(is_heading(b) and _COMPLAINT_TITLE.search(tidy(b.text)) for b in blocks)
        self.open = self.about
        self.near = self.shut = False
        self.level = self.agency_level = 0
        self.fresh = False
        self.agencies = False
        self.heading = ""

    def enter(self, block: Block) -> None:
        """Takes note of a heading; a stage's own heading changes nothing."""
        title = _COMPLIMENTS.sub("", tidy(block.text))
        if stage_number(title)[0]:
            return
        complaint = bool(_COMPLAINT_TITLE.search(title))
        self.shut = False
        self.heading = title
        self.agencies = self._is_for_agencies(block, title, complaint)
        if complaint and not (_STAFF.match(title) or _NOT_PARENTS.search(title)):
            self.open, self.level = True, block.level
        elif self._is_elsewhere(block, title):
            self.open, self.shut = False, True
        elif self.about:
            self.open = True

    def _is_for_agencies(self, block: Block, title: str, complaint: bool) -> bool:
        """Whether a heading opens other services' complaints, or stands below one that did."""
        if _AGENCIES.match(without_item_mark(title)) or (complaint and _OTHERS.search(title)):
            self.agency_level, self.fresh = block.level, True
            return True
        below = self.agencies and not _PARENTS_TITLE.match(title)
        return below and (self.fresh or (block.kind == "heading" and 0 < self.agency_level < block.level))

    def is_address(self, block: Block) -> bool:
        """True for a short line that titles nothing, below the regulator's name: the lines of its address."""
        below = bool(_REGULATOR.fullmatch(self.heading)) and not block.text.endswith("?")
        short = len(block.text.split()) <= _ADDRESS_WORDS and (
            block.kind != "heading" or bool(_OFFICE.search(block.text))
        )
        titles = (_COMPLAINT_TITLE, _OFF_TOPIC, _NEUTRAL)
        return below and short and not any(title.search(block.text) for title in titles)

    def _is_elsewhere(self, block: Block, title: str) -> bool:
        """Whether a heading leads to another subject."""
        if _STAFF.match(title) or (_OFF_TOPIC.search(title) and not _REGULATOR.search(title)):
            return True
        if self.about or not self.has_section:
            return False
        part = bool(_PART.match(title))
        return part or (block.level <= self.level and not _NEUTRAL.search(title))

    def takes(self, text: str, named: bool) -> bool:
        """Whether a block belongs to complaints. A document without any section on them is searched block by block."""
        if self.about or self.has_section:
            return self.open
        self.near = not (named or self.shut) and (bool(_COMPLAINT_CASE.search(_PAPERS.sub("", text))) or self.near)
        return self.near

    def is_of_agencies(self, text: str) -> bool:
        """Whether a block speaks of complaints by other services; once one does, the rest of its section does too."""
        self.fresh = False
        if self.agencies:
            return True
        speaks = bool(_AGENCY_SPEAKS.search(sentences(text)[0]) and _COMPLAINT.search(text))
        self.agencies = speaks and "complain" in text.lower()
        return speaks


def _passage(index: int, block: Block, text: str, scope: _Scope) -> Passage:
    named = is_heading(block)
    if named and not scope.is_address(block):
        scope.enter(block)
    lead = text if named else tidy(block.emphasis)
    stage, rest = stage_number(text)
    if not stage:
        stage, after = named_stage(text)
        rest = text if named or not stage else after
    return Passage(
        index=index,
        text=text,
        rest=rest,
        heading=scope.heading,
        lead=lead,
        named=named,
        bullet=block.kind == "bullet",
        in_scope=scope.takes(text, named) or (not named and bool(_COMPLAINT_TITLE.search(lead))),
        agencies=scope.agencies if named else scope.is_of_agencies(text),
        stage=stage,
        row=block.kind == "table_row",
        level=block.level,
        surely=scope.open,
    )


def _by_speaker(block: Block, text: str) -> tuple[str, ...]:
    """A paragraph in two where it turns, in its midst, from parents' complaints to those of other services."""
    said = sentences(text)
    turn = next(
        (place for place, words in enumerate(said) if place and _AGENCY_SPEAKS.search(words) and "omplain" in words), 0
    )
    if not turn or block.kind != "paragraph" or _AGENCY_SPEAKS.search(said[0]):
        return (text,)
    return " ".join(said[:turn]), " ".join(said[turn:])


def passages(blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """The blocks of a document with their place in it, in reading order; empty ones are left out."""
    return _placed(tuple(blocks))


@functools.lru_cache(maxsize=2)
def _placed(blocks: tuple[Block, ...]) -> tuple[Passage, ...]:
    """The passages of a document, kept while its ladders, bodies and questions are read in turn."""
    scope = _Scope(blocks)
    texts = ((index, block, without_item_mark(tidy(block.text))) for index, block in enumerate(blocks))
    placed = (
        _passage(index, block, piece, scope)
        for index, block, text in texts
        if text
        for piece in _by_speaker(block, text)
    )
    return tuple(placed)
