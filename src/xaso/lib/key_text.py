"""A secret of 32 bytes on paper: fourteen groups of five signs, or two halves of which one alone says nothing.

Each group carries its own check sign, so that a slip of the hand is found in its group; the last
group checks the order of the others and says whether the paper is the whole key or a half.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from .codes import SIGNS, read_code, spoken_code

SECRET_BYTES = 32
GROUP = 5
GROUPS = 14
ROOM: int = len(SIGNS) ** (GROUP - 1)
"""How many values one group holds; thirteen of them hold 257 bits."""
CHECKS: int = ROOM // 3
BETWEEN = re.compile(r"[\s\-.,;:\u2013\u00a0]+")


class Kind(IntEnum):
    WHOLE = 0
    FIRST_HALF = 1
    SECOND_HALF = 2


class WrongKeyText(ValueError):
    """The message says in Vietnamese which group to look at."""


@dataclass(frozen=True)
class KeyText:
    kind: Kind
    content: bytes


def write_key(content: bytes, kind: Kind = Kind.WHOLE) -> list[str]:
    """The groups as they are printed."""
    number = int.from_bytes(content, "big")
    values: list[int] = []
    for _ in range(GROUPS - 1):
        number, value = divmod(number, ROOM)
        values.insert(0, value)
    values.append(kind * CHECKS + _check(content, kind))
    return [spoken_code(value, GROUP) for value in values]


def halves(content: bytes, random_bytes: Callable[[int], bytes]) -> tuple[list[str], list[str]]:
    """The first half is chance, the second is what chance must be combined with."""
    first = random_bytes(len(content))
    second = _combined(first, content)
    return write_key(first, Kind.FIRST_HALF), write_key(second, Kind.SECOND_HALF)


def read_secret(text: str) -> bytes:
    """From the whole key or from both halves in any order; raises WrongKeyText."""
    parts = read_key_texts(text)
    kinds = [part.kind for part in parts]
    if kinds == [Kind.WHOLE]:
        return parts[0].content
    if sorted(kinds) == [Kind.FIRST_HALF, Kind.SECOND_HALF]:
        return _combined(parts[0].content, parts[1].content)
    if kinds == [Kind.FIRST_HALF]:
        raise WrongKeyText("Đây mới là nửa thứ nhất của khóa. Gõ thêm nửa thứ hai.")
    if kinds == [Kind.SECOND_HALF]:
        raise WrongKeyText("Đây mới là nửa thứ hai của khóa. Gõ thêm nửa thứ nhất.")
    raise WrongKeyText("Gõ một phiếu khóa nguyên, hoặc nửa thứ nhất và nửa thứ hai cùng số khóa.")


def read_key_texts(text: str) -> list[KeyText]:
    groups = _groups(text)
    papers = [groups[start : start + GROUPS] for start in range(0, len(groups), GROUPS)]
    return [_read(paper, number * GROUPS) for number, paper in enumerate(papers)]


def _groups(text: str) -> list[str]:
    typed = unicodedata.normalize("NFC", text).upper()
    if re.search(r"[^\x00-\x7f\u2013\u00a0]", typed):
        raise WrongKeyText("Trong khóa có chữ có dấu. Tắt bộ gõ tiếng Việt rồi gõ lại.")
    groups = [group for group in BETWEEN.split(typed) if group]
    if all(len(group) == GROUP for group in groups):
        _must_be_all(sum(map(len, groups)))
        return groups
    if len(groups) in {GROUPS, 2 * GROUPS}:
        number, wrong = next((n, g) for n, g in enumerate(groups, 1) if len(g) != GROUP)
        raise WrongKeyText(f"Nhóm {number} (“{wrong}”) phải đủ {GROUP} ký tự. Xem lại nhóm này.")
    joined = "".join(groups)
    _must_be_all(len(joined))
    return [joined[start : start + GROUP] for start in range(0, len(joined), GROUP)]


def _must_be_all(length: int) -> None:
    wanted = GROUP * GROUPS
    if length not in {wanted, 2 * wanted}:
        raise WrongKeyText(
            f"Khóa có {length} ký tự, phải đủ {wanted} ({GROUPS} nhóm, mỗi nhóm {GROUP})."
        )


def _read(groups: Sequence[str], before: int) -> KeyText:
    values = [_value(group, number) for number, group in enumerate(groups, before + 1)]
    number = 0
    for value in values[:-1]:
        number = number * ROOM + value
    kind, check = divmod(values[-1], CHECKS)
    if number.bit_length() > 8 * SECRET_BYTES or kind > Kind.SECOND_HALF:
        raise WrongKeyText(_OUT_OF_ORDER)
    content = number.to_bytes(SECRET_BYTES, "big")
    if check != _check(content, Kind(kind)):
        raise WrongKeyText(_OUT_OF_ORDER)
    return KeyText(Kind(kind), content)


def _value(group: str, number: int) -> int:
    try:
        code = read_code(group)
    except ValueError as error:
        strange = next((sign for sign in group if sign not in SIGNS), "")
        why = f"không có ký tự “{strange}” trong khóa" if strange else "có ký tự viết sai"
        raise WrongKeyText(f"Nhóm {number} (“{group}”): {why}. Xem lại nhóm này.") from error
    value = 0
    for sign in code[:-1]:
        value = value * len(SIGNS) + SIGNS.index(sign)
    return value


def _check(content: bytes, kind: Kind) -> int:
    return int.from_bytes(sha256(bytes([kind]) + content).digest()[:8], "big") % CHECKS


def _combined(first: bytes, second: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(first, second, strict=True))


_OUT_OF_ORDER = "Từng nhóm viết đúng nhưng xếp sai thứ tự, hoặc lẫn nhóm của phiếu khác."
