"""What people typed lies in the database under a key made from the installation's own secret."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12
PART_BYTES = 64 * 1024
PURPOSE = b"xaso.lock.kept-form"


def seal(contents: Iterable[bytes], about: str) -> bytearray:
    """`about` says what it is and whose: sealed content moved to another row does not open. Photos
    are sealed part by part: beside what is sealed nothing is held in memory."""
    nonce = os.urandom(NONCE_BYTES)
    sealing = Cipher(AES(_key(settings.SECRET_KEY)), GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(about.encode())
    sealed = bytearray(nonce)
    for content in contents:
        for begin in range(0, len(content), PART_BYTES):
            sealed += sealing.update(memoryview(content)[begin : begin + PART_BYTES])
    sealed += sealing.finalize() + sealing.tag
    return sealed


def unseal(sealed: bytes, about: str) -> bytes | None:
    """None when it was changed, moved, or sealed under another secret."""
    nonce, locked = sealed[:NONCE_BYTES], memoryview(sealed)[NONCE_BYTES:]
    try:
        return AESGCM(_key(settings.SECRET_KEY)).decrypt(nonce, locked, about.encode())
    except InvalidTag:
        return None


@cache
def _key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
