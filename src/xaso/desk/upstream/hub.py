"""Các xã báo lên: at the province, who has been heard when, and what each commune said last."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, ListPage
from xaso.core.sync.models import Device, Invitation
from xaso.core.ui.templatetags.xaso import vn_date, vn_moment
from xaso.core.units.models import Commune
from xaso.core.upstream import actions
from xaso.core.upstream.models import Node, Reported
from xaso.core.upstream.outgoing import Part, all_kinds
from xaso.core.upstream.queries import nodes_heard, reports_of, waiting_of
from xaso.desk.phones.lists import STATES


class Nodes(ListPage):
    right = "upstream.read"
    model = Node
    template_name = "desk/upstream/nodes.html"
    order = ("unit_name", "pk")

    def get_queryset(self) -> QuerySet[Any]:
        rows = nodes_heard(self.actor.commune).annotate(unit_name=F("unit__name"))
        return rows.order_by(*self.order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "title": _t("Các xã báo lên"),
            "rows": [
                (node, STATES.get(node.device_state, "todo"), _word(node.device_state))
                for node in context["slice"].rows
            ],
            "may_manage": self.actor.may("upstream.manage"),
        }


def _word(state: str | None) -> str:
    return str(Device.State(state).label) if state else _t("chưa nối")


class NodePage(ListPage):
    """What one commune said last about each thing."""

    right = "upstream.read"
    model = Reported
    template_name = "desk/upstream/node.html"
    order = ("kind", "unit_id", "key")
    page_size = 40

    @cached_property
    def node(self) -> Any:
        return nodes_heard(self.actor.commune).get(pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[Reported]:
        return reports_of(self.node).select_related("unit")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, node = super().get_context_data(**kwargs), self.node
        return {
            **context,
            "title": capfirst(node.unit.full_name),
            "node": node,
            "state": STATES.get(node.device_state, "todo"),
            "word": _word(node.device_state),
            "facts": [
                (_t("Liên lạc gần nhất"), vn_moment(node.heard_at) or _t("chưa lần nào")),
                (_t("Còn ở xã, chưa tới"), str(node.unsent or 0)),
                (_t("Tới mà chưa nhận được"), str(waiting_of(node).count())),
            ],
            "rows": [_shown(row) for row in context["slice"].rows],
            "may_open_device": self.actor.may("sync.read") and node.device_id,
        }


def _shown(row: Reported) -> dict[str, Any]:
    kind = next((each for each in all_kinds() if each.kind == row.kind), None)
    fields = kind.fields if kind else {}
    title = str(row.body.get(kind.title, row.key)) if kind else row.key
    return {
        "title": title,
        "kind": kind.label if kind else row.kind,
        "row": row,
        "facts": [
            (str(part.label), _value(part, row.body[name]))
            for name, part in fields.items()
            if kind and name != kind.title and row.body.get(name, "") != ""
        ],
    }


def _value(part: Part, value: Any) -> str:
    if part.type == "yes":
        return _t("có") if value else _t("không")
    if part.type == "day":
        return vn_date(date.fromisoformat(value))
    if part.type == "number":
        return str(value).replace(".", ",")
    return str(dict(part.words).get(value, value))


class InviteNodeForm(forms.Form):
    unit_code = forms.CharField(
        label=_("Mã xã"), max_length=5, help_text=_("Năm chữ số trong danh mục, ví dụ 02923.")
    )
    whole_province = forms.BooleanField(
        label=_("Máy này gửi thay mọi xã của tỉnh"),
        required=False,
        help_text=_("Chỉ chọn khi cấp mã cho máy chủ của một tỉnh."),
    )

    def clean_unit_code(self) -> str:
        code = str(self.cleaned_data["unit_code"]).strip()
        if not Commune.objects.filter(pk=code).exists():
            raise forms.ValidationError(_t("Không có xã nào mang mã này trong danh mục."))
        return code


class InviteNode(ActionPage):
    right = "upstream.manage"
    form_class = InviteNodeForm
    template_name = "desk/form.html"
    action = actions.invite_node
    title = _("Cấp mã nối cho một xã")
    submit_label = _("Cấp mã")

    def get_initial(self) -> dict[str, Any]:
        return {"unit_code": self.request.GET.get("xa", "")[:5]}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:upstream-nodes")
        crumbs = [(back, _t("Các xã báo lên"))]
        return super().get_context_data(cancel_url=back, crumbs=crumbs, **kwargs)

    def done(self, result: tuple[Node, Invitation, str]) -> HttpResponse:
        """Not a redirect: the code is in this one answer and in no address, session or log."""
        node, invitation, code = result
        here = str(settings.PUBLIC_URL) or self.request.build_absolute_uri("/").rstrip("/")
        context = {
            "title": _t("Mã nối của %(unit)s") % {"unit": node.unit.full_name},
            "node": node,
            "address": here,
            "code": " ".join(code[at : at + 4] for at in range(0, len(code), 4)),
            "ends_at": invitation.ends_at,
        }
        response = render(self.request, "desk/upstream/invitation.html", context)
        response["Cache-Control"] = "no-store"
        return response
