"""Secret codes: with its reference, a code opens the timeline of one complaint, for whoever keeps both."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

from hometime.kernel.ids import ALPHABET

LENGTH = 8  # of thirty signs: 39 bits, of which anybody may try twenty a day
_FOR = b"the code of a complaint told at "
_KEPT = b"what is kept of the code of a complaint: "
_NOBODYS = "0" * 64


def new_code() -> str:
    """A code drawn at random, as it is written: four signs, a dash, four signs."""
    return _written("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def code_from(secret: str) -> str:
    """The code that belongs to the secret of a browser. The house can tell it again to that browser, and keeps nothing
    from which it could."""
    drawn = hmac.digest(settings.SECRET_KEY.encode(), _FOR + secret.encode(), hashlib.sha256)
    number, signs = int.from_bytes(drawn), []
    for _ in range(LENGTH):
        number, at = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[at])
    return _written("".join(signs))


def kept_of(code: str) -> str:
    """What is kept of a code: a digest under a key that does not lie in the database and outlives a restore
    (docs/decisions/codes-under-a-key.md)."""
    return hmac.digest(bytes.fromhex(settings.AUDIT_KEY), _KEPT + tidy(code).encode(), hashlib.sha256).hex()


def fits(typed: str, kept: str) -> bool:
    """Whether a typed code is the one of which `kept` is the digest. Takes as long where there is none."""
    return hmac.compare_digest(kept_of(typed), kept or _NOBODYS) and bool(kept)


def tidy(typed: str) -> str:
    """A code or a reference as somebody typed it, without spaces, dashes and small letters."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())[:40]


def reference_of(typed: str) -> str:
    """A typed reference as it is kept: three signs, a dash, three signs."""
    bare = tidy(typed)
    return f"{bare[:3]}-{bare[3:]}"


def _written(bare: str) -> str:
    return f"{bare[:4]}-{bare[4:]}"
