"""What the columns of a spreadsheet mean: guessed from their headings, said by a person where the guess is wrong.

The names of headings are ordinary words. The mapping of a particular product would need a public source and its date;
none is known to us, so none is shipped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from hometime.families.importing.rows import MOST_ADULTS
from hometime.kernel.folding import folded

LOOKED_AT = 10  # lines in which the headings are looked for


def _said(names: str) -> frozenset[str]:
    """The folded headings by which one meaning goes."""
    return frozenset(names.split("|"))


CHILD: Mapping[str, tuple[object, frozenset[str]]] = {
    "name": (
        _("Child's full name"),
        _said("name|child|childs name|child name|full name|childs full name|pupil|pupil name"),
    ),
    "first": (
        _("Child's first names"),
        _said(
            "first name|first names|forename|forenames|given name|given names|childs first name|child first name|legal forename"
        ),
    ),
    "last": (
        _("Child's last name"),
        _said(
            "last name|surname|family name|childs last name|childs surname|child surname|child last name|legal surname"
        ),
    ),
    "name_to_use": (_("Name to use"), _said("name to use|known as|preferred name|preferred forename|nickname")),
    "born": (_("Date of birth"), _said("dob|date of birth|born|birth date|birthday|d o b")),
    "starts": (
        _("First day here"),
        _said("starts|start|start date|first day|first day here|admission date|from|joined"),
    ),
    "room": (_("Room"), _said("room|group|class|room name")),
    "languages": (_("Languages of the child"), _said("language|languages|home language|home languages|first language")),
    "facts": (
        _("Health and needs"),
        _said("allergies|allergy|needs|health|medical|medical notes|medical conditions|dietary needs|health and needs"),
    ),
}
ADULT: Mapping[str, tuple[object, frozenset[str]]] = {
    "name": (_("name"), _said("|name|full name")),
    "email": (_("e-mail address"), _said("email|e mail|email address|e mail address|mail")),
    "relation": (_("what they are to the child"), _said("relation|relationship|relationship to child")),
    "phone": (_("telephone"), _said("phone|telephone|mobile|mobile number|phone number|tel|telephone number")),
    "address": (_("address"), _said("address|home address")),
}
# What an adult's columns begin with. The first four adults of a child are taken in; the rest are added by hand.
WHO = ("adult", "parent", "carer", "contact", "parent carer", "guardian")
RELATED = {"mother": "mother", "mum": "mother", "father": "father", "dad": "father"}
NOTHING = ""


def meanings() -> list[tuple[str, str]]:
    """Everything that a column can mean, with its words: what the choices of the mapping screen are made of."""
    found = [(NOTHING, str(_("Leave this column out"))), *((key, str(words)) for key, (words, _names) in CHILD.items())]
    for number in range(1, MOST_ADULTS + 1):
        who = str(_("Adult %(n)d")) % {"n": number}
        found += [(f"adult{number}.{key}", f"{who}: {words}") for key, (words, _names) in ADULT.items()]
    return found


KNOWN = frozenset({NOTHING, *CHILD, *(f"adult{n}.{key}" for n in range(1, MOST_ADULTS + 1) for key in ADULT)})


def heading_of(rows: Sequence[Sequence[str]]) -> int | None:
    """At which of the first lines the headings stand: the one most of whose cells are understood; None where none is."""
    best, at = 1, None
    for number, row in enumerate(rows[:LOOKED_AT]):
        understood = sum(meaning != NOTHING for meaning in guessed(row))
        if understood > best:
            best, at = understood, number
    return at


def guessed(headings: Sequence[str]) -> list[str]:
    """The meaning of each heading; nothing for one that is not understood, or that another column has already."""
    adults: dict[str, int] = {}
    found: list[str] = []
    for heading in headings:
        meaning = _meaning(folded(heading), adults) or _beside(folded(heading), found)
        found.append(meaning if meaning not in found or meaning in ("facts", "languages") else NOTHING)
    if "name" in found and {"first", "last"} & set(found):  # one way of saying a name is enough
        found = [NOTHING if meaning in ("first", "last") else meaning for meaning in found]
    return found


def _meaning(words: str, adults: dict[str, int]) -> str:
    for key, (_words, names) in CHILD.items():
        if words in names:
            return key
    for start in sorted((*WHO, *RELATED), key=len, reverse=True):
        if words == start or words.startswith((f"{start} ", f"{start}s ")):
            rest = words.removeprefix(start).removeprefix("s").strip()
            return _of_an_adult(start, rest, adults)
    return NOTHING


def _beside(words: str, found: Sequence[str]) -> str:
    """A bare `Relationship` is that of the adult whose columns stand before it."""
    last = next((meaning for meaning in reversed(found) if meaning.startswith("adult")), "")
    return f"{last[:6]}.relation" if last and words in ADULT["relation"][1] else NOTHING


def _of_an_adult(start: str, rest: str, adults: dict[str, int]) -> str:
    """`Parent 2 email` is the second adult's; `mother email` that of whoever mothers are in this sheet."""
    first, _space, after = rest.partition(" ")
    number = int(first) if first.isdigit() else 0
    if not number:
        after = rest
        number = adults.setdefault(start, len(adults) + 1) if start in RELATED else 1
    key = next((key for key, (_words, names) in ADULT.items() if after in names), None)
    return f"adult{number}.{key}" if key and 1 <= number <= MOST_ADULTS else NOTHING


def relations_of(headings: Sequence[str], columns: Sequence[str]) -> dict[int, str]:
    """What an adult is to the child where the heading says so (“Mother's name”) and no column does."""
    found: dict[int, str] = {}
    for heading, meaning in zip(headings, columns, strict=False):
        start = folded(heading).split(" ", maxsplit=1)[0].removesuffix("s")
        if meaning.startswith("adult") and start in RELATED:
            found.setdefault(int(meaning[5]), RELATED[start])
    return found


def faults_of(columns: Sequence[str]) -> list[str]:
    """What keeps a mapping from being used, in plain words."""
    said = set(columns)
    faults = []
    if "name" not in said and not {"first", "last"} & said:
        faults.append(str(_("Say which column holds the child's name.")))
    if "born" not in said:
        faults.append(str(_("Say which column holds the date of birth.")))
    words = dict(meanings())
    faults += [
        str(_("Two columns are said to be “%(what)s”. Choose one.")) % {"what": words[meaning]}
        for meaning in sorted(said - {NOTHING, "languages", "facts"})
        if list(columns).count(meaning) > 1
    ]
    return faults


def digest(headings: Sequence[str], width: int) -> str:
    """By which a setting's mapping is remembered: the headings, or the number of columns where there are none."""
    words = "\n".join(folded(heading) for heading in headings) or f"{width} columns"
    return hashlib.sha256(words.encode()).hexdigest()
