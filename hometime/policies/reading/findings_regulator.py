"""Findings about the regulator: when parents may go there, which one it is, how it is reached (H9, H10, H12, H13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hometime.policies import rules
from hometime.policies.reading.hits import Hit, at
from hometime.policies.reading.promises import Promise, Said

_WELFARE = r"safeguarding and welfare"
_ANY_TIME = r"\b(?:at )?any (?:time|stage|point)\b|\bwhenever\b|\bwithout waiting\b"
_MANAGER_FIRST = (
    r"\bin the first (?:instance|place)\b|\bat first\b|manager (?:has not|cannot|could not|has been unable|is unable)|"
    r"not (?:been )?(?:able to )?(?:resolve|settle)"
)
_BREACH = r"\bbreach|\bbroken\b|not (?:been )?resolved|unresolved|not (?:being )?met"
_AGENCY = r"child ?mind(?:er|ing) agenc"
_PHONE = re.compile(r"(?<!\d)\(?(?:\+44\s?|0)\d[\d ()-]{6,14}\d(?!\d)")
_ELEVEN, _OLDER = 11, ("01", "08")  # a few older numbers of these kinds have ten digits
_MAIL = re.compile(r"\S*@\S*|\b[\w.]+ at [\w-]+\.gov\.uk\b")
_RIGHT_MAIL = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")


def gates_to_regulator(said: Said) -> Iterator[Hit]:
    """H9: different lines set different conditions for going to the regulator."""
    promises = [p for p in said.about("P17", "P24", "C19", "C21") if "regulator" in p.concepts]
    gates = {gate: p for p in reversed(promises) if (gate := _gate(said, p))}
    if len(gates) > 1:
        first = min(gates.values(), key=promises.index)
        yield at("gates_to_regulator", first, count={2: "two", 3: "three"}[len(gates)])


def standards_named_two_ways(said: Said) -> Iterator[Hit]:
    """H10: EYFS standards in one line, EYFS safeguarding and welfare standards in another."""
    about = [(p, said.whole(p)) for p in said.about("P17", "P24") if re.search(r"\bEYFS\b", said.whole(p))]
    narrow = [p for p, text in about if re.search(_WELFARE, text, re.IGNORECASE)]
    if narrow and len(narrow) < len(about):
        yield at("standards_named_two_ways", narrow[0])


def agency_in_some_lines(said: Said) -> Iterator[Hit]:
    """H12: the childminder agency stands beside Ofsted in some lines only."""
    promises = [p for p in said.about("P17", "P24", "C19", "C21", "O2") if p.says(r"\bOfsted\b")]
    without = [p for p in promises if not re.search(_AGENCY, said.whole(p), re.IGNORECASE)]
    if without and len({p.clause for p in without}) < len({p.clause for p in promises}):
        yield at("agency_in_some_lines", without[0])


def regulator_number(said: Said) -> Iterator[Hit]:
    """H13: the number printed for Ofsted is not the one for people with a concern, or is one we do not know."""
    for contact in rules.latest().contacts:
        known = {_digits(contact.general), _digits(contact.for_concerns)}
        for body in (body for body in said.reading.bodies if body.name == contact.body and body.phone):
            numbers = [
                number for number in re.split(r"\s*;\s*", body.phone or "") if _digits(number) not in _stale_numbers()
            ]
            unknown = [number for number in numbers if _digits(number) not in known]
            if unknown:
                yield _number(
                    said,
                    unknown[0],
                    f"We know {contact.general} and {contact.for_concerns}, checked on {contact.checked_on:%d/%m/%Y}.",
                    "must",
                )
            elif numbers and _digits(contact.for_concerns) not in {_digits(number) for number in numbers}:
                yield _number(
                    said,
                    numbers[0],
                    f"That is its general line; people with a concern are given {contact.for_concerns}.",
                )


def stale_contacts(said: Said) -> Iterator[Hit]:
    """Numbers, streets and bodies that have been replaced."""
    for promise in said.promises:
        for stale in rules.latest().stale:
            shown = _shown(stale.words, promise.text)
            if shown and (not stale.beside or stale.beside.lower() in said_around(said, promise).lower()):
                yield at("stale_contact", promise, words=stale.words, now=stale.now or "the right one")


def mistyped_contacts(said: Said) -> Iterator[Hit]:
    """Telephone numbers with too few or too many digits, and e-mail addresses that cannot be delivered."""
    for promise in said.promises:
        for found in _PHONE.finditer(promise.text):
            digits = _digits(found.group())
            if len(digits) != _ELEVEN and not (len(digits) == _ELEVEN - 1 and digits.startswith(_OLDER)):
                yield at("mistyped_contact", promise, words=found.group().strip(), why=f"it has {len(digits)} digits")
        for found in _MAIL.finditer(promise.text):
            mail = found.group().strip(".,;:()<>[]\"'")
            if not _RIGHT_MAIL.match(mail.removeprefix("mailto:")):
                yield at("mistyped_contact", promise, words=mail, why="it is no e-mail address")


def said_around(said: Said, promise: Promise) -> str:
    """The sentence with the two before and after it: an address often runs over several lines."""
    place = said.promises.index(promise)
    return " ".join(p.text for p in said.promises[max(0, place - 2) : place + 3])


def _gate(said: Said, promise: Promise) -> str | None:
    text = said.whole(promise) if promise.ids & {"P17", "P24"} else promise.text
    if re.search(_ANY_TIME, text, re.IGNORECASE):
        return "any time"
    if promise.ids & {"P17", "P24"}:
        return "manager first" if re.search(_MANAGER_FIRST, text, re.IGNORECASE) else None
    return "unresolved breach" if re.search(_BREACH, text, re.IGNORECASE) else None


def _number(said: Said, number: str, known: str, severity: str | None = None) -> Hit:
    printed = [p for p in said.promises if _digits(number) in _digits(p.text)]
    return Hit("regulator_number", printed[0].clause if printed else None, {"number": number, "known": known}, severity)


def _stale_numbers() -> set[str]:
    return {_digits(stale.words) for stale in rules.latest().stale} - {""}


def _shown(words: str, text: str) -> bool:
    digits = _digits(words)
    return digits in _digits(text) if len(digits) > 6 else words.lower() in text.replace("’", "'").lower()


def _digits(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return "0" + digits[2:] if digits.startswith("44") and len(digits) > 11 else digits


CHECKS = (
    gates_to_regulator,
    standards_named_two_ways,
    agency_in_some_lines,
    regulator_number,
    stale_contacts,
    mistyped_contacts,
)
