"""One step of a round: what it does in a sentence, one button, back to the round."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage
from xaso.core.rights.actor import Actor
from xaso.modules.indicators import actions
from xaso.modules.indicators.actions.handing_in import rows_of_round, trouble_of
from xaso.modules.indicators.forms.rounds import (
    AssignForm,
    CouncilForm,
    HandInForm,
    OpenRoundForm,
    ReasonForm,
    ReviewForm,
)
from xaso.modules.indicators.models import Round, RoundItem
from xaso.modules.indicators.queries.rounds import pack_of_round, people_who_may

from .packs import OfPack
from .rounds import OfRound


class OpenRound(OfPack, ActionPage):
    right = "indicators.manage"
    form_class = OpenRoundForm
    action = actions.open_round
    title = _("Mở kỳ đánh giá")
    submit_label = _("Mở kỳ")
    done_message = _("Đã mở kỳ. Giao mục cho cán bộ, rồi bấm “Cho cán bộ nhập”.")

    def given(self) -> dict[str, Any]:
        return {
            "pack_code": self.pack.code,
            "period": self.period.plain,
            "at": timezone.now(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"pack": self.pack.title, "period": self.period.label}
        return super().get_context_data(
            lead=_t("%(pack)s, %(period)s. Bộ chỉ số giữ đúng bản hôm nay cho cả kỳ.") % words,
            cancel_url=self.url_of("pack"),
            **kwargs,
        )


class RoundStep(OfRound, ActionPage):
    right = "indicators.manage"
    lead: Any = ""
    template_name = "indicators/round_step.html"

    def given(self) -> dict[str, Any]:
        return {"round_id": self.round.pk, "at": timezone.now()}

    def next_url(self, result: object) -> str:
        del result
        return self.round.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            round=self.round,
            period_label=self.period_label,
            lead=self.lead,
            cancel_url=self.round.get_absolute_url(),
            **kwargs,
        )


class AssignItems(RoundStep):
    right = "indicators.manage"
    form_class = AssignForm
    action = actions.assign_items
    title = _("Giao mục cho cán bộ")
    submit_label = _("Giao")
    done_message = _("Đã giao mục.")

    def given(self) -> dict[str, Any]:
        return {"round_id": self.round.pk}

    def get_form_kwargs(self) -> dict[str, Any]:
        people = people_who_may(self.actor.commune, "indicators.write", timezone.localdate())
        return {
            **super().get_form_kwargs(),
            "pack": pack_of_round(self.round),
            "people": people,
        }


class StartRound(RoundStep):
    right = "indicators.manage"
    action = actions.start_round
    title = submit_label = _("Cho cán bộ nhập")
    lead = _(
        "Từ giờ cán bộ nộp được các mục. Mục chưa giao ai thì ai có quyền nhập cũng nộp được."
    )


class HandInReady(RoundStep):
    """Everything of one's own that has its number and its proof, in one go."""

    right = "indicators.write"
    title = _("Nộp các mục đã đủ")
    submit_label = _("Nộp")
    done_message = _("Đã nộp các mục đủ số liệu và minh chứng.")

    @staticmethod
    def action(*, actor: Actor, round_id: Any, at: Any) -> object:
        codes = ready_codes(actor, Round.objects.of(actor.commune).get(pk=round_id))
        return actions.hand_in_items(actor=actor, round_id=round_id, codes=codes, at=at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.lead = _t("Sẽ nộp %(count)d mục. Điểm của lúc này được giữ lại.") % {
            "count": len(self._ready)
        }
        return super().get_context_data(codes=self._ready, **kwargs)

    @cached_property
    def _ready(self) -> list[str]:
        return ready_codes(self.actor, self.round)


class FinishEntry(RoundStep):
    right = "indicators.manage"
    action = actions.finish_entry
    title = submit_label = _("Tự chấm xong")
    lead = _("Mọi mục đã nộp. Trình chủ tịch xem và duyệt điểm tự chấm.")


class ApproveRound(RoundStep):
    right = "indicators.approve"
    action = actions.approve_round
    title = submit_label = _("Duyệt điểm tự chấm")
    lead = _("Chủ tịch chịu trách nhiệm về điểm tự chấm. Sau đó gửi hội đồng thẩm định.")


class ReturnRound(RoundStep):
    right = "indicators.approve"
    form_class = ReasonForm
    action = actions.return_round
    title = submit_label = _("Trả lại")
    lead = _("Cán bộ sửa và nộp lại. Những gì đã nộp vẫn giữ.")


class SendToCouncil(RoundStep):
    right = "indicators.manage"
    form_class = CouncilForm
    action = actions.send_to_council
    title = submit_label = _("Gửi hội đồng")

    def get_form_kwargs(self) -> dict[str, Any]:
        people = people_who_may(self.actor.commune, "indicators.review", timezone.localdate())
        return {**super().get_form_kwargs(), "people": people}


class AskForMore(RoundStep):
    right = "indicators.review"
    action = actions.ask_for_more
    title = submit_label = _("Gửi yêu cầu bổ sung")
    lead = _("Cán bộ chỉ nộp lại các mục được yêu cầu; các mục khác giữ nguyên.")


class Resubmit(RoundStep):
    right = "indicators.manage"
    action = actions.resubmit_round
    title = submit_label = _("Nộp lại hội đồng")


class Conclude(RoundStep):
    right = "indicators.review"
    action = actions.conclude_round
    title = submit_label = _("Kết luận")
    lead = _("Mọi mục đã xét. Điểm thẩm định thành kết quả của kỳ.")


class AskForLock(RoundStep):
    right = "indicators.manage"
    action = actions.ask_for_lock
    title = submit_label = _("Đề nghị khóa kỳ")


class LockRound(RoundStep):
    right = "indicators.approve"
    action = actions.lock_round
    title = submit_label = _("Khóa kỳ")
    lead = _("Khóa rồi không ai sửa được. Cần sửa thì mở lại thành một lần mới, lần này vẫn giữ.")


class ReopenRound(RoundStep):
    right = "indicators.approve"
    form_class = ReasonForm
    action = actions.reopen_round
    title = submit_label = _("Mở lại kỳ đã khóa")
    lead = _("Thành một lần đánh giá mới của cùng kỳ. Bản đã khóa vẫn xem được như cũ.")

    def next_url(self, result: Any) -> str:
        return str(result.get_absolute_url())


class HandInItem(RoundStep):
    right = "indicators.write"
    form_class = HandInForm
    action = actions.hand_in_items
    submit_label = _("Nộp mục này")
    done_message = _("Đã nộp. Điểm của lúc này được giữ lại.")

    @cached_property
    def item(self) -> RoundItem:
        return RoundItem.objects.get(round=self.round, code=self.kwargs["item_code"])

    def given(self) -> dict[str, Any]:
        return {**super().given(), "codes": [self.item.code]}

    def next_url(self, result: object) -> str:
        return f"{self.round.get_absolute_url()}?loc=cua-toi"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = rows_of_round(self.round, timezone.localdate())[0][self.item.code]
        self.lead = f"{row.item.name}. {row.score.explanation}"
        found = super().get_context_data(**kwargs)
        return {**found, "title": _t("Nộp mục %(code)s") % {"code": self.item.code}}


class ReviewItem(RoundStep):
    right = "indicators.review"
    form_class = ReviewForm
    action = actions.review_item
    submit_label = _("Ghi ý kiến")
    done_message = _("Đã ghi ý kiến thẩm định.")

    @cached_property
    def item(self) -> RoundItem:
        return RoundItem.objects.get(round=self.round, code=self.kwargs["item_code"])

    def given(self) -> dict[str, Any]:
        return {**super().given(), "code": self.item.code}

    def next_url(self, result: object) -> str:
        return self.round.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = pack_of_round(self.round).item(self.item.code)
        self.lead = " · ".join(
            part for part in (about.name, self.item.how, self.item.explanation) if part
        )
        found = super().get_context_data(proofs=self.item.proofs, **kwargs)
        return {**found, "title": _t("Thẩm định mục %(code)s") % {"code": self.item.code}}


def ready_codes(actor: Actor, found: Round) -> list[str]:
    """One's own items not handed in yet that nothing is lacking for."""
    mine = RoundItem.objects.filter(round=found, state=RoundItem.State.CHO).order_by("order")
    rows, proofs = rows_of_round(found, timezone.localdate())
    return [
        item.code
        for item in mine
        if item.officer_id in (None, actor.account_id) or actor.may("indicators.manage")
        if item.code in rows and not trouble_of(rows[item.code], proofs.get(item.code, ()), "")
    ]
