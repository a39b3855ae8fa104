"""Lists and numbers that are data: pillars, outcomes, reasons, limits."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xaso.lib.tables import read_table

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Pillar:
    code: str
    order: int
    label: str
    short: str


@dataclass(frozen=True)
class Outcome:
    """How a visit or a village's work ended (tổ công nghệ số cộng đồng uses the same codes)."""

    code: str
    label: str
    is_done: bool
    needs_reason: bool


@dataclass(frozen=True)
class Limits:
    most_extensions: int
    days_soon: int
    days_at_risk: int
    progress_at_risk: int
    days_new: int
    target_margin_percent: int
    days_to_chairman: int
    quiet_from: str
    quiet_to: str
    """Between these hours nobody is reminded; "20:00" to "06:30" goes over midnight."""
    most_explanation_words: int


@cache
def pillars() -> dict[str, Pillar]:
    rows = sorted(_rows("pillars"), key=lambda row: int(row["order"]))
    return {
        row["code"]: Pillar(row["code"], int(row["order"]), row["label"], row["short"])
        for row in rows
    }


@cache
def outcomes() -> dict[str, Outcome]:
    return {
        row["code"]: Outcome(
            row["code"], row["label"], row["is_done"] == "yes", row["needs_reason"] == "yes"
        )
        for row in _rows("outcomes")
    }


@cache
def reasons() -> dict[str, str]:
    """Code → words. A code once given never changes its meaning."""
    return {row["code"]: row["label"] for row in _rows("reasons")}


@cache
def limits() -> Limits:
    with (DATA / "settings.toml").open("rb") as file:
        return Limits(**tomllib.load(file))


def pillar_label(code: str) -> str:
    return pillars()[code].label if code in pillars() else code


def reason_label(code: str) -> str:
    return reasons().get(code, code)


def _rows(name: str) -> list[dict[str, str]]:
    return read_table(DATA / f"{name}.csv")
