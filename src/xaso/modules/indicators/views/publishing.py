"""What the commune shows everybody: chosen, published, taken back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.pages.whole import WholePage
from xaso.modules.indicators import actions
from xaso.modules.indicators.forms.seen import BoardForm
from xaso.modules.indicators.models import Round, Scoreboard
from xaso.modules.indicators.queries.scoreboard import (
    approved_lines,
    approved_packs,
    approved_round,
    newest_scoreboard,
)

from .period import tabs


class ScoreboardPage(TextPage):
    right = "indicators.read"
    template_name = "indicators/scoreboard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_t("Bảng điểm công khai"),
            board=newest_scoreboard(self.actor.commune),
            packs=approved_packs(self.actor.commune),
            public_url=reverse("portal:scoreboard", args=[self.actor.commune.pk]),
            tabs=tabs("packs"),
            **kwargs,
        )


class PublishScoreboard(WholePage):
    right = "indicators.approve"
    form_class = BoardForm
    action = actions.publish_scoreboard
    saved_by = "scoreboard.published"
    title = _("Công khai bảng điểm")
    submit_label = _("Công khai các mục đã chọn")
    done_message = _("Đã công khai. Mọi người xem được không cần tài khoản.")

    @cached_property
    def round(self) -> Round:
        found = approved_round(self.actor.commune, self.kwargs["pack_code"])
        if found is None:
            raise ObjectDoesNotExist
        found.commune = self.actor.commune
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": approved_lines(self.round)}

    @cached_property
    def newest(self) -> Scoreboard | None:
        return newest_scoreboard(self.actor.commune)

    def get_initial(self) -> dict[str, Any]:
        before = self.newest
        same = before is not None and before.pack_code == self.round.pack_code
        return (
            {"codes": before.codes, "shows_villages": before.shows_villages}
            if before and same
            else {}
        )

    def given(self) -> dict[str, Any]:
        return {"pack_code": self.round.pack_code, "at": timezone.now()}

    def next_url(self, result: Scoreboard) -> str:
        return reverse("indicators:scoreboard")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=_t("%(pack)s: chỉ các mục chọn dưới đây, theo điểm chủ tịch đã duyệt.")
            % {"pack": self.round.title},
            thing=self.newest,
            cancel_url=reverse("indicators:scoreboard"),
            **kwargs,
        )


class WithdrawScoreboard(ActionPage):
    right = "indicators.approve"
    action = actions.withdraw_scoreboard
    title = submit_label = _("Thôi công khai")
    done_message = _("Trang công khai không còn hiện điểm.")

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def next_url(self, result: object) -> str:
        del result
        return reverse("indicators:scoreboard")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("indicators:scoreboard"), **kwargs)
