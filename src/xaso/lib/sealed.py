"""Sealed to a public key, so that whoever carries it cannot read it: what a locked phone sends.

65 bytes public key of one use, 12 bytes nonce, then AES-256-GCM over the deflated text. The key comes
from ECDH P-256 through HKDF-SHA256 with SEAL_INFO; `about` is bound in.
"""

from __future__ import annotations

import os
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from . import p256

SEAL_INFO = b"xaso-seal"
POINT, NONCE = 65, 12
MOST_BYTES = 1024 * 1024
RAW_DEFLATE = -15


def seal(public: bytes, text: bytes, about: bytes) -> bytes:
    once, nonce = p256.new_private(), os.urandom(NONCE)
    stream = zlib.compressobj(wbits=RAW_DEFLATE)
    packed = stream.compress(text) + stream.flush()
    locked = AESGCM(_key(once, public)).encrypt(nonce, packed, about)
    return p256.public_of(once) + nonce + locked


def unseal(private: bytes, sealed: bytes, about: bytes) -> bytes | None:
    """None when it was changed, moved to another event, or sealed for somebody else."""
    point, nonce = sealed[:POINT], sealed[POINT : POINT + NONCE]
    try:
        packed = AESGCM(_key(private, point)).decrypt(nonce, sealed[POINT + NONCE :], about)
        stream = zlib.decompressobj(wbits=RAW_DEFLATE)
        text = stream.decompress(packed, MOST_BYTES)
    except (InvalidTag, ValueError, zlib.error):
        return None
    return text if stream.eof else None


def _key(private: bytes, public: bytes) -> bytes:
    key = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
    other = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    shared = key.exchange(ec.ECDH(), other)
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=SEAL_INFO).derive(shared)
