"""Bech32 (BIP 173): how age writes its keys, with a check sum of six signs."""

from __future__ import annotations

from collections.abc import Iterable

SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CHECK_LENGTH = 6


def encode(kind: str, content: bytes) -> str:
    """`kind` in lower letters stands before the sign 1, the content and the check sum after it."""
    values = _regrouped(content, 8, 5)
    total = _check_sum([*_spread(kind), *values, *[0] * CHECK_LENGTH]) ^ 1
    check = [total >> 5 * (CHECK_LENGTH - 1 - place) & 31 for place in range(CHECK_LENGTH)]
    return f"{kind}1{''.join(SIGNS[value] for value in [*values, *check])}"


def decode(kind: str, text: str) -> bytes:
    """Raises ValueError when a sign is wrong or missing. Capitals and small letters are the same."""
    found, _, rest = text.strip().lower().rpartition("1")
    if found != kind or any(sign not in SIGNS for sign in rest):
        raise ValueError(f"not a key of kind {kind}")
    values = [SIGNS.index(sign) for sign in rest]
    if len(values) < CHECK_LENGTH or _check_sum([*_spread(kind), *values]) != 1:
        raise ValueError("check sum does not fit")
    body = values[:-CHECK_LENGTH]
    # The last sign may carry up to four bits that belong to no byte.
    return bytes(_regrouped(body, 5, 8)[: len(body) * 5 // 8])


def _regrouped(values: Iterable[int], width: int, wanted: int) -> list[int]:
    """The same bits in groups of another width; the last group is filled up with zeros."""
    bits = "".join(f"{value:0{width}b}" for value in values)
    bits += "0" * (-len(bits) % wanted)
    return [int(bits[start : start + wanted], 2) for start in range(0, len(bits), wanted)]


def _spread(kind: str) -> list[int]:
    return [*(ord(sign) >> 5 for sign in kind), 0, *(ord(sign) & 31 for sign in kind)]


def _check_sum(values: Iterable[int]) -> int:
    total = 1
    for value in values:
        top, total = total >> 25, (total & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(GENERATORS):
            total ^= generator if top >> place & 1 else 0
    return total
