"""The lists of the commune: packaged codes and its own."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.modules.teams import actions
from xaso.modules.teams.codes import packaged
from xaso.modules.teams.forms.visits import CodeForm, EndCodeForm
from xaso.modules.teams.models import CodeList, OwnCode


class CodeLists(TextPage):
    right = "teams.read"
    template_name = "teams/codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own: dict[str, list[OwnCode]] = {}
        for row in OwnCode.objects.of(self.actor.commune).order_by("first_date", "code"):
            own.setdefault(row.which, []).append(row)
        return super().get_context_data(
            title=_t("Danh mục của phiếu hỗ trợ"),
            lists=[
                (capfirst(str(label)), packaged()[which].values(), own.get(which, []))
                for which, label in CodeList.choices
            ],
            may_write=self.actor.may("teams.write"),
            **kwargs,
        )


class AddCode(ActionPage):
    right = "teams.write"
    form_class: Any = CodeForm
    template_name = "teams/code_form.html"
    action: Any = actions.add_code
    title: Any = _("Thêm vào danh mục")
    submit_label: Any = _("Thêm")
    done_message: Any = _("Đã thêm. Máy của tổ nhận danh mục mới ở lần đồng bộ sau.")

    def get_initial(self) -> dict[str, Any]:
        return {"first_date": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"cancel_url": reverse("teams:codes"), **kwargs})

    def next_url(self, result: Any) -> str:
        del result
        return reverse("teams:codes")


class EndCode(AddCode):
    form_class = EndCodeForm
    action = actions.end_code
    title = _("Thôi dùng một mã")
    submit_label = _("Thôi dùng")
    done_message = _("Đã ghi. Phiếu cũ vẫn giữ mã này.")

    @cached_property
    def code(self) -> OwnCode:
        return OwnCode.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        return {"day": timezone.localdate()}

    def given(self) -> dict[str, Any]:
        return {"code_id": self.code.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(said=capfirst(self.code.label), **kwargs)
