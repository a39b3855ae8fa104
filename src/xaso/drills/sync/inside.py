"""Runs schedules in an installation of its own: `python -m xaso.drills.sync.inside COUNT SEED`."""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")
COMMUNE = "02923"


def main(count: int, seed: int) -> None:
    from xaso.config.cli.prepare import prepare_database

    prepare_database()
    from xaso.core.postgres.context import commune_context
    from xaso.core.units.models import Commune

    from .schedule import run_schedules

    with commune_context(COMMUNE):
        found = run_schedules(Commune.objects.get(pk=COMMUNE), count, seed)
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
