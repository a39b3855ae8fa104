from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from xaso.core.events.record import record
from xaso.core.figures import Period
from xaso.core.jobs.enqueue import enqueue
from xaso.core.rights.actor import Actor
from xaso.modules.indicators.models import Binder
from xaso.modules.indicators.queries.book import book_of

BINDER_JOB = "indicators.binder"


@transaction.atomic
def ask_for_binder(*, actor: Actor, pack_code: str, period: Period, at: datetime) -> Binder:
    """Made in the background; the person sees how far it has come under “Đang chạy”."""
    actor.must("indicators.read")
    pack = book_of(actor.commune, period).named(pack_code)
    if pack is None:
        raise ObjectDoesNotExist(pack_code)
    binder = Binder(
        commune=actor.commune,
        pack_code=pack_code,
        title=pack.title,
        first=period.first,
        last=period.last,
        asked_by_id=actor.account_id,
        asked_at=at,
    )
    job = enqueue(
        BINDER_JOB,
        actor=actor,
        at=at,
        arguments={"binder": str(binder.pk)},
        unique_key=f"{BINDER_JOB} {actor.commune.pk} {pack_code} {period.first} {period.last}",
    )
    if job.arguments["binder"] != str(binder.pk):
        return Binder.objects.of(actor.commune).get(pk=job.arguments["binder"])
    binder.job_id = job.pk
    binder.save()
    record("indicators.binder.asked", actor=actor, subject_id=binder.pk, pack=pack_code)
    return binder
