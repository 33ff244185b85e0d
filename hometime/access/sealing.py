"""Seals the secrets of second factors in the database, with a key of the house that the database does not hold."""

from __future__ import annotations

import base64
import hashlib
import secrets

from django.conf import settings

NONCE = 12
PURPOSE = b"hometime second factors"


def seal(text: str) -> str:
    """The text sealed with AES-GCM, as letters."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    return base64.b64encode(nonce + AESGCM(_key()).encrypt(nonce, text.encode(), PURPOSE)).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises `cryptography.exceptions.InvalidTag` where it was sealed with another key or changed."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    held = base64.b64decode(sealed)
    return AESGCM(_key()).decrypt(held[:NONCE], held[NONCE:], PURPOSE).decode()


def _key() -> bytes:
    return hashlib.blake2b(PURPOSE, key=bytes.fromhex(settings.FILES_KEY), digest_size=32).digest()
