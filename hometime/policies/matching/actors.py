"""Who acts in a clause: the handlers that its words name, without those it is only about."""

from __future__ import annotations

import re

from hometime.policies.reading.roles import Mention, mentions

_ONLY_ABOUT = re.compile(
    r"\b(?:about|against|concern(?:s|ing)?|involving|regarding|unhappy with|by)\s+"
    r"(?:(?:the|a|an|any|your|their|our|its|other|another|child's|key)\s+){0,3}$",
    re.IGNORECASE,
)
_ONLY_BESIDE = re.compile(
    r"\b(?:key person|staff|manager)\s*(?:,|or)\s+(?:(?:a|an|any|other|another|the)\s+){0,2}$", re.IGNORECASE
)
_THEIR_THING = re.compile(
    r"^['’]s?\s+(?:response|answer|reply|explanation|decision|office|number|own|line)\b", re.IGNORECASE
)


def acting(text: str) -> tuple[str, ...]:
    """Gives the handlers (words of `forms.HANDLERS`) that a text makes do something, in order, each once."""
    return tuple(dict.fromkeys(mention.handler for mention in mentions(text) if _acts(mention, text)))


def _acts(mention: Mention, text: str) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    if _THEIR_THING.match(after) or _ONLY_ABOUT.search(before):
        return False
    beside = _ONLY_BESIDE.search(before)
    return not (beside and _ONLY_ABOUT.search(before[: beside.start()]))
