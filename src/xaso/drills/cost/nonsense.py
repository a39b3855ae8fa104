"""A hundred kilobytes that a careless pattern reads again and again."""

from __future__ import annotations

from random import Random

KB_100 = 100_000
UNITS = [
    "a", " ", "1", "1.", "1,", "a ", "1 ", "-", "=", "(", "[", "<", "&", "/", "0/", "1/1/", "\n", "\t ", "ắ",
    "́", "Tháng ", "quý ", "ngày 1/1 ", "hằng tháng, ", "a@", "a.", "%", "+8", "x;", "\u00a0", "|", "aA", "<a ",
    "http://a", "V", "IX", "thôn ", "2026", "1-", "_", "'", '"', "\\", "{", "💥",
]  # fmt: skip
ENDS = ["", "!", "\n", "z", "\0"]


def nonsense(seed: int) -> dict[str, str]:
    """By what it is made of."""
    made = {
        f"{unit!r} again and again{end!r}": _long(unit) + end for unit in UNITS for end in ENDS[:2]
    }
    chance = Random(seed)  # noqa: S311
    for number in range(6):
        word = "".join(chance.choice(UNITS) for _ in range(chance.randrange(2, 9)))
        made[f"{word!r} again and again ({number})"] = _long(word) + chance.choice(ENDS)
    return made


def _long(unit: str) -> str:
    return (unit * (KB_100 // len(unit.encode()) + 1))[:KB_100]
