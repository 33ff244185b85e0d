"""Names folded for search: capitals, accents, widths and spellings of one letter make no difference, in any script.

What is typed and what is written down go through the same fold, so it need not be pretty, only the same on both sides.
"""

from __future__ import annotations

import unicodedata

# Letters that stand for one another and that no decomposition takes apart.
_SAME = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n",
        "ة": "ه", "ۃ": "ه", "ہ": "ه", "ھ": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ٱ": "ا",
        "ё": "е", "ґ": "г", "ў": "у", "ς": "σ",
        "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    }
)  # fmt: skip
_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
_JOINED = frozenset("'’‘ʼʻ`´·.")  # signs within a name that people leave out as often as they write them
_TATWEEL = "ـ"


def folded(text: str) -> str:
    """Gives `text` folded: its words in lower case, without accents, vowel points or signs, one space between.

    “Łukasz O’Neill-Žižka” gives “lukasz oneill zizka”.
    """
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_SAME)
    kept = []
    for sign in unicodedata.normalize("NFKD", plain).translate(_TO_HIRAGANA):
        kind = unicodedata.category(sign)
        if kind in ("Mn", "Me", "Cf") or sign in _JOINED or sign == _TATWEEL:
            continue
        kept.append(sign if kind[0] in "LN" or kind == "Mc" else " ")
    return " ".join("".join(kept).split())


def for_search(*texts: str) -> str:
    """Gives what a search is held against: the words of the texts, and once more each text without its spaces.

    So “Anne-Marie” is found by “anne marie”, by “annemarie” and by “marie”.
    """
    found = [folded(text) for text in texts if text]
    return " ".join(dict.fromkeys([*found, *(words.replace(" ", "") for words in found)]))


def sought(typed: str) -> list[str]:
    """The words of a search, each of which must be found. Nothing is found where nothing was typed but signs."""
    return folded(typed).split()
