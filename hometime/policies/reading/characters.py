"""Characters: bytes to text, and text cleaned of what word processors, e-mail and copying leave behind. Words stay as
they are.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "′": "'", "″": '"'}
)
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
DASHES = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "−": "-", "―": "–"})
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffc\x00-\x08\x0b\x0e-\x1f\x7f]")
SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
BOOKMARK = re.compile(
    r"\[bookmark:[^\]\n]{0,80}\]\s*|\{?\s*\bBOOKMARK_\w+\}?|\b_(?:Int|Toc|Hlk|GoBack|Ref)_?\w{0,40}\b"
)
BRACED_FIELD = re.compile(r"\{\s*MERGEFIELD\s+\"?([^\"\\{}]{1,80}?)\"?\s*(?:\\[^{}]{0,60})?\}", re.IGNORECASE)
OTHER_FIELD = re.compile(r"\{\s*(?:PAGE|NUMPAGES|DATE|FILENAME|TOC|HYPERLINK|REF)\b[^{}]{0,200}\}", re.IGNORECASE)
MOJIBAKE = re.compile("[âÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ]|ï¬")


def decode(data: bytes) -> str:
    """Bytes of a text file as text: a byte order mark decides, else UTF-16 without one, else UTF-8, else Windows-1252."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    for encoding, zeros in (("utf-16-le", data[1:4000:2]), ("utf-16-be", data[0:4000:2])):
        if len(zeros) > 4 and zeros.count(0) > 0.6 * len(zeros):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def mend(text: str) -> str:
    """Undoes text that was decoded with the wrong character set (mojibake); other text comes back unchanged."""
    if not MOJIBAKE.search(text):
        return text
    import ftfy  # late: only broken text needs it

    return ftfy.fix_text(text, unescape_html=False, uncurl_quotes=False, normalization="NFC")


def clean(text: str) -> str:
    """One paragraph without layout: single spaces, plain quotes, no invisible marks, bookmarks or field codes.

    Line breaks inside it stay as `\\n`; a merge field is written «Name».
    """
    text = unicodedata.normalize("NFC", mend(text)).translate(LIGATURES).translate(QUOTES).translate(DASHES)
    text = INVISIBLE.sub(
        "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\u2028", "\n")
    )
    text = BRACED_FIELD.sub(lambda found: f"«{found.group(1).strip()}»", text)
    text = OTHER_FIELD.sub("", BOOKMARK.sub("", text))
    return "\n".join(SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


def looks_binary(text: str) -> bool:
    """True for decoded text that is no text at all: many control or replacement characters."""
    sample = text[:20_000]
    odd = sum(1 for letter in sample if (letter < " " and letter not in "\t\n\r\f\x0b") or letter == "\ufffd")
    return odd > 0.02 * len(sample)
