"""i-Speed: how many samples this month, which village has how many of its share, and each sample."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ActionPage, ListPage, Page, TextPage
from xaso.core.pages.workbook import Column
from xaso.core.residents.queries import reached_villages
from xaso.lib.dates import write_date
from xaso.modules.coverage import actions
from xaso.modules.coverage.forms.speeds import PublishedForm, SpeedForm, TakeBackForm
from xaso.modules.coverage.models import Network, SpeedTest
from xaso.modules.coverage.queries.speeds import months_told, tally_of

from .ruled import Ruled


class OfAMonth(Page):
    """`?thang=2026-11`; without it, or with nonsense, the month that runs."""

    right = "coverage.read"

    @cached_property
    def month(self) -> date:
        asked = self.request.GET.get("thang", "")
        try:
            return min(date.fromisoformat(f"{asked}-01"), self.this_month)
        except ValueError:
            return self.this_month

    @cached_property
    def this_month(self) -> date:
        return timezone.localdate().replace(day=1)

    @property
    def month_code(self) -> str:
        return f"{self.month:%Y-%m}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {"month": self.month, "month_code": self.month_code}
        return super().get_context_data(**{**given, **kwargs})  # type: ignore[misc,no-any-return]


class Speeds(OfAMonth, TextPage):
    template_name = "coverage/speeds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        months = months_told(self.actor.commune, timezone.localdate())
        return super().get_context_data(
            title=_t("Mẫu i-Speed tháng %(month)s") % {"month": f"{self.month:%m/%Y}"},
            tally=tally_of(self.actor.commune, self.month),
            filters=[
                FilterLink(
                    f"{each:%m/%Y}",
                    address(self.request, thang=f"{each:%Y-%m}"),
                    each == self.month,
                )
                for each in sorted({*months, self.month}, reverse=True)
            ],
            may_enter=self.actor.may("coverage.enter"),
            may_write=self.actor.may("coverage.write"),
            may_import=self.actor.may("coverage.import"),
            **kwargs,
        )


class SpeedList(Ruled, OfAMonth, ListPage):
    model = SpeedTest
    template_name = "coverage/speed_list.html"
    order = ("-measured_at", "-pk")
    page_size = 40
    export_name = "mau-i-speed"

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        names = self.rules.names
        return (
            Column(_("Ngày đo"), lambda row: write_date(timezone.localdate(row.measured_at)), 12),
            Column(_("Thôn"), lambda row: row.village.name, 22),
            Column(_("Loại mạng"), lambda row: str(Network(row.network).label), 12),
            Column(_("Nhà mạng"), lambda row: names.get(row.operator, ""), 14),
            Column(_("Tải xuống (Mb/s)"), lambda row: row.down_mbps, 14),
            Column(_("Tải lên (Mb/s)"), lambda row: row.up_mbps, 14),
            Column(_("Độ trễ (ms)"), lambda row: row.ping_ms, 12),
            Column(_("Biến thiên trễ (ms)"), lambda row: row.jitter_ms, 12),
        )

    def get_queryset(self) -> QuerySet[SpeedTest]:
        rows: QuerySet[SpeedTest] = super().get_queryset().filter(month=self.month)
        if self.request.GET.get("tai"):
            rows = rows.filter(taken_back_at=None)
        return rows.select_related("village", "by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        names, writes = self.rules.names, self.actor.may("coverage.write")
        enters = self.actor.may("coverage.enter")
        return {
            **context,
            "title": _t("Từng mẫu i-Speed tháng %(month)s") % {"month": f"{self.month:%m/%Y}"},
            "lines": [
                (
                    row,
                    names.get(row.operator, ""),
                    enters
                    and row.taken_back_at is None
                    and (writes or row.by_id == self.actor.account_id),
                )
                for row in context["slice"].rows
            ],
        }


class AddSpeed(Ruled, ActionPage):
    right = "coverage.enter"
    form_class = SpeedForm
    template_name = "coverage/speed_form.html"
    action = actions.add_speed_test
    title = _("Ghi mẫu i-Speed")
    submit_label = _("Lưu mẫu")
    done_message = _("Đã ghi mẫu. Ghi tiếp mẫu khác ở trang này.")

    def get_form_kwargs(self) -> dict[str, Any]:
        given = {"villages": reached_villages(self.actor), "operators": self.rules.operators}
        return {**super().get_form_kwargs(), **given}

    def get_initial(self) -> dict[str, Any]:
        return {name: self.request.GET.get(name, "") for name in ("village", "network")}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("coverage:speeds"), **kwargs)

    def next_url(self, result: SpeedTest) -> str:
        where = f"village={result.village_id}&network={result.network}"
        return f"{reverse('coverage:add-speed')}?{where}"


class TakeBackSpeed(ActionPage):
    right = "coverage.enter"
    form_class = TakeBackForm
    template_name = "coverage/speed_form.html"
    action = actions.take_back_speed_test
    title = _("Bỏ một mẫu i-Speed")
    submit_label = _("Bỏ mẫu này")
    done_message = _("Đã bỏ mẫu. Mẫu không đếm nữa, vẫn xem lại được.")

    @cached_property
    def test(self) -> SpeedTest:
        rows = SpeedTest.objects.of(self.actor.commune).select_related("village")
        return rows.get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"test_id": self.test.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = f"{reverse('coverage:speed-list')}?thang={self.test.month:%Y-%m}"
        return super().get_context_data(test=self.test, cancel_url=back, **kwargs)

    def next_url(self, result: SpeedTest) -> str:
        return f"{reverse('coverage:speed-list')}?thang={result.month:%Y-%m}"


class NotePublished(OfAMonth, ActionPage):
    right = "coverage.write"
    form_class = PublishedForm
    template_name = "coverage/speed_form.html"
    action = actions.note_published
    submit_label = _("Lưu số công bố")
    done_message = _("Đã ghi số công bố. Số xã tự đếm không đổi.")

    @property
    def title(self) -> str:  # type: ignore[override]
        return _t("Ghi số mẫu công bố của tháng %(month)s") % {"month": f"{self.month:%m/%Y}"}

    def given(self) -> dict[str, Any]:
        return {"month": self.month, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self.next_url(None), **kwargs)

    def next_url(self, result: Any) -> str:
        return f"{reverse('coverage:speeds')}?thang={self.month_code}"
