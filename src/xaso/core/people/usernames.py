"""A user name made from a person's name: "Lý A Páo" signs in as ly.a.pao."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from xaso.core.postgres.context import every_commune
from xaso.lib.text import fold

from .models import USERNAME_RULE, Account

LONGEST = 40


def chosen_username(typed: str, full_name: str) -> str:
    """What a form asks for, or one made from the name. Raises ValidationError at `username`."""
    username = typed.strip().lower()
    if not username:
        return free_username(full_name) if full_name else ""
    try:
        USERNAME_RULE(username)
    except ValidationError as error:
        raise ValidationError({"username": error.messages}) from error
    return username


def free_username(full_name: str) -> str:
    """With a number behind it when the plain one is taken."""
    plain = _plain(full_name)
    with every_commune():
        named = Account.objects.filter(username__startswith=plain)
        taken = set(named.values_list("username", flat=True))
    numbered = (f"{plain}{number}" for number in range(2, len(taken) + 2))
    return plain if plain not in taken else next(name for name in numbered if name not in taken)


def _plain(full_name: str) -> str:
    words = re.findall(r"[a-z0-9]+", fold(full_name))
    plain = ".".join(words)[: LONGEST - 3].strip(".")
    return plain if len(plain) >= 3 else f"{plain}.xa".strip(".")
