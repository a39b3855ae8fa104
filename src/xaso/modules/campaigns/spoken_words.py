"""Sentences short enough to be read out or pasted into a group, made from the counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number

from .models import Campaign, CampaignVillage
from .queries.totals import Totals, share
from .reasons import top

BEST = 3
MOST_NAMED = 30


def bulletin(
    campaign: Campaign, rows: Sequence[CampaignVillage], totals: Totals, today: date
) -> str:
    """The news of the evening for the loudspeaker. Nobody is put to shame: only the best are named."""
    unit = campaign.get_unit_display()
    lines = [
        _("Tin đợt ra quân “%(name)s”, ngày %(day)s.")
        % {"name": campaign.name, "day": write_date(today)},
        _("Toàn xã đã xong %(done)s %(unit)s, %(words)s.")
        % {"done": write_number(totals.done), "unit": unit, "words": totals.words},
    ]
    best = _best(rows)
    if best:
        names = ", ".join(row.village.name for row in best)
        lines.append(_("Làm được nhiều nhất: %(names)s.") % {"names": names})
    reasons = top(totals.reasons)
    if reasons:
        lines.append(_("Vướng nhiều nhất: %(reason)s.") % {"reason": reasons[0][0]})
    lines.append(_("Đợt kéo dài đến hết ngày %(day)s.") % {"day": write_date(campaign.to_date)})
    return " ".join(lines)


def reminder(campaign: Campaign, rows: Sequence[CampaignVillage]) -> str:
    """To paste for the villages that have not reported; empty when all have."""
    silent = [row.village.name for row in rows if row.reported_at is None]
    if not silent:
        return ""
    names = ", ".join(silent[:MOST_NAMED])
    return _(
        "Nhờ các thôn %(names)s báo kết quả đợt “%(name)s” trước 21 giờ hôm nay. Hôm nay không đi "
        "thì bấm “Hôm nay không đi”."
    ) % {"names": names, "name": campaign.name}


def _best(rows: Sequence[CampaignVillage]) -> list[CampaignVillage]:
    """By share of what each was to reach, of those who have done something."""
    found = [
        (percent, row)
        for row in rows
        if row.done and (percent := share(row.done, row.target)) is not None
    ]
    found.sort(key=lambda pair: (-pair[0], pair[1].village.name_folded))
    return [row for _percent, row in found[:BEST]]
