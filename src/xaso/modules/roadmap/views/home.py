"""Mô hình: where the commune stands and what comes next."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t

from xaso.core.pages.pages import TextPage
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.models import Roadmap, Survey
from xaso.modules.roadmap.queries.roadmaps import roadmaps_of
from xaso.modules.roadmap.queries.surveys import answers_of, profile, surveys_of
from xaso.modules.roadmap.words import LEVEL_HELP, level_words

from .frame import edition_words, tabs

MOST_SHOWN = 8


class Home(TextPage):
    right = "roadmap.read"
    template_name = "roadmap/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commune, today = self.actor.commune, timezone.localdate()
        surveys = list(surveys_of(commune)[:MOST_SHOWN])
        roadmaps = list(roadmaps_of(commune)[:MOST_SHOWN])
        newest = next((row for row in surveys if row.finished_at), None)
        seen = profile(answers_of(newest)) if newest else None
        quarter = (today.month + 2) // 3
        has_this = any((row.year, row.quarter) == (today.year, quarter) for row in surveys)
        return super().get_context_data(
            title=_t("Mô hình và lộ trình"),
            tabs=tabs(self.request),
            steps=_steps(surveys, roadmaps, seen.level if seen else None),
            surveys=surveys,
            roadmaps=roadmaps,
            asked=len(tables().questions),
            newest=newest,
            level=level_words(seen.level) if seen else "",
            level_help=LEVEL_HELP[seen.level] if seen else "",
            may_open=self.actor.may("roadmap.write") and not has_this,
            edition=edition_words(),
            **kwargs,
        )


def _steps(
    surveys: list[Survey], roadmaps: list[Roadmap], level: int | None
) -> list[dict[str, str]]:
    newest = surveys[0] if surveys else None
    written = next((row for row in roadmaps if row.is_written), None)
    finished = [row for row in surveys if row.finished_at]
    total = len(tables().questions)
    return [
        {
            "name": _t("Khảo sát"),
            "value": f"{getattr(newest, 'answered', 0)}/{total}" if newest else "",
            "text": str(newest) if newest else _t("35 câu, khoảng 20 phút"),
            "url": newest.get_absolute_url() if newest else "",
        },
        {
            "name": _t("Hồ sơ của xã"),
            "value": _t("Mức %(level)d") % {"level": level} if level is not None else "",
            "text": _t("điểm mạnh, chỗ khó, vì sao"),
            "url": reverse("roadmap:profile", args=[finished[0].pk]) if finished else "",
        },
        {
            "name": _t("Lộ trình"),
            "value": _t("4 quý") if roadmaps else "",
            "text": _t("mỗi quý nhiều nhất sáu viên gạch"),
            "url": roadmaps[0].get_absolute_url() if roadmaps else "",
        },
        {
            "name": _t("Kế hoạch"),
            "value": _t("đã lập") if written else "",
            "text": _t("việc, hạn, minh chứng; chỉ còn chọn người"),
            "url": reverse("plans:plan", args=[written.plan_id]) if written else "",
        },
        {
            "name": _t("Hỏi lại mỗi quý"),
            "value": str(len(finished)) if finished else "",
            "text": _t("so với lần trước và việc đã làm"),
            "url": reverse("roadmap:compare", args=[finished[0].pk]) if len(finished) > 1 else "",
        },
    ]
