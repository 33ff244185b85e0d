"""How a provider is owned, as far as its own document says so."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hometime.people.models import Provider
from hometime.policies.reading.forms import Reading

Form = Provider.Form
# What says so in the name of the one who adopts, and in the text itself, which speaks of others as well.
IN_THE_NAME: Mapping[Form, str] = {
    Form.COMPANY: r"\b(?:Ltd|Limited|PLC)\b",
    Form.CHARITY: r"\b(?:CIO|charity|charitable)\b",
    Form.COMMITTEE: r"\bcommittee\b",
}
IN_THE_TEXT: Mapping[Form, str] = {
    Form.COMPANY: r"\bwe are a (?:private |limited )*company\b|\bcompany (?:number|no\.?)\W{0,2}\d",
    Form.CHARITY: r"\bwe are a (?:registered )?charity\b|\bcharity (?:number|no\.?)\W{0,2}\d",
    Form.COMMITTEE: r"\bwe are (?:run|managed|led) by (?:a|an elected|our) (?:parent )?committee\b",
}


def form_of(reading: Reading) -> Provider.Form:
    """How the adopter of a document is owned: by its name, else by what the text says; unstated where neither tells, or
    they tell of two."""
    text = " ".join(c.text for part in reading.parts for section in part.sections for c in section.clauses)
    for words, patterns in ((reading.adopter or "", IN_THE_NAME), (text, IN_THE_TEXT)):
        found = [form for form, pattern in patterns.items() if re.search(pattern, words, re.IGNORECASE)]
        if found:
            return found[0] if len(found) == 1 else Form.UNSTATED
    return Form.UNSTATED
