"""Fills an empty installation with a commune of a given size: `python -m xaso.bench.fill`.

It runs in a process of its own, in the environment of the throwaway installation, and prints what
the measures ask for: names to sign in with and addresses.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from itertools import chain, cycle, islice
from typing import Any


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")
    parser = argparse.ArgumentParser(prog="python -m xaso.bench.fill")
    parser.add_argument("--tasks", type=int, required=True)
    parser.add_argument("--events", type=int, default=0, help="a diary at least that long")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--households", type=int, default=0, help="with a drive over all of them")
    options = parser.parse_args()
    told = fill(options.tasks, options.events, options.seed, options.households)
    sys.stdout.write(json.dumps(told))


def fill(tasks: int, events: int, seed: int, households: int = 0) -> dict[str, Any]:
    from xaso.config.cli.prepare import prepare_database

    prepare_database()
    from django.db import transaction
    from django.utils import timezone

    from xaso.core.postgres.context import commune_context
    from xaso.core.search.keeping import look_over
    from xaso.modules.plans.public.copies import rebuild_copies

    from .commune import CODE, make_place, model
    from .drives import make_drives
    from .past import happenings_of_tasks, write_chain
    from .tasks import make_tasks
    from .values import make_values

    if model("units.Commune").objects.filter(opened_at__isnull=False).exists():
        raise SystemExit("this installation is in use: nothing is written")
    with commune_context(CODE), transaction.atomic():
        place = make_place(timezone.localdate(), seed)
        make_tasks(place, tasks, _say("tasks"))
        make_values(place)
        rebuild_copies(place.commune)
        told_of_tasks = list(happenings_of_tasks(place))
        more = islice(cycle(told_of_tasks), max(events - len(told_of_tasks), 0))
        written = write_chain(place.commune, chain(told_of_tasks, more), _say("events"))
        told = told_of(place, timezone.localdate())
        if households:
            told |= make_drives(place, households)
        look_over(place.commune, _every_so_often)
    settle()
    return {**told, "events": written}


def told_of(place: Any, today: date) -> dict[str, Any]:
    from .commune import model

    running = model("plans.Task").objects.filter(state_order=1, lead=place.officers[0])
    return {
        "leader": place.leaders[0].username,
        "officer": place.officers[0].username,
        "head": place.heads[0].username,
        "plan": str(place.plans[today.year].pk),
        "village": str(place.villages[0].pk),
        "target": str(place.targets[today.year][0].pk),
        "task": str(running.values_list("pk", flat=True)[0]),
    }


def settle() -> None:
    """What a night does for a database in use."""
    from django.db import connection

    from xaso.core.jobs.statistics import refresh_statistics

    refresh_statistics()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _every_so_often(done: int, total: int) -> None:
    if done % 10_000 == 0:
        sys.stderr.write(f"{done} of {total} findable\n")


def _say(what: str) -> Any:
    return lambda count: sys.stderr.write(f"{count} {what}\n")


if __name__ == "__main__":
    main()
