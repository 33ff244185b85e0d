"""Knows the outside bodies that documents name: regulators, safeguarding bodies, ombudsmen, membership bodies."""

from __future__ import annotations

import dataclasses
import functools
import re


@dataclasses.dataclass(frozen=True, slots=True)
class _Known:
    key: str
    name: str
    regulates: bool
    pattern: str


_KNOWN = (
    _Known("ciw", "Care Inspectorate Wales", True, r"care inspectorate (?:for )?wales|\bciw\b|\bcssiw\b|"
           r"care (?:and|&) social services inspectorate(?: (?:for )?wales)?|arolygiaeth gofal cymru|\bagc\b"),
    _Known("care_inspectorate", "Care Inspectorate", True, r"care inspectorate|\bscswis\b|care commission|"
           r"social care and social work improvement scotland"),
    _Known("ofsted", "Ofsted", True,
           r"\b(?:ofsted|osted|ofsetd|ofstead|ostead|oftsed)\b|office for standards in education"),
    _Known("hsc_trust", "", True,
           r"(?:(?:belfast|northern|southern|south eastern|south-eastern|western|local|relevant)\s+)?"
           r"(?:h(?:ealth)?\s*(?:and|&)\s*s(?:ocial)?\s*(?:care|services)|hsc)\s+trust(?:['’]s)?(?: early years team)?|"
           r"\bhsct\b|\b(?:[nswb]|se)hsct\b"),
    _Known("early_years_team", "", True, r"(?:(?:local authority|council)(?:['’]s)? )?early years (?:social work )?(?:team|directorate|registration team)"),
    _Known("registration_unit", "", True, r"(?:registration and )?inspection unit"),
    _Known("isi", "Independent Schools Inspectorate", True, r"independent schools inspectorate|\bisi\b"),
    _Known("agency", "", True, r"child-?minder agency"),
    _Known("lado", "Local Authority Designated Officer", False,
           r"(?:local authority )?designated officers?(?: (?:of|at|in|for) (?:the|our) (?:local authority|council))?(?: \(lado\))?|\blado\b"),
    _Known("lscb", "", False,
           r"(?:local |the )?safeguarding (?:children['’]?s? )?(?:board|partnership)|\blscb\b|\blscp\b"),
    _Known("ico", "Information Commissioner's Office", False,
           r"information commissioner['’]?s?(?: office)?|\bico\b"),
    _Known("ombudsman", "", False,
           r"(?:local government (?:and|&) social care |local government |(?:scottish )?public services )?"
           r"ombudsman|\blgsco\b|\bspso\b"),
    _Known("sssc", "Scottish Social Services Council", False, r"scottish social services council|\bsssc\b"),
    _Known("dfe", "Department for Education", False, r"department for education|\bdfe\b"),
    _Known("social_services", "", False,
           r"single point of entry|gateway (?:team|service)|social services|children['’]?s (?:social care|social services|services)|"
           r"multi-agency safeguarding hub|\bmash\b"),
    _Known("nspcc", "NSPCC", False, r"\bnspcc\b"),
    _Known("alliance", "Early Years Alliance", False, r"pre-?school learning alliance|early years alliance"),
    _Known("pacey", "PACEY", False, r"\bpacey\b|professional association for childcare and early years"),
    _Known("council", "", False,
           r"(?-i:(?:[A-Z][a-z]+ ){1,3})(?:county |city |borough |district )?council(?! tax)|"
           r"local authority(?! designated)|local education authority"),
)  # fmt: skip
_BODY = re.compile("|".join(rf"(?P<{known.key}>{known.pattern})" for known in _KNOWN), re.IGNORECASE)
_BY_KEY = {known.key: known for known in _KNOWN}
_GENERIC = re.compile(
    r"\b(?:regulator|(?:registering|registration|regulatory|inspecting) (?:authority|body))\b", re.IGNORECASE
)


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """An outside body named at `start` to `end` of a text; `regulates` tells whether it inspects settings."""

    start: int
    end: int
    key: str
    name: str
    regulates: bool


@functools.lru_cache(maxsize=1024)
def named_bodies(text: str) -> tuple[Named, ...]:
    """Every outside body that `text` names, in order."""
    return tuple(
        Named(found.start(), found.end(), key, _BY_KEY[key].name or found.group(0), _BY_KEY[key].regulates)
        for found in _BODY.finditer(text)
        if (key := found.lastgroup or "")
    )


def names_a_regulator(text: str) -> bool:
    """True where the text names a body that inspects settings, by its name or as "the regulator"."""
    return any(named.regulates for named in named_bodies(text)) or bool(_GENERIC.search(text))


def regulates(key: str) -> bool:
    """Whether the body of that key inspects settings."""
    return _BY_KEY[key].regulates


def has_own_name(key: str) -> bool:
    """Whether the body goes by one name everywhere, so that the text's own words for it need not be kept."""
    return bool(_BY_KEY[key].name)
