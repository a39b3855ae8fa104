"""Names of the drawings in static/ui/icons.svg, all our own, on a grid of 24."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"


@cache
def icon_names() -> tuple[str, ...]:
    return tuple(re.findall(r'<symbol id="([a-z-]+)"', SPRITE.read_text()))
