"""Signatures of devices, people and servers: ECDSA P-256 over SHA-256, written as r‖s (64 bytes),
the form the browsers' WebCrypto uses. Public keys are 65 bytes, uncompressed."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256

HALF = 32


def new_private() -> bytes:
    """32 bytes."""
    secret = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return secret.to_bytes(HALF, "big")


def public_of(private: bytes) -> bytes:
    return (
        _private(private)
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )


def sign(private: bytes, message: bytes) -> bytes:
    r, s = decode_dss_signature(_private(private).sign(message, ec.ECDSA(SHA256())))
    return r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """False too for what is no key or no signature at all."""
    if len(signature) != 2 * HALF:
        return False
    r, s = (int.from_bytes(part, "big") for part in (signature[:HALF], signature[HALF:]))
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def is_public(public: bytes) -> bool:
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    except ValueError:
        return False
    return True


def _private(private: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
