"""Seals the secrets of second factors in the database, and what a browser keeps for a moment, with a key of the house
that the database does not hold."""

from __future__ import annotations

import base64
import hashlib
import secrets

from django.conf import settings

NONCE = 12
PURPOSE = b"hometime second factors"


def seal(text: str, purpose: bytes = PURPOSE) -> str:
    """The text sealed with AES-GCM, as letters. What was sealed for one purpose opens for no other."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    return base64.b64encode(nonce + AESGCM(_key(purpose)).encrypt(nonce, text.encode(), purpose)).decode()


def unseal(sealed: str, purpose: bytes = PURPOSE) -> str:
    """The text again. Raises `cryptography.exceptions.InvalidTag` where it was sealed with another key or changed."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    held = base64.b64decode(sealed)
    return AESGCM(_key(purpose)).decrypt(held[:NONCE], held[NONCE:], purpose).decode()


def _key(purpose: bytes) -> bytes:
    return hashlib.blake2b(purpose, key=bytes.fromhex(settings.FILES_KEY), digest_size=32).digest()
