"""A hand inside one installation of the chain: reads one JSON question a line, answers one a line.

python -m xaso.drills.chain.inside COMMUNE
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")
ASKS: dict[str, Callable[..., Any]] = {}


def ask(function: Callable[..., Any]) -> Callable[..., Any]:
    ASKS[function.__name__] = function
    return function


def main(code: str) -> None:
    from xaso.config.cli.prepare import setup_django

    setup_django()
    from django.db import connections

    from xaso.core.postgres.context import commune_context

    with commune_context(code):
        for line in sys.stdin:
            said = json.loads(line)
            answer = ASKS[said.pop("ask")](code, **said)
            connections.close_all()
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()


def _actor(code: str) -> Any:
    from xaso.core.rights.actor import system_actor
    from xaso.core.units.models import Commune

    return system_actor(Commune.objects.get(pk=code))


@ask
def open_here(code: str) -> str:
    """The copy of the bare installation is another commune's; here works this one."""
    from django.utils import timezone

    from xaso.core.units.actions import open_commune

    open_commune(actor=_actor(code), at=timezone.now())
    return code


@ask
def invite(code: str, unit: str, whole: bool) -> str:
    from django.utils import timezone

    from xaso.core.upstream.actions import invite_node

    at = timezone.now()
    return invite_node(actor=_actor(code), unit_code=unit, whole_province=whole, at=at)[2]


@ask
def join(code: str, address: str, invitation: str) -> str:
    from django.utils import timezone

    from xaso.core.upstream.joining import join as join_up

    link = join_up(actor=_actor(code), address=address, code=invitation, at=timezone.now())
    return str(link.device)


@ask
def send(code: str, fate: str = "", hub_group: int = 0, hub_database: str = "") -> dict[str, Any]:
    from django.utils import timezone

    from xaso.core.upstream.door import door_to
    from xaso.core.upstream.models import Uplink
    from xaso.core.upstream.sending import send as send_up

    from .faults import faulty

    link = Uplink.objects.select_related("commune").get(commune=code)
    door = faulty(door_to(link.address), link.address, fate, hub_group, hub_database)
    turn = send_up(link.commune, timezone.now(), door)
    return {"through": turn.is_through, "renewed": turn.renewed, "why": turn.text}


@ask
def change(code: str, what: str, mark: int) -> list[str]:
    """Something the province is to know has changed. Returns kind, key, field, value."""
    from . import changes

    found: list[str] = getattr(changes, what)(_actor(code), mark)
    return found


@ask
def phone(code: str) -> dict[str, str]:
    from . import changes

    return changes.village_head(_actor(code))


@ask
def ask_operators(code: str, place: str, mark: int) -> list[str]:
    from . import changes

    return changes.petition_about(_actor(code), place, mark)


@ask
def stands(code: str) -> dict[str, Any]:
    """What communes have reported here, as it stands: by kind and key."""
    from xaso.core.upstream.models import Reported

    rows = Reported.objects.filter(commune=code, is_gone=False)
    return {f"{row.unit_id} {row.kind} {row.key}": row.body for row in rows}


if __name__ == "__main__":
    main(sys.argv[1])
