"""What is looked at again each night: a new version may know what the last one did not."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .commands import command_for
from .epochs import end_recovery
from .models import Code, Item, State
from .running import Turn, run


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
