"""Finds the outside bodies that a document names, with the telephone numbers and addresses exactly as it gives them.

A number is given to a body only where the words join them; a number that could be the setting's own is left alone.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from .forms import Block, Body
from .outside import Named, has_own_name, named_bodies, regulates
from .roles import mentions
from .scope import passages
from .sentences import sentences, tidy

_PHONE = re.compile(r"(?<![\w/.£@-])(?:\+44\s?(?:\(0\)\s?)?|\(?0)\d(?:[ ()-]{0,2}\d){6,11}(?![\w/]|[.-]\d)")
_BARE_PHONE = re.compile(
    r"(?:tel(?:ephone)?|phone|call|ring|number)\W{1,3}(?:no\W+|on\s+|is\s+)?(\d{3,5} \d{3} \d{3,4})\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_ADDRESS_START = re.compile(
    r"(?:[:;]|(?<=[a-z)])\.|\b(?:write|writing|letter|post|address(?:ed)?) (?:to|is)\b(?: the address)?:?|\bat\b:?|"
    r"\baddress:?|\bby post:?|\b(?-i:contact(?:ing)?)\b)\s+",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:our|us|we|me|my|mine|nursery|club|(?:the|head|our|main) office|setting|pre-?school|playgroup|camp|"
    r"head office|school|"
    r"centre|fax|site|reception|mobile)\b",
    re.IGNORECASE,
)
_NO_CONTACT_AFTER = re.compile(
    r"^\W*(?:registration|registered|reg\b|urn|number|no\b|ref|rated|grade|ey ?\d|inspection|\(?\d{6})",
    re.IGNORECASE,
)
_THEM = re.compile(
    r"\b(?:contact|ring|call|phone|telephone|write to|reach|e-?mail) (?:them|it)\b[^.;]{0,25}$", re.IGNORECASE
)
_SENTENCE = re.compile(r"^(?:\S+\s+){4,}\S+\.$")
_NON_GEOGRAPHIC = re.compile(r"(?:\+44 ?|0)(?:3|8)")
_OUR_OWN = re.compile(r"\b(?:our|my|office|helpline|manager|fax)\b", re.IGNORECASE)
_REGISTERS_US = re.compile(
    r"\b(?:register|inspect|regulat|licen[cs]e|oversee)\w*(?: and \w+)? (?:us|me|our \w+|the \w+)\b", re.IGNORECASE
)
_LABEL_WORDS = 8
_CONTACT_WORDS = frozenset(
    "tel telephone phone call calls ring number helpline hotline line enquiries enquiry general complaints concerns about the "
    "for and out hours duty day night team weekdays evenings weekends emergency email post address contact office".split()
)
_FAX = re.compile(r"fax\W*(?:no\W*)?$", re.IGNORECASE)
_DOMAINS = {
    "ofsted.gov.uk": "ofsted",
    "gov.wales": "ciw",
    "careinspectorate": "care_inspectorate",
    "ciw.org": "ciw",
    "hscni.net": "hsc_trust",
    "lado": "lado",
}
_TOLD = re.compile(
    r"\b(?:contact|inform|told|tell|notif|refer|report|complain|complaint|go to|went to|ring|call|write|phone|"
    r"approach|guid|"
    r"investigat|raise|take)\w*",
    re.IGNORECASE,
)
_NEEDS_CONTACT = {"social_services", "nspcc", "alliance", "pacey", "council", "ico", "agency", "sssc", "isi"}
_OF_OTHER_MATTERS = {"ico", "council"}  # named for data, funding or places as well: only where complaints are spoken of
_REACH = 9
_LINE_WORDS = 14


@dataclasses.dataclass(slots=True)
class _Card:
    name: str
    phones: list[str] = dataclasses.field(default_factory=list)
    address: str | None = None
    email: str | None = None

    def body(self) -> Body:
        return Body(self.name, "; ".join(self.phones) or None, self.address, self.email)


def _reachable(text: str, named: Named) -> bool:
    """False where the name stands for a registration ("Ofsted URN EY123456"), which says nothing of how to reach it."""
    if _NO_CONTACT_AFTER.match(text[named.end :]):
        return False
    if re.match(
        r"[^.;\d]{0,30}\b(?:reached|contacted|tel|telephone|phone|call|ring)\b", text[named.end :], re.IGNORECASE
    ):
        return True
    return not re.search(r"(?:registered|registration|inspected) (?:with|by)\s+$", text[: named.start], re.IGNORECASE)


def _own(between: str) -> bool:
    """True where the words between a name and a number speak of the setting itself."""
    between = _REGISTERS_US.sub("", between)
    handlers = {mention.handler for mention in mentions(between)} - {"childminder", "mediator"}
    return bool(_OWN.search(between)) or bool(handlers)


def _labelled(before: str) -> bool:
    """True where the words before a number on its line name somebody: "Family Information Service: 01632 …"."""
    words = [word for word in re.findall(r"[A-Za-z]{3,}", before) if word.lower() not in _CONTACT_WORDS]
    return any(word[0].isupper() for word in words) and len(words) <= _LABEL_WORDS


def _last_sentence(words: str) -> str:
    said = sentences(words)
    return said[-1] if said else ""


def _in_block(text: str, place: int, length: int) -> str | None:
    """The key of the body in the same block that a contact at `place` belongs to; "" where it is plainly no body's."""
    before = [named for named in named_bodies(text) if named.end <= place]
    if before:
        last = before[-1]
        between = text[last.end : place]
        if last.regulates and _NON_GEOGRAPHIC.match(text, place) and not _OUR_OWN.search(between):
            return last.key
        if _THEM.search(between):
            return last.key
        return "" if _own(between) or not _reachable(text, last) else last.key
    if _own(_last_sentence(text[:place])) and not re.search(r"\b(?:notice|display)", text[:place], re.IGNORECASE):
        return ""
    after = [named for named in named_bodies(text) if named.start >= place + length]
    if (
        after
        and len(tidy(text[place + length : after[0].start])) < 40
        and not re.search(r"[.;]\s", text[place + length : after[0].start])
        and not _own(text[place + length : after[0].start])
    ):
        return after[0].key
    return None


def _owner(blocks: Sequence[str], index: int, place: int, length: int) -> str | None:
    """The key of the body to which a contact in block `index` belongs, looking back over a few short lines."""
    here = _in_block(blocks[index], place, length)
    if here is not None:
        return here or None
    if not _NON_GEOGRAPHIC.match(blocks[index], place) and length and _labelled(blocks[index][:place]):
        return None
    for back in range(index - 1, max(-1, index - _REACH), -1):
        text = blocks[back]
        known = named_bodies(text)
        if known:
            last = known[-1]
            return None if _own(text[last.end :]) or not _reachable(text, last) else last.key
        if len(text.split()) > _LINE_WORDS or _own(text) or _SENTENCE.search(text):
            return None
    return None


def _address(blocks: Sequence[str], index: int, postcode: re.Match[str]) -> tuple[str, int]:
    """The address that ends at a postcode, and the block where it begins. Lines are joined with commas."""
    text = blocks[index][: postcode.end()]
    starts = [found.end() for found in _ADDRESS_START.finditer(text[: postcode.start()])]
    if starts or len(text.split()) > 7:
        return text[max(starts, default=0) :].strip(" ,"), index
    lines, back = [text], index - 1
    while back >= 0 and index - back < _REACH and 0 < len(blocks[back].split()) <= 7:
        if blocks[back].endswith((".", ":")) or _PHONE.search(blocks[back]) or _POSTCODE.search(blocks[back]):
            break
        lines.insert(0, blocks[back].strip(" ,"))
        back -= 1
        if named_bodies(lines[0]):
            break
    return ", ".join(lines), back + 1


def _alias(keys: set[str]) -> dict[str, str]:
    """In Northern Ireland the trust's early years team is the trust."""
    return {"early_years_team": "hsc_trust"} if "hsc_trust" in keys else {}


def _email_owner(texts: Sequence[str], index: int, found: re.Match[str]) -> str | None:
    domain = found.group(0).lower()
    by_domain = next((key for part, key in _DOMAINS.items() if part in domain), None)
    return by_domain or _owner(texts, index, found.start(), len(found.group(0)))


def _address_owner(texts: Sequence[str], index: int, found: re.Match[str]) -> tuple[str, str | None]:
    """The address that ends at a postcode, and the key of its body: named in it, or just before it."""
    address, begins = _address(texts, index, found)
    inside = next((named.key for named in named_bodies(address)), None)
    start = 0 if begins < index else max(0, found.start() - len(address))
    return address, inside or _owner(texts, begins, start, 0)


class _Cards:
    """The cards of all bodies of a document, by key."""

    def __init__(self, texts: Sequence[str], scoped: set[int]) -> None:
        self.texts = texts
        self.cards: dict[str, _Card] = {}
        named = [
            (each, text)
            for index, text in enumerate(texts)
            for each in named_bodies(text)
            if index in scoped or each.key not in _OF_OTHER_MATTERS
        ]
        self.alias = _alias({each.key for each, _ in named})
        self.wanted = {self.alias.get(each.key, each.key) for each, text in named if _matters(each.key, text)}
        for each, _ in named:
            if each.key not in self.alias:
                card = self.cards.setdefault(each.key, _Card(each.name))
                if not has_own_name(each.key) and len(each.name) > len(card.name):
                    card.name = each.name

    def of(self, key: str | None) -> _Card | None:
        """The card of a key, or None."""
        return self.cards.get(self.alias.get(key, key)) if key else None

    def add_phones(self, index: int) -> None:
        """Notes the telephone numbers of a block; a mobile number is no body's, and a fax is no telephone."""
        text = self.texts[index]
        for found in [*_PHONE.finditer(text), *_BARE_PHONE.finditer(text)]:
            phone = tidy(found.group(found.lastindex or 0))
            key = _owner(self.texts, index, found.start(), len(phone))
            card = self.of(key)
            mobile = phone.startswith("07") and key != "lado"
            if card and phone not in card.phones and not mobile and not _FAX.search(text[: found.start()]):
                card.phones.append(phone)

    def add_emails(self, index: int) -> None:
        """Notes the e-mail addresses of a block."""
        for found in _EMAIL.finditer(self.texts[index]):
            card = self.of(_email_owner(self.texts, index, found))
            if card and card.email is None:
                card.email = found.group(0)

    def add_addresses(self, index: int) -> None:
        """Notes the addresses that end in a block."""
        for found in _POSTCODE.finditer(self.texts[index]):
            address, key = _address_owner(self.texts, index, found)
            card = self.of(key)
            if card and card.address is None:
                card.address = address


def _matters(key: str, text: str) -> bool:
    """Whether a body without contact facts is worth a card: a regulator always, others when people are sent to it."""
    if regulates(key):
        return key not in _NEEDS_CONTACT
    return key not in _NEEDS_CONTACT and bool(_TOLD.search(text))


def read_bodies(blocks: Sequence[Block]) -> tuple[Body, ...]:
    """The outside bodies of a document in the order they are first named, with contacts as written.

    Several telephone numbers of one body are joined by "; ". A body without contacts has None in their place.
    """
    scoped = {passage.index for passage in passages(blocks) if passage.in_scope}
    cards = _Cards([tidy(block.text) for block in blocks], scoped)
    for index in range(len(cards.texts)):
        cards.add_phones(index)
        cards.add_emails(index)
        cards.add_addresses(index)
    found = cards.cards.items()
    return tuple(card.body() for key, card in found if key in cards.wanted or card.phones or card.email)
