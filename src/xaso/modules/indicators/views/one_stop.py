"""Bảng 766: the one-stop score by group, what we know of it, what the portal shows, what costs it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.ui.charts import Bar, Chart, bars
from xaso.modules.indicators import actions
from xaso.modules.indicators.actions.portal_reading import ONE_STOP_PACK
from xaso.modules.indicators.forms.seen import PortalForm
from xaso.modules.indicators.queries.assessment import Assessment
from xaso.modules.indicators.queries.one_stop import OneStopGroup, one_stop_groups, readings
from xaso.modules.indicators.queries.packs import assess_packs
from xaso.modules.indicators.scoring.pack import Pack

from .packs import ItemLine
from .period import InPeriod, periods_offered

SHOWN = 6


class OfOneStop(InPeriod):
    here = "packs"

    @cached_property
    def pack(self) -> Pack:
        found = self.book.named(ONE_STOP_PACK)
        if found is None:
            raise ObjectDoesNotExist
        return found

    @property
    def board_url(self) -> str:
        return f"{reverse('indicators:one-stop')}?ky={self.period.code}"


class OneStopBoard(OfOneStop, TextPage):
    right = "indicators.read"
    template_name = "indicators/one_stop.html"

    @cached_property
    def assessment(self) -> Assessment:
        commune, period = self.actor.commune, self.period.plain
        return assess_packs(commune, [self.pack], period, self.today)[self.pack.code]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read = list(readings(self.actor.commune, self.period.plain)[:SHOWN])
        groups = one_stop_groups(self.assessment, read[0] if read else None)
        typed = [group.portal for group in groups if group.portal is not None]
        return super().get_context_data(
            title=_t("Bảng điểm một cửa"),
            pack=self.pack,
            groups=[(group, [ItemLine(row) for row in group.rows]) for group in groups],
            reading=read[0] if read else None,
            earlier=read[1:],
            portal_sum=sum(typed) if len(typed) == len(groups) else None,
            portal_count=len(typed),
            chart=_chart(groups),
            periods=periods_offered(self.today, self.period),
            **kwargs,
        )


class TypePortal(OfOneStop, ActionPage):
    right = "indicators.write"
    form_class = PortalForm
    action = actions.enter_portal_reading
    title = _("Nhập điểm xem trên Cổng")
    submit_label = _("Lưu")
    done_message = _("Đã ghi điểm xem trên Cổng dịch vụ công quốc gia.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pack": self.pack}

    def get_initial(self) -> dict[str, Any]:
        return {"as_of": self.today}

    def given(self) -> dict[str, Any]:
        return {"period": self.period.plain, "at": timezone.now()}

    def next_url(self, result: object) -> str:
        del result
        return self.board_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=_t(
                "Mở bảng điểm của xã trên Cổng, chép điểm từng nhóm; nhóm chưa thấy thì để trống."
            ),
            cancel_url=self.board_url,
            **kwargs,
        )


def _chart(groups: tuple[OneStopGroup, ...]) -> Chart | None:
    """As the portal shows it; where nobody has looked, the part we know."""
    rows = []
    for group in groups:
        shown = group.portal if group.portal is not None else group.known
        if shown is not None and group.group.max is not None:
            word = _t("trên Cổng") if group.portal is not None else _t("tạm tính")
            rows.append(Bar(f"{group.group.name} ({word})", shown, total=group.group.max))
    return bars(_t("Điểm từng nhóm"), rows, unit=_t("điểm")) if rows else None
