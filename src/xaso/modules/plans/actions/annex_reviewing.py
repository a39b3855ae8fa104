"""What an officer has chosen so far about an annex under review. No task changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import AnnexImport

from .annex_starting import waiting_import
from .rows import keep


@transaction.atomic
def keep_choices(*, actor: Actor, import_id: UUID, choices: Mapping[str, Any]) -> AnnexImport:
    """Kept as typed, also what is not right yet, so that a page or a day later nothing is lost.

    Each part goes over what stands there: inside "fields" and "rows" name by name, else whole.
    """
    actor.must("plans.import")
    annex_import = waiting_import(actor, import_id)
    kept = merged(annex_import.choices, choices)
    if kept == annex_import.choices:
        return annex_import
    annex_import.choices = kept
    record("plans.import.reviewed", actor=actor, subject_id=annex_import.pk)
    return keep(annex_import)


def merged(before: Mapping[str, Any], choices: Mapping[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {**before, **choices}
    for name in ("fields", "rows"):
        whole[name] = {**before.get(name, {}), **choices.get(name, {})}
    return whole


__all__ = ["keep_choices"]
