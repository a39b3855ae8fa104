"""A commune that has just been opened: its admin has written down villages and people, nothing else.

`python -m scripts.first_month.opening` runs in the folder of a bare commune, after `xaso start`, and
prints the slips as JSON: {key of a person: [user name, one-time password]}.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

CODE = "02923"
CLERK, CHAIRMAN, VICE, OFFICER, HEAD = "mai", "thao", "hoa", "lan", "pao"
LEFT_OUT = {"minh", "trung"}
"""A small office: Mai does the work of Minh as well, and the admin was there first."""
ALSO = {"mai": ("chanh_van_phong",)}
VILLAGES = ("mau-son", "na-mau", "khe-mau", "phin-mau", "ban-mau", "mau-thuong")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")


def main() -> int:
    from xaso.config.cli.prepare import setup_django

    setup_django()
    from xaso.core.postgres.context import commune_context

    with commune_context(CODE):
        print(json.dumps(dict(_write_down())))
    return 0


def _write_down() -> Iterator[tuple[str, list[str]]]:
    from django.utils import timezone

    from xaso.core.people.models import Account
    from xaso.core.rights.signed_in import actor_for
    from xaso.core.sample.communes import rows

    admin = actor_for(Account.objects.select_related("commune").get(commune_id=CODE))
    at = timezone.now()
    for row in rows("people.csv", CODE):
        if row["key"] not in LEFT_OUT:
            roles = (row["role"], *ALSO.get(row["key"], ()))
            yield row["key"], _account(admin, at, row, roles)
    for row in rows("villages.csv", CODE):
        if row["key"] in VILLAGES:
            key = row["head_username"].partition(".")[0]
            yield key, _village(admin, at, row)


def _account(
    admin: Any, at: Any, row: dict[str, str], roles: tuple[str, ...], village: Any = None
) -> list[str]:
    from django.utils import timezone

    from xaso.core.people.actions import grant_role, open_account

    account, once = open_account(
        actor=admin,
        username=row["username"],
        full_name=row["full_name"],
        job_title=row["job_title"],
        unit_name=row["unit_name"],
        at=at,
    )
    for role in roles:
        grant_role(
            actor=admin,
            account_id=account.pk,
            role=role,
            from_date=timezone.localdate(at),
            village=village,
        )
    return [account.username, once]


def _village(admin: Any, at: Any, row: dict[str, str]) -> list[str]:
    from xaso.core.units.actions import add_village

    village = add_village(
        actor=admin,
        name=row["name"],
        kind=row["kind"],
        household_count=int(row["household_count"]),
        is_highland=row["is_highland"] == "yes",
        has_signal=row["has_signal"] == "yes",
    )
    head = {
        "username": row["head_username"],
        "full_name": row["head_name"],
        "job_title": "Trưởng thôn",
        "unit_name": str(village),
    }
    return _account(admin, at, head, ("truong_thon",), village)


if __name__ == "__main__":
    sys.exit(main())
