"""The small world in a folder of its own, for a server to serve: `python -m tests.journeys.world_site`.

Prints, as JSON, who signs in and sees each page: {address: [user name, path]}, all people, those of
one journey alone, and the codes of a printed slip.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

ROWS = 15
"""So many that lists and the board have a next page."""
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")


def main() -> int:
    from xaso.config.cli.prepare import prepare_database

    prepare_database()
    from django.conf import settings
    from django.utils import timezone

    from tests.core.world import build_world
    from tests.journeys import world_states
    from tests.journeys.world_rounds import stop_rounds_at_every_step

    now = timezone.now()
    world = build_world(Path(settings.STORAGE_DIR), ROWS)
    stop_rounds_at_every_step(world.home, now)
    world_states.answer_a_whole_survey(world.home)
    world_states.remind_of_many(world.home)
    world_states.wait_with_an_unknown_village(world.home)
    world_states.make_recent(now, timezone.localdate(now))
    world_states.give_phone_number()
    told = {
        "pages": pages(world),
        "people": people(world),
        "alone": world_states.ALONE,
        "codes": world_states.print_slip(world, now),
    }
    print(json.dumps(told))
    return 0


def pages(world: object) -> dict[str, tuple[str, str]]:
    """Every address, with the person who sees the most on it; "" is a visitor."""
    from django.urls import reverse

    from tests.core.addresses import all_addresses
    from tests.core.objects import OBJECTS
    from tests.core.weights import fullest_role

    found = {}
    for address in all_addresses():
        if address.arguments and address.name not in OBJECTS:
            continue
        arguments = OBJECTS[address.name](world.home) if address.arguments else {}
        role = fullest_role(address)
        username = _username(role, world) if role else ""
        found[address.name] = (username, reverse(address.name, kwargs=arguments))
    return found


def people(world: object) -> dict[str, str]:
    from xaso.core.rights.roles import all_roles

    return {role: _username(role, world) for role in all_roles()}


def _username(role: str, world: object) -> str:
    from xaso.core.people.models import Account

    return Account.objects.get(pk=world.home.people[role].account_id).username


if __name__ == "__main__":
    sys.exit(main())
