"""A throwaway commune that has just been opened, and the browser windows of its people."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.first_month.clock import Clock
from scripts.first_month.person import Person
from xaso.drills.ground import Ground, ground

ROOT = Path(__file__).resolve().parents[2]
DESK, PHONE = (1280, 860), (360, 720)
ON_A_PHONE: dict[str, Any] = {"device_scale_factor": 1.5, "is_mobile": True, "has_touch": True}


@dataclass
class Office:
    """`slips` by person: user name and one-time password."""

    url: str
    slips: dict[str, list[str]]
    browser: Any
    camera: Any = None
    windows: list[Any] = field(default_factory=list)

    def sit_down(self, clock: Clock, size: tuple[int, int] = DESK) -> Person:
        """A new window on a machine of one's own."""
        width, height = size
        window = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            **(ON_A_PHONE if size == PHONE else {}),
        )
        self.windows.append(window)
        return Person(window.new_page(), clock, self.camera)

    def close(self) -> None:
        for window in self.windows:
            window.close()


@contextmanager
def opened() -> Iterator[tuple[Ground, dict[str, list[str]]]]:
    """The commune with its villages and people, not served yet."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    env = {"XASO_STATIC": "plain", "PYTHONPATH": path}
    with ground(sample=(), env=env) as place:
        told = subprocess.run(
            [sys.executable, "-m", "scripts.first_month.opening"],
            env=place.env,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
        )
        yield place, json.loads(told.stdout)
