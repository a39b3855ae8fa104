"""What a drill found, as one line that a machine compares and a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class NotRun(Exception):
    """The drill needs what this machine does not have. Never counted as passed."""


@dataclass(frozen=True)
class Outcome:
    """Counts of what must not happen; whether the drill passed follows from them alone."""

    drill: str
    n: int
    seed: int
    seconds: float
    lost: int = 0
    """Acknowledged and not there afterwards."""
    dup: int = 0
    """There twice, or there though nobody was told so."""
    leak: int = 0
    """Seen or reached by somebody who must not."""
    p50: float | None = None
    p95: float | None = None
    faults: Sequence[str] = ()
    """Everything else that is wrong, one short sentence each."""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return not (self.lost or self.dup or self.leak or self.faults)

    def as_data(self) -> dict[str, Any]:
        return {
            "drill": self.drill,
            "n": self.n,
            "lost": self.lost,
            "dup": self.dup,
            "leak": self.leak,
            "p50": _short(self.p50),
            "p95": _short(self.p95),
            "seed": self.seed,
            "seconds": round(self.seconds, 1),
            "pass": self.passed,
            **self.more,
            **({"faults": list(self.faults)} if self.faults else {}),
        }

    def as_text(self) -> str:
        verdict = "Đạt" if self.passed else "KHÔNG ĐẠT"
        counts = f"mất {self.lost}, trùng {self.dup}, lộ {self.leak}"
        said = f"{verdict}: {self.drill}, {self.n} lượt, {counts}, {self.seconds:.1f} giây"
        return "\n".join(
            [f"{said} (số gieo {self.seed}).", *(f"- {each}" for each in self.faults)]
        )


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value that `share` (0 to 1) of the values do not exceed; None of nothing."""
    ordered = sorted(values)
    return ordered[max(0, int(len(ordered) * share + 0.999999) - 1)] if ordered else None


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
