"""Brings a name to a form in which its spellings meet: accents and capitals folded, other scripts written in Latin letters.

Pure. A table cannot say how a name is pronounced, so what two spellings share is the skeleton of their consonants.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_PAIRS = (
    # Cyrillic
    "аa бb вv гg ґg дd еe ёe єe жzh зz иi іi їi йy кk лl мm нn оo пp рr сs тt уu ўu фf хkh цts чch шsh щsh ъ ыy ь эe "
    "юyu яya јj љl њn ђj ћc џj "
    # Greek
    "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo "
    # Arabic, Persian, Urdu
    "اa بb پp تt ٹt ثs جj چch حh خkh دd ڈd ذz رr ڑr زz ژzh سs شsh صs ضz طt ظz عa غgh فf قq کk كk گg لl مm نn ںn وw ہh "
    "هh ھh ةa یy يy ىa ےe ءa ہh ۃa "
    # Hebrew
    "אa בb גg דd הh וv זz חch טt יy כk ךk לl מm םm נn ןn סs עa פp ףp צts ץts קk רr שsh תt "
    # Letters of the Latin script that no accent explains
    "øo łl đd ðd þth ßss æae œoe ıi ŋng ħh"
)
LATIN = {pair[0]: pair[1:] for pair in _PAIRS.split()}
_SOUNDS = (
    ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("sh", "s"), ("zh", "s"), ("ck", "k"),
    ("dj", "j"), ("th", "t"), ("qu", "k"), ("q", "k"), ("c", "k"), ("x", "ks"), ("w", "v"), ("z", "s"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_NOT_SOUNDED = re.compile(r"[^bdfgjklmnprstv]")
_INDIC = re.compile(r"(?:LETTER|VOWEL SIGN|SYLLABLE|MATRA) ([A-Z]+)$")


@functools.lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The text in small Latin letters without accents and hidden characters; what has no Latin letter stays."""
    found = []
    for char in unicodedata.normalize("NFKD", text).casefold():
        if unicodedata.category(char) in ("Mn", "Cf") and not _INDIC.search(unicodedata.name(char, "")):
            continue
        found.append(LATIN[char] if char in LATIN else _spelled(char))
    return "".join(found)


def _spelled(char: str) -> str:
    """A letter of a script whose letters are named by their sound; any other character as it is."""
    if ord(char) < 0x530 or not (char.isalpha() or unicodedata.category(char) in ("Mn", "Mc")):
        return char
    named = _INDIC.search(unicodedata.name(char, ""))
    return named[1].casefold() if named else char


@functools.lru_cache(maxsize=20_000)
def skeleton(text: str) -> str:
    """The consonants that are heard in a word, so that Yusuf, Yousef and يوسف meet."""
    word = _DOUBLED.sub(r"\1", folded(text))
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return _DOUBLED.sub(r"\1", _NOT_SOUNDED.sub("", word)) if word else ""


def in_latin(word: str) -> bool:
    """Whether every letter of a word is of the Latin script, as an English summary is written."""
    return all("LATIN" in unicodedata.name(char, "LATIN") for char in word if char.isalpha())


def within_one(one: str, other: str) -> bool:
    """Whether one slip makes one word of the other: a letter more, a letter less, another letter, or two swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, tail = one[start:], other[start:]
    return (
        rest[1:] == tail
        or rest == tail[1:]
        or rest[1:] == tail[1:]
        or (len(rest) > 1 and rest[:2] == tail[1::-1] and rest[2:] == tail[2:])
    )
