"""An officer's word about a village, beside what the rule says."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.coverage.models import VillageRuling
from xaso.modules.coverage.queries.judging import judged
from xaso.modules.coverage.rulebook import rules_of
from xaso.modules.coverage.rules import CLASSES


@transaction.atomic
def override_class(
    *, actor: Actor, village_id: UUID, class_name: str, reason: str, at: datetime
) -> VillageRuling:
    """An empty class gives the word back to the rule. What the rule found stays in the row."""
    actor.must("coverage.write")
    village = Village.objects.of(actor.commune).get(pk=village_id, closed_at=None)
    if class_name and class_name not in CLASSES:
        raise ValidationError({"class_name": _("Chọn một kết luận trong danh sách.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi vì sao.")})
    rules = rules_of(actor.commune, timezone.localdate(at))
    (row,) = judged(actor.commune, rules, [village.pk])
    if not class_name and row.ruling is None:
        raise ValidationError({"class_name": _("Thôn này đang theo quy tắc.")})
    ruling = VillageRuling.objects.create(
        commune=actor.commune,
        village=village,
        class_name=class_name,
        reason=reason.strip(),
        found_class=row.finding.class_name,
        rule_version=row.finding.version,
        by_id=actor.account_id,
        at=at,
    )
    record(
        "coverage.village.ruled",
        actor=actor,
        subject_id=village.pk,
        village=village.name,
        class_name=class_name,
    )
    return ruling
