"""A part of a drill that must work inside the throwaway installation, past its pages.

It is a module with `main(words)`; what it prints last is one line of JSON, its answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from .ground import Ground

WITHIN_S = 600
SAID_LAST = 4_000


def told_inside(place: Ground, module: str, *words: object) -> Any:
    """Run `xaso.drills.MODULE` with Django ready for that installation alone."""
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-m", "xaso.drills.inside", module, *map(str, words)],
        env={**place.env, "DJANGO_SETTINGS_MODULE": "xaso.config.settings"},
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-SAID_LAST:])
    return json.loads(done.stdout.splitlines()[-1])


def main(module: str, *words: str) -> None:
    import importlib

    import django

    django.setup()
    part = importlib.import_module(f"xaso.drills.{module}")
    print(json.dumps(part.main(*words)))  # noqa: T201  the answer to the drill outside


if __name__ == "__main__":
    main(*sys.argv[1:])
