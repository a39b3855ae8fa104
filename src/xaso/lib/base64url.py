"""Bytes as phones and the commune write them to each other: base64url without padding."""

from base64 import urlsafe_b64decode, urlsafe_b64encode


def as_text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
