"""The sample with hostile words in every field of every table."""

from __future__ import annotations

from xaso.drills.planting import plant

from .payloads import SCRIPTS, SHELLS, TEMPLATES


def main(canary: str) -> int:
    return plant([*SCRIPTS, *TEMPLATES, *(each.format(canary=canary) for each in SHELLS)])
