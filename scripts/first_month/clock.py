"""What a step costs: the measured time of its pages, and a stated model of the person before them.

The model is the keystroke-level model of Card, Moran and Newell (1980) with the key of a slow
typist, and reading at 150 words a minute. A word is what stands between two spaces: one syllable of
Vietnamese, so reading is counted slow rather than fast.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

KEY_S, POINT_S, PRESS_S, HAND_S, THINK_S = 0.28, 1.1, 0.2, 0.4, 1.35
"""One key; the pointer to its aim; button down and up; the hand between mouse and keys; one thought."""
WORDS_A_SECOND = 150 / 60


@dataclass
class Step:
    name: str
    pages: int = 0
    clicks: int = 0
    keys: int = 0
    words: int = 0
    pages_s: float = 0.0
    """From a press until the page that comes of it is ready."""
    person_s: float = 0.0

    @property
    def total_s(self) -> float:
        return self.pages_s + self.person_s


@dataclass
class Clock:
    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.steps.append(Step(name))
        yield

    @property
    def now(self) -> Step:
        return self.steps[-1]

    @property
    def total_s(self) -> float:
        return sum(step.total_s for step in self.steps)

    def page(self, seconds: float, *, is_new: bool) -> None:
        self.now.pages += is_new
        self.now.pages_s += seconds

    def think(self) -> None:
        self.now.person_s += THINK_S

    def click(self, times: int = 1) -> None:
        self.now.clicks += times
        self.now.person_s += times * (POINT_S + PRESS_S)

    def type(self, keys: int) -> None:
        """The hand goes to the keys and back."""
        self.now.keys += keys
        self.now.person_s += keys * KEY_S + 2 * HAND_S

    def scroll(self) -> None:
        self.now.person_s += POINT_S

    def read(self, words: int) -> None:
        self.now.words += words
        self.now.person_s += words / WORDS_A_SECOND

    def as_data(self) -> list[dict[str, Any]]:
        return [
            {name: round(value, 1) if isinstance(value, float) else value
             for name, value in asdict(step).items()}
            for step in self.steps
        ]  # fmt: skip
