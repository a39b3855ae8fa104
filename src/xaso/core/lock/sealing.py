"""What people typed lies in the database under a key made from the installation's own secret."""

from __future__ import annotations

import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12
PURPOSE = b"xaso.lock.kept-form"


def seal(content: bytes, about: str) -> bytes:
    """`about` says what it is and whose: sealed content moved to another row does not open."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_key(settings.SECRET_KEY)).encrypt(nonce, content, about.encode())


def unseal(sealed: bytes, about: str) -> bytes | None:
    """None when it was changed, moved, or sealed under another secret."""
    nonce, locked = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return AESGCM(_key(settings.SECRET_KEY)).decrypt(nonce, locked, about.encode())
    except InvalidTag:
        return None


@cache
def _key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
