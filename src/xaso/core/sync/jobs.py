"""What was stored in a crowd is carried out a moment later; and each night what waits is looked at again:
a new version may know what the last one did not."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.breath import breathe
from xaso.core.jobs.crowd import sending_now
from xaso.core.jobs.enqueue import put_in_queue
from xaso.core.jobs.kinds import KINDS, Running, job
from xaso.core.units.models import Commune

from .carrying_out import carry_out, left_to_carry_out
from .commands import command_for
from .epochs import end_recovery
from .models import Code, Item, State
from .running import Turn, run

CARRY_OUT = "sync.carry_out"
IN_A_MOMENT = timedelta(seconds=2)


@job(
    CARRY_OUT,
    label=gettext_lazy("Ghi mục từ máy của thôn vào sổ"),
    cron="*/5 * * * *",
    per_commune=True,
    urgent=True,
)
def carry_out_stored(running: Running) -> str:
    """Also what a power cut left between storing and carrying out."""
    went = carry_out(left_to_carry_out(running.actor.commune), running.at, _let_others_in)
    return _("Đã ghi %(count)d mục.") % {"count": went.done}


def _let_others_in() -> None:
    breathe()
    sending_now.let_in()


def ask_to_carry_out(commune: Commune, at: datetime, after: timedelta = IN_A_MOMENT) -> None:
    """Inside the transaction that stores; one job for all who send in the same moment."""
    moment = int(at.timestamp() / IN_A_MOMENT.total_seconds())
    put_in_queue(
        KINDS[CARRY_OUT],
        commune=commune,
        at=at,
        run_after=at + after,
        unique_key=f"{CARRY_OUT}:{commune.pk}:{moment}",
    )


@job(
    "sync.again",
    label=gettext_lazy("Chạy lại mục từ máy của thôn còn chờ"),
    cron="35 4 * * *",
    per_commune=True,
    right="sync.decide",
)
def run_again(running: Running) -> str:
    """Those whose kind is known by now, and those a fault of ours stopped; each by itself."""
    commune = running.actor.commune
    waiting = Item.objects.of(commune).filter(
        state=State.HELD, code__in=(Code.UNKNOWN, Code.FAULT)
    )
    ids = list(waiting.order_by("received_at", "number").values_list("pk", flat=True))
    for count, each in enumerate(ids, 1):
        _run(waiting, each, Turn(timezone.localdate(running.at)))
        running.progress(count, len(ids))
    end_recovery(commune, running.at)
    left = waiting.count()
    return _("Đã chạy lại %(count)d mục, còn %(left)d mục chờ.") % {
        "count": len(ids) - left,
        "left": left,
    }


@transaction.atomic
def _run(waiting: QuerySet[Item], item_id: UUID, turn: Turn) -> None:
    """Unless another one has freed it meanwhile."""
    item = waiting.select_for_update().filter(pk=item_id).first()
    if item and (item.code == Code.FAULT or command_for(item.kind, item.kind_version)):
        run(item, turn)
