"""What a document is in and about: the language it seems to be written in, and whether it is on partnership or
complaints at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from hometime.policies.reading.forms import Block

COMMON_WORDS = {
    "English": "the and of to in is a be for with that will are by or any from who we our you as not their have must if",
    "Welsh": "yn y yr mae a i o ar gan bod bydd ei eu fel sydd hyn nid neu wedi gyda gyfer rhieni plant plentyn cael os ni'n rydym unrhyw",
    "Irish": "an na ar agus go le is do atá tá sé siad nó leis seo bhfuil féin gach páistí tuismitheoirí",
    "Scottish Gaelic": "agus an na tha air gu le bha chan aig seo clann pàrantan bidh airson do",
    "Polish": "i w na z do się nie że jest dla przez oraz lub od po jak są dziecka rodzice skargi który",
    "Romanian": "și în de la cu nu este sau pentru care din să se un o pe copilului părinții sunt prin",
    "French": "le la les et de des à en un une est pour dans que qui pas sur par avec sont enfant parents plainte",
    "German": "der die das und in zu den mit von ist für nicht auf ein eine werden oder sich dem kind eltern beschwerde",
    "Spanish": "el la los las y de en un una es para que por con no se del al son padres niños queja",
    "Portuguese": "o a os as e de em um uma é para que por com não se do da são pais crianças",
    "Italian": "il la i le e di in un una è per che con non si del della sono genitori bambini",
    "Lithuanian": "ir yra į su kad ar bei tai dėl iš vaiko tėvai kuris",
    "Turkish": "ve bir bu için ile de da olarak veya çocuk veli olan",
}
FUNCTION_WORDS = {language: frozenset(words.split()) for language, words in COMMON_WORDS.items()}
SCRIPTS = {
    "ARABIC": "Arabic or Urdu", "CYRILLIC": "a language in Cyrillic letters", "HEBREW": "Hebrew", "DEVANAGARI": "Hindi or Nepali",
    "BENGALI": "Bengali", "GURMUKHI": "Punjabi", "GUJARATI": "Gujarati", "TAMIL": "Tamil", "CJK": "Chinese", "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese", "HANGUL": "Korean", "GREEK": "Greek", "GEORGIAN": "Georgian", "ETHIOPIC": "Amharic or Tigrinya", "THAI": "Thai",
}  # fmt: skip
COMPLAINTS = re.compile(
    r"\b(?:complain\w*|grievances?|concerns?|appeals?|unhappy|dissatisf\w+|ofsted|investigat\w+|resolv\w+|resolution|upheld)\b",
    re.IGNORECASE,
)
PARTNERSHIP = re.compile(
    r"\b(partner|signpost|agenc|involv|consult|key person|key worker|settling|views|interpreter|translat|forum|contribut|multi-?agency|professionals)",
    re.IGNORECASE,
)
CHILDCARE = re.compile(
    r"\b(?:child(?:ren)?|parents?|carers?|famil(?:y|ies)|nursery|pre-?school|childminder|setting|playgroup|pupils?)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
FEWEST_WORDS = 40
OFF_SUBJECT = (
    "This document does not seem to be about working in partnership with parents, or about complaints. Is it the right "
    "one?"
)


def language_of(text: str) -> str | None:
    """The language that a text seems to be in, by its commonest words and its script; None where there is too little to
    tell.
    """
    words = [word.casefold() for word in WORD.findall(text)]
    script = script_of(text)
    if script:
        return script
    if len(words) < FEWEST_WORDS:
        return None
    counted = Counter(words)
    scores = {name: sum(counted[word] for word in common) / len(words) for name, common in FUNCTION_WORDS.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0.12 and (best == "English" or scores[best] > 1.3 * scores["English"]) else None


def script_of(text: str) -> str | None:
    """The language behind the letters where most of them are not Latin."""
    letters = [letter for letter in text[:20_000] if letter.isalpha()]
    foreign = Counter(
        unicodedata.name(letter, "").split(" ")[0].split("-")[0] for letter in letters if letter > "\u024f"
    )
    if not foreign or sum(foreign.values()) < 0.4 * len(letters) or len(letters) < 20:
        return None
    return next(
        (SCRIPTS[name] for name, _ in foreign.most_common(3) if name in SCRIPTS), "a language that we do not know"
    )


def subjects(blocks: Sequence[Block]) -> frozenset[str]:
    """Which of `complaints` and `partnership` a document deals with, judged by its titles and its vocabulary."""
    titles = " ".join(block.text for block in blocks[:3] if block.kind == "heading").casefold()
    text = " ".join(block.text for block in blocks)
    words = max(len(WORD.findall(text)), 1)
    found = {name for name, word in (("complaints", "complaint"), ("partnership", "partnership")) if word in titles}
    if (
        "complain" in text.casefold()
        and len(COMPLAINTS.findall(text)) >= max(3, 0.008 * words)
        and CHILDCARE.search(text)
    ):
        found.add("complaints")
    partners = Counter(match.casefold() for match in PARTNERSHIP.findall(text))
    if CHILDCARE.search(text) and (len(partners) >= 5 or (partners["partner"] >= 2 and len(partners) >= 2)):
        found.add("partnership")
    return frozenset(found)


def unfit(blocks: Sequence[Block]) -> str:
    """Why a document as a whole is none that we can adopt, as a plain sentence: it is in another language, or on
    another subject. Empty for one that is fit, and for one without a word.
    """
    if not blocks:
        return ""
    language = language_of(" ".join(block.text for block in blocks))
    if language not in (None, "English"):
        return (
            f"This document seems to be written in {language}. We read English only, so what it promises was not read."
        )
    return "" if subjects(blocks) else OFF_SUBJECT


def remarks(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Plain sentences about a document that is not in English, in part or whole, or is on another subject; none for one
    we can read.
    """
    whole = unfit(blocks)
    if whole not in ("", OFF_SUBJECT):
        return (whole,)
    foreign = {language_of(block.text) for block in blocks} - {None, "English"}
    if foreign:
        return (
            f"Part of this document seems to be written in {', '.join(sorted(filter(None, foreign)))}. We read English only: that part was not read.",
        )
    return (whole,) if whole else ()
