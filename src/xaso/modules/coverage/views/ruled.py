"""A page that judges by the rules of the commune as they hold today."""

from __future__ import annotations

from functools import cached_property

from django.utils import timezone

from xaso.core.rights.actor import Actor
from xaso.modules.coverage.rulebook import Rules, rules_of


class Ruled:
    """Beside a page: it names its own right."""

    actor: Actor

    @cached_property
    def rules(self) -> Rules:
        return rules_of(self.actor.commune, timezone.localdate())
