"""Codes that people read aloud and copy by hand."""

from random import Random
from secrets import SystemRandom

# No 0 and O, no 1, I and L. 31 signs: a prime number, which is what lets one check sign find every
# single wrong sign and every swap of neighbours.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LONGEST = len(SIGNS) - 1
GROUP = 4


def spoken_code(value: bytes | int, length: int) -> str:
    """`length` signs, the last of them the check sign. Bytes (random, or a digest) are shortened
    to fit; a number that does not fit is refused, because two numbers would share a code."""
    if not 2 <= length <= LONGEST:
        raise ValueError(f"Mã phải dài từ 2 đến {LONGEST} ký tự.")
    room = len(SIGNS) ** (length - 1)
    number = int.from_bytes(value, "big") % room if isinstance(value, bytes) else value
    if not 0 <= number < room:
        raise ValueError(f"Số {number} không vừa mã {length} ký tự.")
    body = ""
    for _ in range(length - 1):
        number, sign = divmod(number, len(SIGNS))
        body = SIGNS[sign] + body
    return body + _check_sign(body)


def one_time_password(rng: Random | None = None) -> str:
    """ "K7MF-3WQP": 34 random bits and a check sign, for the first sign-in only. Give a seeded
    `rng` for sample accounts and nothing else."""
    rng = rng or SystemRandom()
    return in_groups(spoken_code(rng.randbytes(16), 8))


def in_groups(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(text: str) -> str:
    """The code without spaces, dashes and points, in capitals, once its check sign is right."""
    code = "".join(sign for sign in text.upper() if sign not in " -.\u2013\u00a0")
    strange = next((sign for sign in code if sign not in SIGNS), None)
    if strange:
        raise ValueError(f"Trong mã không có ký tự “{strange}”. Xem lại mã.")
    if not 2 <= len(code) <= LONGEST or _check_sign(code[:-1]) != code[-1]:
        raise ValueError("Mã có ký tự viết sai hoặc thiếu. Xem lại mã.")
    return code


def _check_sign(body: str) -> str:
    """Makes 1·first + 2·second + … + n·check divisible by 31."""
    total = sum(place * SIGNS.index(sign) for place, sign in enumerate(body, start=1))
    return SIGNS[total * pow(-(len(body) + 1), -1, len(SIGNS)) % len(SIGNS)]
