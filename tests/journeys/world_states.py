"""What the browser's small world has beyond that of the access table, and what must not be old there.

The world is made at its own morning; the server lives by the clock on the wall.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.core.world import World
from xaso.core.events.models import Delivery
from xaso.core.jobs.models import Job
from xaso.core.lock.models import KeptForm
from xaso.core.people.models import Account, SignIn
from xaso.core.people.second_factor.actions import turn_on_by_paper
from xaso.core.rights.signed_in import actor_for

A_YEAR = timedelta(days=365)
ALONE = {
    "has_slip": "cb0.02923",
    "shut_out": "cb1.02923",
    "turns_on": "cb2.02923",
    "comes_in": "cb3.02923",
}
"""Officers whom one journey alone signs in as, by what it does with them."""


def make_recent(now: datetime) -> None:
    """What is thrown away after some hours or days was left there just now; what waits, waits on."""
    KeptForm.objects.update(kept_at=now)
    SignIn.objects.update(signed_in_at=now, last_seen_at=now)
    asked = Job.objects.exclude(asked_by=None)
    asked.update(made_at=now)
    asked.filter(state=Job.State.WAITING).update(run_after=now + A_YEAR)
    asked.filter(state=Job.State.DEAD).update(done_at=now)
    Delivery.objects.filter(state=Delivery.State.DEAD).update(done_at=now)


def print_slip(world: World, now: datetime) -> list[str]:
    """The codes of somebody who has the second factor on paper."""
    officer = Account.objects.get(username=ALONE["has_slip"], commune=world.home.commune)
    return turn_on_by_paper(actor=actor_for(officer), at=now)


def give_phone_number() -> None:
    """To be seen masked on the page of the person."""
    Account.objects.filter(username=ALONE["shut_out"]).update(phone="0912345678")
