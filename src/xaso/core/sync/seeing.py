"""Who was at work at a phone, by what they signed there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xaso.core.people.models import Account
from xaso.core.people.sign_ins.at_phone import is_due
from xaso.core.rights.actor import Actor

from .models import Item


class Seen:
    def __init__(self) -> None:
        self.times: dict[UUID, datetime] = {}
        """What is still to be noted, by account id."""
        self._let_in: dict[tuple[UUID, UUID], Account | None] = {}

    def note(self, item: Item, actor: Actor) -> None:
        """Of those alone who could enter at that phone. What was written down long before it came
        says when somebody was at work."""
        who, at = (item.actor_id, item.device_id), min(item.received_at, item.effective_at)
        if who not in self._let_in:
            is_let_in = bool(actor.rights) and not item.device.is_out_of_use
            self._let_in[who] = item.actor if is_let_in else None
        account, last = self._let_in[who], self.times.get(item.actor_id)
        if account and is_due(account, at) and (last is None or last < at):
            self.times[item.actor_id] = at
