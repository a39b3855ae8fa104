"""Gửi lên tỉnh: how the commune's line to its province stands, and joining it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.ui.templatetags.xaso import vn_moment
from xaso.core.upstream import actions
from xaso.core.upstream.joining import join
from xaso.core.upstream.models import Uplink
from xaso.core.upstream.outgoing import all_kinds
from xaso.core.upstream.queries import LineStanding, standing_of

CHIPS = {Uplink.State.JOINED: "done", Uplink.State.COPIED: "late", Uplink.State.UNKNOWN: "late"}


class Line(TextPage):
    right = "upstream.read"
    template_name = "desk/upstream/line.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = standing_of(self.actor.commune)
        return super().get_context_data(
            title=_t("Gửi lên tỉnh"),
            standing=found,
            state=CHIPS[Uplink.State(found.link.state)] if found else "",
            facts=_facts(found) if found else [],
            kinds=[kind.label for kind in all_kinds()],
            labels={kind.kind: kind.label for kind in all_kinds()},
            may_connect=self.actor.may("upstream.connect"),
            may_manage=self.actor.may("upstream.manage"),
            **kwargs,
        )


def _facts(found: LineStanding) -> list[tuple[str, str]]:
    link = found.link
    never = _t("chưa lần nào")
    facts = [
        (_t("Nơi nhận"), link.hub_name),
        (_t("Địa chỉ"), link.address),
        (_t("Liên lạc gần nhất"), vn_moment(link.heard_at) if link.heard_at else never),
        (_t("Chờ gửi"), str(found.waiting)),
        (_t("Tỉnh đã nhận"), str(found.received)),
        (_t("Tỉnh đã sao lưu đến số"), str(found.safe)),
    ]
    if found.held:
        facts.append((_t("Tỉnh nhận, chưa xem được"), str(found.held)))
    if link.next_try_at:
        facts.append((_t("Gửi lại lúc"), vn_moment(link.next_try_at)))
    return facts


class JoinForm(forms.Form):
    address = forms.CharField(
        label=_("Địa chỉ của tỉnh"),
        max_length=200,
        help_text=_("Tỉnh cho biết, dạng https://ten-may-chu"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Mã nối"),
        max_length=60,
        help_text=_("Tỉnh đọc qua điện thoại, dùng được mười phút. Viết liền hay cách đều được."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class Join(ActionPage):
    right = "upstream.connect"
    form_class = JoinForm
    template_name = "desk/form.html"
    action = join
    title = _("Nối lên tỉnh")
    submit_label = _("Nối")
    done_message = _("Đã nối. Máy tự gửi mỗi 15 phút.")

    def get_initial(self) -> dict[str, Any]:
        found = standing_of(self.actor.commune)
        return {"address": found.link.address if found else ""}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:upstream")
        crumbs = [(back, _t("Gửi lên tỉnh"))]
        return super().get_context_data(cancel_url=back, crumbs=crumbs, **kwargs)

    def next_url(self, result: Any) -> str:
        return reverse("desk:upstream")


class OnTheLine(ActionPage):
    right = "upstream.connect"
    template_name = "desk/upstream/sure.html"
    question: Any = ""
    explained: Any = ""
    is_danger = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            question=self.question,
            explained=self.explained,
            standing=standing_of(self.actor.commune),
            is_danger=self.is_danger,
            cancel_url=self.next_url(None),
            **kwargs,
        )

    def next_url(self, result: Any) -> str:
        return reverse("desk:upstream")


class SendNow(OnTheLine):
    action = actions.order_sending
    question = _("Gửi lên tỉnh ngay?")
    explained = _("Bình thường máy tự gửi mỗi 15 phút.")
    submit_label = _("Gửi ngay")
    done_message = _("Máy đang gửi. Mở lại trang này sau một phút.")

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}


class Leave(OnTheLine):
    action = actions.leave
    question = _("Thôi nối lên tỉnh?")
    explained = _("Những gì tỉnh đã nhận vẫn ở tỉnh. Muốn nối lại phải xin tỉnh mã mới.")
    submit_label = _("Thôi nối")
    done_message = _("Đã thôi nối lên tỉnh.")
    is_danger = True
