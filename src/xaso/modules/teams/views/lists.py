"""Every team of the commune, and the villages that have none."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ListPage
from xaso.core.pages.workbook import Column
from xaso.modules.teams.models import Team, TeamState
from xaso.modules.teams.queries.teams import (
    LIVING,
    counts_of,
    named_like,
    team_rows,
    villages_without,
)

RENEWAL, DISSOLVED, WITHOUT = "can-kien-toan", "da-giai-the", "chua-co"
CHIPS = {
    TeamState.ACTIVE: ("doing", _("Đang hoạt động")),
    TeamState.RENEWAL: ("soon", _("Cần kiện toàn")),
    TeamState.DISSOLVED: ("paused", _("Đã giải thể")),
}


def head_name(team: Any) -> str:
    return team.heads[0].full_name if team.heads else ""


class TeamList(ListPage):
    right = "teams.read"
    model = Team
    template_name = "teams/list.html"
    order = ("village__name_folded", "-founded_date", "pk")
    page_size = 30
    export_name = "to-cong-nghe-so"
    columns = (
        Column(_("Thôn"), lambda row: row.place, 28),
        Column(_("Tình trạng"), lambda row: capfirst(row.get_state_display()), 18),
        Column(_("Số quyết định"), lambda row: row.decision_number, 18),
        Column(_("Ngày quyết định"), lambda row: row.decision_date, 14),
        Column(_("Tổ trưởng"), head_name, 26),
        Column(_("Số thành viên"), lambda row: row.member_count, 12),
        Column(_("Đã tập huấn"), lambda row: row.trained_count, 12),
    )

    def get_queryset(self) -> QuerySet[Team]:
        rows = team_rows(self.actor).filter(self._chosen())
        if typed := self.typed:
            rows = rows.filter(named_like(typed))
        return rows.order_by(*self.order)

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "").strip()

    @property
    def asked(self) -> str:
        return self.request.GET.get("loc", "")

    def _chosen(self) -> Q:
        kinds = {RENEWAL: Q(state=TeamState.RENEWAL), DISSOLVED: ~LIVING}
        return kinds.get(self.asked, LIVING)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.GET.get("tai"):
            self.actor.must("teams.export")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        counts = counts_of(self.actor)
        return {
            **context,
            "title": _t("Tổ công nghệ số cộng đồng"),
            "lines": [(row, *CHIPS[row.state], head_name(row)) for row in context["slice"].rows],
            "villages": villages_without(self.actor) if self.asked == WITHOUT else None,
            "filters": self._filters(counts),
            "without": counts["without"],
            "typed": self.typed,
            "is_empty": not (counts["living"] or counts["dissolved"]),
            "may_write": self.actor.may("teams.write"),
            "may_export": self.actor.may("teams.export"),
            "may_print": self.actor.may("papers.draft"),
        }

    def _filters(self, counts: dict[str, int]) -> list[FilterLink]:
        words = (
            ("", _t("Đang có"), counts["living"]),
            (RENEWAL, _t("Cần kiện toàn"), counts["renewal"]),
            (WITHOUT, _t("Thôn chưa có tổ"), counts["without"]),
            (DISSOLVED, _t("Đã giải thể"), counts["dissolved"]),
        )
        return [
            FilterLink(word, address(self.request, loc=code), code == self.asked, count)
            for code, word, count in words
        ]
