"""Values nobody types and every program meets: numbers, days, texts, names, cursors."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from random import Random

BIG = 5_000
NUMBERS = [
    "0", "-0", "-1", "1e309", "-1e309", "NaN", "nan", "Infinity", "-inf", "9" * BIG, "-" + "9" * BIG,
    "0x10", "1_000", "٣", "²", "½", "1.5.5", "1,5,5", "+1", "1e-400", "0" * BIG, "2147483648",
    "9223372036854775808", "-9223372036854775809", "1 000", "1\u00a0000", "−5", "%", "1%", "1/0",
]  # fmt: skip
DAYS = [
    "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-13-01", "30/2/2026",
    "1/1/0001", "31/12/9999", "31/12/99999", "2026-11", "0001-01", "9999-12", "2026-W00", "2026-W54",
    "9999-W52", "0001-W01", "２０２６", "hôm nay", "1/1", "//", "2026-11-24T25:61", "-1/-1/-1", "32/1/26",
]  # fmt: skip
TEXTS = [
    "", " ", "\0", "a\0b", "\x01\x02\x7f", "\r\nSet-Cookie: a=b", "\u202e\u2066", "\ufeff", "\ud800",
    "%s%n%x", "{{7*7}}{% debug %}", "${7*7}", "<script>alert(1)</script>", "'\" OR 1=1 --", "';--",
    "../" * 20 + "etc/passwd", "..\\..\\", "%00", "%ff%fe", "a" * 100_000, "ắ" * 30_000, "\n" * 20_000,
    "́" * 5_000, "💥" * 3_000, "[" * 20_000, "(" * 20_000, "null", "undefined", "true", "[]", "{}",
    "__proto__", "constructor", "\\u0000", "\\", "%", "_", "*", "?", "&=&=&", "=" * 2_000,
]  # fmt: skip
UUIDS = [
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "-" * 36,
    "g" * 36,
    "0" * 32,
    "{00000000-0000-0000-0000-000000000000}",
    "00000000-0000-0000-0000-00000000000\u0661",
]
CURSORS = [
    json.dumps(each)
    for each in (
        [], [None], ["a"], ["a", "b", "c", "d"], {"a": 1}, 1, "a", [[1], [2]], [True, False], [2**70, 0],
        [1e308 * 10, 0], ["\ud800", "x"], ["0001-01-01T00:00:00+23:59", "x"], ["9" * BIG, "x"],
    )
] + ["[" * 9_000, "nope", "[NaN, 1]"]  # fmt: skip


def value(chance: Random) -> str:
    kind = chance.choice((NUMBERS, DAYS, TEXTS, UUIDS, "cursor", "noise"))
    if kind == "cursor":
        return cursor(chance)
    if kind == "noise":
        return noise(chance)
    return str(chance.choice(kind))


def cursor(chance: Random) -> str:
    return urlsafe_b64encode(chance.choice(CURSORS).encode("utf-8", "surrogatepass")).decode()


def noise(chance: Random) -> str:
    """Letters from everywhere, surrogates among them."""
    return "".join(chr(chance.randrange(0x11000)) for _ in range(chance.randrange(1, 80)))


def junk(chance: Random, most: int = 400) -> bytes:
    return chance.randbytes(chance.randrange(most))
