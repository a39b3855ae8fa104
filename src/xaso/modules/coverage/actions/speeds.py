"""Samples of i-Speed: written down, taken back; and what was published of a month."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.coverage.answers import When
from xaso.modules.coverage.models import Network, PublishedCount, SpeedTest
from xaso.modules.coverage.rulebook import rules_of

from .rows import not_after, reached_village


@transaction.atomic
def add_speed_test(
    *,
    actor: Actor,
    village_id: UUID,
    network: str,
    down_mbps: Decimal,
    at: datetime,
    up_mbps: Decimal | None = None,
    ping_ms: int | None = None,
    jitter_ms: int | None = None,
    operator: str = "",
    day: date | None = None,
    test_id: UUID | None = None,
) -> SpeedTest:
    """The same numbers of the same person in the same minute are one sample."""
    actor.must("coverage.survey")
    village = reached_village(actor, village_id)
    today = timezone.localdate(at)
    not_after(day or today, today, "day")
    if network not in Network:
        raise ValidationError({"network": _("Chọn trong danh sách.")})
    if operator and operator not in rules_of(actor.commune, today).names:
        raise ValidationError({"operator": _("Chọn trong danh sách.")})
    moment = When.of(at, day, "").measured_at
    facts = {
        "village": village,
        "network": network,
        "operator": operator,
        "measured_at": moment,
        "down_mbps": down_mbps,
        "up_mbps": up_mbps,
        "ping_ms": ping_ms,
        "jitter_ms": jitter_ms,
        "by_id": actor.account_id,
    }
    known = SpeedTest.objects.of(actor.commune).filter(**facts, taken_back_at=None).first()
    if known:
        return known
    test = SpeedTest.objects.create(
        id=test_id or new_id(),
        commune=actor.commune,
        month=timezone.localdate(moment).replace(day=1),
        at=at,
        **facts,
    )
    record(
        "coverage.speed.added",
        actor=actor,
        subject_id=test.pk,
        village=village.name,
        network=network,
    )
    return test


@transaction.atomic
def take_back_speed_test(*, actor: Actor, test_id: UUID, reason: str, at: datetime) -> SpeedTest:
    """It counts no more, and stays to be read. Village people take back their own alone."""
    actor.must("coverage.survey")
    rows = SpeedTest.objects.of(actor.commune).select_related("village")
    test = rows.select_for_update(of=("self",)).get(pk=test_id)
    reached_village(actor, test.village_id)
    if test.by_id != actor.account_id and not actor.may("coverage.write"):
        raise PermissionDenied("coverage.write")
    if test.taken_back_at:
        raise ValidationError(_("Mẫu này đã bỏ rồi."))
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi vì sao bỏ.")})
    test.taken_back_at, test.taken_back_reason = at, reason.strip()
    test.version += 1
    test.save()
    record("coverage.speed.taken_back", actor=actor, subject_id=test.pk, village=test.village.name)
    return test


@transaction.atomic
def note_published(
    *, actor: Actor, month: date, network: str, count: int, source: str, at: datetime
) -> PublishedCount:
    """As the registry published it; our own tally stays what it is."""
    actor.must("coverage.write")
    not_after(month, timezone.localdate(at), "month")
    if not source.strip():
        raise ValidationError({"source": _("Ghi số này lấy ở đâu.")})
    row = PublishedCount.objects.create(
        commune=actor.commune,
        month=month.replace(day=1),
        network=network,
        count=count,
        source=source.strip(),
        by_id=actor.account_id,
        at=at,
    )
    record(
        "coverage.speed.published",
        actor=actor,
        subject_id=row.pk,
        month=f"{month:%m/%Y}",
        network=network,
        count=count,
    )
    return row
