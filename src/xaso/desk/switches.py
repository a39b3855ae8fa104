"""Các phần đang dùng: which parts of the program this commune has on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage
from xaso.core.switches.actions import set_module
from xaso.core.switches.known import Switch, is_on, switches
from xaso.core.ui.notices import tell
from xaso.core.units.models import Commune


class SwitchForm(forms.Form):
    module = forms.CharField(max_length=40)
    on = forms.TypedChoiceField(
        choices=(("1", _("bật")), ("0", _("tắt"))), coerce=lambda v: v == "1"
    )


@dataclass(frozen=True)
class Line:
    switch: Switch
    is_on: bool


class Switches(ActionPage):
    right = "switches.manage"
    form_class = SwitchForm
    action = set_module
    title = _("Các phần đang dùng")
    template_name = "desk/switches.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commune = self.actor.commune
        lines = [Line(each, is_on(commune, each.module)) for each in switches()]
        return super().get_context_data(lines=lines, **kwargs)

    def done(self, result: Commune) -> Any:
        _say(self.request, result)
        return super().done(result)

    def next_url(self, result: Commune) -> str:
        return reverse("desk:switches")


def _say(request: HttpRequest, commune: Commune) -> None:
    module = request.POST["module"]
    name = next((str(each.name) for each in switches() if each.module == module), module)
    if is_on(commune, module):
        tell(request, _t("Đã bật %(name)s. Mục này hiện lại trong danh mục.") % {"name": name})
    else:
        tell(request, _t("Đã tắt %(name)s. Dữ liệu đã nhập vẫn còn.") % {"name": name})
