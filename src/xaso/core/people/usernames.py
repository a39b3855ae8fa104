"""A user name made from a person's name: "Lý A Páo" signs in as ly.a.pao."""

from __future__ import annotations

import re

from xaso.lib.text import fold

from .models import Account

LONGEST = 40


def free_username(full_name: str) -> str:
    """With a number behind it when the plain one is taken."""
    plain = _plain(full_name)
    taken = set(
        Account.objects.filter(username__startswith=plain).values_list("username", flat=True)
    )
    numbered = (f"{plain}{number}" for number in range(2, len(taken) + 2))
    return plain if plain not in taken else next(name for name in numbered if name not in taken)


def _plain(full_name: str) -> str:
    words = re.findall(r"[a-z0-9]+", fold(full_name))
    plain = ".".join(words)[: LONGEST - 3].strip(".")
    return plain if len(plain) >= 3 else f"{plain}.xa".strip(".")
