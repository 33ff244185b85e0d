"""Knows the many names that settings give to the people who handle complaints, and which handler each one is."""

from __future__ import annotations

import dataclasses
import functools
import re

_SETTING = (
    r"(?:setting|nursery|centre|center|club|camp|site|pre-?school|playgroup|play ?scheme|childcare|branch|office|"
    r"general|registered|unit|early years|cr[eè]che|group|after[ -]?school|breakfast|wraparound|day|duty|scheme|"
    r"holiday|"
    r"service|senior|overall|lead|kindergarten|kids|out of school)"
)
_CHAIR = r"chair(?:person|man|woman|lady)?"
_LEAD = r"(?:leader|lead|co-?ordinator|supervisor|manager|manageress)"

# Read from the top: the first name that matches at a place wins, so the longer names stand above the shorter ones.
_NAMES: tuple[tuple[str, str], ...] = (
    ("designated_safeguarding_lead", r"(?:designated )?safeguarding (?:lead|officer|co-?ordinator|person)s?|\bDSL\b|"
     r"(?:designated )?child protection (?:officer|lead|co-?ordinator)|designated (?:person|officer)s?"),
    ("none", r"(?:sen|send|health and safety|curriculum|behaviour|equality|first aid) (?:co-?ordinator|lead|"
             r"leader)|"
     r"senco|case managers?|social workers?|health visitors?|time management|managers? of (?:the )?(?:school|trust)|"
     r"management of (?:complaints|concerns|behaviour|risk)|ownership|leadership and management|behaviour management"),
    ("line_manager", r"manager['’]s (?:own )?(?:line[ -])?manager|line[ -]managers?(?: of the (?:\w+ )?manager)?|"
     r"(?:area|regional|operations|cluster|district|divisional|locality) managers?"),
    ("governors", rf"(?:{_CHAIR} of )?(?:the )?(?:school )?govern(?:ors?|ing (?:body|board))(?: panel| body)?|"
     rf"governor panel|panel of (?:\w+ )?governors|governors['’] {_CHAIR}"),
    ("chair", rf"(?:vice[ -])?(?:trustee |committee |management committee )?{_CHAIR}(?: of (?:the |our )?(?:board of )?"
     r"(?:\w+ )?(?:trustees|committee|board|directors|parents['’]? committee|trust|charity|group|association|"
     r"playgroup|pre-?school))?"
     r"|committee['’]s chair"),
    ("other",
     r"complaints? (?:officer|manager|lead|team|co-?ordinator|panel|committee|handler|investigator|department)s?|"
     r"resolution (?:officer|manager)|(?:review|appeals?|independent) panel|panel|"
     r"(?:(?:someone|somebody|a person|people) )?(?:who (?:is|are) )?independent of (?:me|us|the \w+)|"
     r"(?:outside|external) (?:person|investigator|adviser|advisor|assessor)|independent (?:person|investigator|adjudicator|reviewer|outsider|member|assessor|third party|body)|head office|"
     r"(?:(?:a |another )?(?:member|one) of (?:the |our )?)?(?:(?:senior )?management team|senior (?:management|leadership)(?: team)?|leadership team)|"
     r"business managers?|"
     r"customer (?:service|care|relations|experience|support)s?(?: team| manager)?|human resources|\bHR\b|"
     r"team leaders?|investigating officers?|(?:(?:trustees|committee|company|club|board)['’]?s? )?secretary\b|quality (?:manager|team|lead)|(?:impartial|neutral) (?:person|third party)"),
    ("owner_manager", r"(?:owner|proprietor|director)\s*(?:/|-|–|and|&)\s*(?:nursery |setting )?manager|"
     r"manager\s*(?:/|-|–|&)\s*(?:owner|proprietor|director)|(?:nursery )?owner[ -]manager"),
    ("director",
     r"(?:managing|company|nursery|operations?|executive|childcare|camp|education|regional|finance) director|"
     r"\bMD\b|chief executive(?: officer)?|\bCEO\b|\bdirector\b"),
    ("owners_directors_trustees", r"(?:(?:a |another )?(?:member|one) of (?:the |our )?)?(?:nursery |business |"
                                  r"setting |company )?owners?(?:\s*[/,]\s*(?:directors?|trustees|proprietors?))*"
     r"(?:,? or trustees)?|(?:(?:a |another )?(?:member|one) of (?:the |our )?)?(?:proprietors?|proprietress|"
     r"(?:board of |charity )?trustees?(?: board)?|board of directors|"
     r"(?:one|both|either) of (?:the |our )partners|(?:business |managing |nursery )partners(?!hip)|"
     r"(?:company )?directors)|registered (?:provider|person|body)s?|nominated (?:person|individual)|"
     r"responsible individual|the provider\b|the board\b|\bboard members?"),
    ("committee", r"(?:(?:a |an |another )?(?:members?|one) of (?:the |our )?)?(?:full )?(?:voluntary |"
                  r"parents?['’]? |managing |steering |pre-?school |playgroup )?(?:management )?"
     r"committee(?: members?)?"),
    ("head_teacher",
     r"(?:executive |deputy |acting )?head[ -]?(?:teacher|master|mistress)s?|head of school|executive head|"
     r"the [Hh]ead(?=\s+(?:will|is|who|about|in writing|or|and|does|cannot|can|may)\b|[.,;])"),
    ("setting_manager", r"head of (?:nursery|setting|centre|the nursery|the setting|early years|childcare|pre-?school)|"
     r"nursery head"),
    ("deputy", rf"(?:the |her |his |our )?deput(?:y|ies)(?: (?:{_SETTING} )?{_LEAD}| in charge)?|"
     rf"assistant (?:{_SETTING} )?{_LEAD}"),
    ("room_leader", r"(?:room|base|section|class) (?:leader|lead|senior|supervisor|manager|head)s?"),
    ("key_person", r"key[ -]?(?:person|people|worker|carer|practitioner|adult|staff)s?"),
    ("mediator", r"mediators?|mediation|conciliators?|conciliation|arbit(?:er|rator)s?"),
    ("any_staff", r"(?:phase|year(?: group)?|key stage|eyfs|foundation(?: stage)?|shift|activity|"
                  r"zone) (?:leader|lead|supervisor)s?"),
    ("setting_manager", rf"(?:(?:{_SETTING}|session) ){_LEAD}s?|\bmanager(?:ess)?s?(?: on duty)?|\bsupervisors?\b|play ?leaders?|"
     r"\bco-?ordinators?|(?:officer|person|leader|member of staff|staff member)s?[ -]in[ -]charge|principal\b|"
     r"lead practitioner|"
     r"matron|\bleaders?\b"),
    ("childminder", r"child-?minders?(?! agenc)"),
    ("other", r"(?<!risk )(?<!waste )\bmanagement\b(?! of\b)"),
    ("any_staff", r"(?:any |a |another |the |other )?(?:senior |relevant |appropriate |qualified |experienced |"
                  r"trained |trusted )*"
     r"(?:(?:members?|one) of (?:the |our )?(?:\w+ )?(?:staff|team)(?: team)?|staff members?)|"
     r"(?:class |nursery |room )?(?:teachers?|practitioners?|directress(?:es)?)|team members?|play ?workers?|(?:senior |any |our |"
     r"the )?staff\b|"
     r"(?:person|people|individual|worker|adult)s? (?:concerned|involved|responsible)|those (?:concerned|involved)"),
)  # fmt: skip

_NAME = re.compile("|".join(rf"(?P<n{place}>\b(?:{words}))" for place, (_, words) in enumerate(_NAMES)), re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|me|myself)\b")
_FIRST_PERSONS = re.compile(r"\b(?:I|me|myself|we|us|ourselves)\b", re.IGNORECASE)
_SPEAKS_AS = {
    "childminder": "I",
    "childminders": "we",
    "setting_manager": "manager",
    "owners_directors_trustees": "owner",
}
_I_OWN = re.compile(
    r"\bI (?:am (?:the|your) (?:owner|proprietor)|own (?:the|this))\b(?! and (?:run|manag|the manager))", re.IGNORECASE
)
_I_AM = re.compile(
    r"\bI am (?:also |both )?(?:the|your) (?:\w+ )?(?:owners?|proprietor|manager|registered person)\b|\bI (?:\w+ )?own and (?:run|manage)\b",
    re.IGNORECASE,
)
_THAT_IS = re.compile(
    r"(?:[^.;()]{0,40}\(|,? (?:who|usually|normally|that)\b[^.;,()]{0,20})(?:(?:the|your|their|also|usually|child['’]?s|is) ?)*",
    re.IGNORECASE,
)
_A_FEW = 3
_NOBODY = {"childminder", "any_staff", "designated_safeguarding_lead", "mediator", "key_person"}
_MINDERS = re.compile(r"\b(?:as|are|our|we) [\w ]{0,20}child-?mind(?:ers|ing)\b|\bchild-?minding\b", re.IGNORECASE)
_MINDER = re.compile(r"\bchild-?mind(?:er|ing)\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Mention:
    """One handler named in a text, at `start` to `end`, with the words that name it."""

    start: int
    end: int
    handler: str
    words: str


@functools.lru_cache(maxsize=1024)
def mentions(text: str, first_person: str = "") -> tuple[Mention, ...]:
    """Every handler that `text` names, in order. With `first_person`, "me" and "I" are that handler, who writes."""
    found_all = []
    for found in _NAME.finditer(text):
        handler = _NAMES[int((found.lastgroup or "n0")[1:])][0]
        if handler == "none" or found.end() == found.start():
            continue
        handler = "setting_manager" if handler == "owner_manager" else handler
        found_all.append(Mention(found.start(), found.end(), handler, found.group(0)))
    found_all = _with_apposition(text, found_all)
    if first_person:
        pronoun = _FIRST_PERSONS if first_person == "childminders" else _FIRST_PERSON
        handler = "childminder" if first_person == "childminders" else first_person
        found_all += [Mention(m.start(), m.end(), handler, _SPEAKS_AS[first_person]) for m in pronoun.finditer(text)]
        found_all.sort(key=lambda mention: mention.start)
    return tuple(found_all)


def _with_apposition(text: str, found_all: list[Mention]) -> list[Mention]:
    """ "The practitioner who looks after your child (the key person)" as one mention: the key person."""
    kept: list[Mention] = []
    for mention in found_all:
        before = kept[-1] if kept else None
        same = before and before.handler == "any_staff" and mention.handler == "key_person"
        if before and same and _THAT_IS.fullmatch(text[before.end : mention.start]):
            kept[-1] = Mention(before.start, mention.end, mention.handler, mention.words)
        else:
            kept.append(mention)
    return kept


def writer(text: str) -> str:
    """Whose "I" a document speaks with: `childminder`, `childminders` for a pair who say "we", `setting_manager` for an
    owner who manages, the owners for one who does not, or "".
    """
    if written_by_a_childminder(text):
        return "childminder"
    if (
        _MINDERS.search(text)
        and len(_FIRST_PERSONS.findall(text)) > _A_FEW
        and not {m.handler for m in mentions(text)} - _NOBODY
    ):
        return "childminders"
    if _I_OWN.search(text):
        return "owners_directors_trustees"
    return "setting_manager" if _I_AM.search(text) else ""


def written_by_a_childminder(text: str) -> bool:
    """True when the text speaks as "I", as a childminder working alone does, and never of a manager or a committee."""
    first_person = len(_FIRST_PERSON.findall(text))
    others = {m.handler for m in mentions(text)} & {"setting_manager", "committee", "head_teacher", "chair"}
    minder = bool(_MINDER.search(text))
    return first_person >= (2 if minder else 3) and (not others or (minder and first_person >= 4))
