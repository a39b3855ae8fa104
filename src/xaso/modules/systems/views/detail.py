"""One system: what it holds, who gets in, what was taken out when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t

from xaso.core.pages.pages import DetailPage
from xaso.core.privacy.masked import masked
from xaso.core.privacy.masks import is_masked, shown
from xaso.core.rights.actor import Actor
from xaso.lib.dates import write_date
from xaso.modules.indicators import public as indicators
from xaso.modules.systems.models import ExportTaken, System, SystemAccount
from xaso.modules.systems.queries.exports import exports_of
from xaso.modules.systems.queries.maps import accounts_of, figures_of
from xaso.modules.systems.rhythm import period_words
from xaso.modules.systems.standing import standing

MOST_EXPORTS = 24


class SystemPage(DetailPage):
    right = "systems.read"
    model = System
    template_name = "systems/system.html"
    context_object_name = "system"

    def get_queryset(self) -> QuerySet[System]:
        return super().get_queryset().select_related("responsible")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        system, today = self.object, timezone.localdate()
        return super().get_context_data(
            title=system.name,
            standing=standing(system, today),
            facts=_facts(system),
            figures=self._figures(),
            accounts=[_account(self.actor, row) for row in accounts_of(system)],
            exports=[_export(self.actor, row, today) for row in exports_of(system, MOST_EXPORTS)],
            may_write=self.actor.may("systems.write") and not system.is_stopped,
            may_stop=self.actor.may("systems.write"),
            may_export=self.actor.may("systems.export") and not system.is_stopped,
            may_import=self.actor.may("systems.import") and not system.is_stopped,
            may_read_numbers=self.actor.may("indicators.read"),
            **kwargs,
        )

    def _figures(self) -> list[dict[str, Any]]:
        rows = figures_of(self.object)
        codes = [row.value_code for row in rows]
        names = indicators.number_names(self.actor.commune, codes) if codes else {}
        return [{"row": row, "name": names.get(row.value_code, row.value_code)} for row in rows]


def _facts(system: System) -> list[tuple[str, Any]]:
    owner = ": ".join(
        part for part in (capfirst(str(system.get_level_display())), system.owner_name) if part
    )
    person = system.responsible
    facts: list[tuple[str, Any]] = [
        (_t("Chủ quản"), owner),
        (_t("Lấy số liệu ra"), capfirst(str(system.get_way_out_display()))),
        (_t("Kỳ trích xuất"), capfirst(str(system.get_every_display()))),
        (_t("Lần gần nhất"), write_date(system.last_date) if system.last_date else _t("chưa có")),
        (_t("Người phụ trách"), person.full_name if person else _t("chưa giao ai")),
    ]
    if system.is_stopped and system.stopped_date:
        said = f"{write_date(system.stopped_date)}. {system.stopped_reason}"
        facts.append((_t("Ngừng dùng từ"), said))
    return facts


def _account(actor: Actor, row: SystemAccount) -> dict[str, Any]:
    return {"row": row, "login": login_shown(actor, row)}


def login_shown(actor: Actor, row: SystemAccount) -> str:
    """People see their own; all others see dots, and who may look under them says why."""
    if not row.login:
        return ""
    if row.holder_id == actor.account_id:
        return row.login
    text = shown(actor, row, "login")
    may_look = is_masked(text) and actor.may("privacy.reveal")
    url = reverse("systems:login", args=[row.pk]) if may_look else ""
    return masked(text, what=_t("tên đăng nhập"), url=url)


def _export(actor: Actor, row: ExportTaken, today: date) -> dict[str, Any]:
    is_back = hasattr(row, "taken_back_by")
    is_mine = row.by_id == actor.account_id or actor.may("systems.write")
    is_today = timezone.localdate(row.at) == today
    return {
        "row": row,
        "period": period_words(row.period) if row.period else "",
        "is_taken_back": is_back,
        "may_undo": actor.may("systems.export") and is_mine and is_today and not is_back,
    }
