"""What a leaver answers for in drives, for the handover of the plan (core/people/leaving.py)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.people.leaving import Holding, Keeper, keeps
from xaso.core.people.models import Account
from xaso.core.units.models import Commune

from .actions import pass_on_drives
from .queries.held import drives_handed_by, drives_owned, villages_answered_for


def held(commune: Commune, leaver: Account) -> list[Holding]:
    owned = [
        Holding(_("Phụ trách đợt ra quân: %(name)s") % {"name": drive.name}, drive.code,
                drive.to_date)
        for drive in drives_owned(commune, leaver)
    ]  # fmt: skip
    rows = villages_answered_for(commune, leaver).select_related("campaign", "village")
    villages = [
        Holding(
            _("Phụ trách thôn %(village)s, đợt %(name)s")
            % {"village": row.village.name, "name": row.campaign.name},
            row.campaign.code,
            row.campaign.to_date,
        )
        for row in rows.order_by("campaign__to_date", "village__name_folded")
    ]
    return [*owned, *villages]


def told(commune: Commune, handover_id: UUID) -> list[str]:
    whole = _("Đợt ra quân %(code)s “%(name)s”: giao người khác phụ trách.")
    part = _("Đợt ra quân %(code)s “%(name)s”: giao người khác phụ trách các thôn.")
    return [
        (whole if is_whole else part) % {"code": drive.code, "name": drive.name}
        for drive, is_whole in drives_handed_by(commune, handover_id)
    ]


keeps(
    Keeper(
        name="campaigns",
        label=gettext_lazy("đợt ra quân"),
        right="campaigns.read",
        held=held,
        pass_on=pass_on_drives,
        told=told,
    )
)
