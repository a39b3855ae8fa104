"""The declarative rights file: each role, its words, its reach and its rights."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Role:
    code: str
    label: str
    reach: str
    """"commune", "village" (sees its own villages only) or "machine" (no person holds it)."""
    rights: frozenset[str]
    sample: bool = False


@cache
def all_roles() -> dict[str, Role]:
    with settings.RIGHTS_FILE.open("rb") as file:
        rows = tomllib.load(file)
    return {code: _role(code, row) for code, row in rows.items()}


@cache
def all_rights() -> frozenset[str]:
    return frozenset().union(*(role.rights for role in all_roles().values()))


def rights_of(roles: Iterable[str]) -> frozenset[str]:
    known = all_roles()
    return frozenset().union(*(known[role].rights for role in roles if role in known))


def _role(code: str, row: dict[str, object]) -> Role:
    rights = row.get("rights", [])
    if not isinstance(rights, list):
        raise TypeError(f"rights of {code} must be a list")
    return Role(
        code=code,
        label=str(row["label"]),
        reach=str(row.get("reach", "commune")),
        rights=frozenset(str(right) for right in rights),
        sample=bool(row.get("sample", False)),
    )
