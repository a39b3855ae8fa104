"""What the commune asks of a village by number: what it was given, what it has reached."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.core.pages.pages import TextPage
from xaso.core.residents.queries import reached_villages
from xaso.lib.dates import write_date
from xaso.modules.indicators import public as indicators


class VillageTargets(TextPage):
    right = "plans.village"
    template_name = "desk/village_targets.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        villages, today = list(reached_villages(self.actor)), timezone.localdate()
        found = indicators.targets_of_villages(self.actor.commune, villages, today)
        return super().get_context_data(
            title=_("Chỉ tiêu của thôn"),
            targets=[(each, [_line(each, aim, today) for aim in each.aims]) for each in found],
            several=len(villages) > 1,
            **kwargs,
        )


def _line(target: indicators.TargetOfVillages, aim: Any, today: Any) -> dict[str, Any]:
    day = {"day": write_date(target.by_date)}
    if aim.number is None:
        chip = ("gap", _("Chưa báo"))
    elif aim.is_met:
        chip = ("done", _("Đạt"))
    elif target.by_date < today:
        chip = ("late", _("Quá hạn %(day)s") % day)
    else:
        chip = ("doing", _("Trước hết ngày %(day)s") % day)
    return {"aim": aim, "place": capfirst(str(aim.village)), "chip": chip}
