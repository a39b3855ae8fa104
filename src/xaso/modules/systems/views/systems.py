"""One system: described, shown, no longer used, used again."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangePage
from xaso.core.pages.pages import ActionPage, NothingForm
from xaso.core.people.queries import people_by_name
from xaso.modules.systems import actions
from xaso.modules.systems.forms.systems import EditSystemForm, ReadyForm, StopForm, SystemForm
from xaso.modules.systems.models import System
from xaso.modules.systems.ready import ready_systems

from .steps import SystemStep

DESCRIBED = ("name", "level", "owner_name", "purpose", "web_address", "way_out", "every", "note")


class ChooseReady(ActionPage):
    right = "systems.write"
    form_class = ReadyForm
    template_name = "systems/choose.html"
    action = actions.choose_ready_systems
    title = _("Chọn từ danh sách có sẵn")
    submit_label = _("Thêm vào bản đồ")
    done_message = _("Đã thêm. Mở từng hệ thống để ghi người phụ trách và ai có tài khoản.")

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = System.objects.of(self.actor.commune).exclude(ready_code="")
        here = set(rows.values_list("ready_code", flat=True))
        left = [ready for code, ready in ready_systems().items() if code not in here]
        return {**super().get_form_kwargs(), "ready": left}

    def given(self) -> dict[str, Any]:
        return {"today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(cancel_url=reverse("systems:systems"), **kwargs)
        return {**context, "is_all_here": not context["form"].fields["codes"].choices}

    def next_url(self, result: Any) -> str:
        return reverse("systems:systems")


class AddSystem(ActionPage):
    right = "systems.write"
    form_class = SystemForm
    template_name = "systems/form.html"
    action = actions.add_system
    title = _("Thêm hệ thống")
    done_message = _("Đã thêm vào bản đồ. Ghi tiếp hệ thống này giữ số nào, ai có tài khoản.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": people_by_name(self.actor.commune)}

    def given(self) -> dict[str, Any]:
        return {"today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("systems:systems"), **kwargs)


class EditSystem(ChangePage, SystemStep):
    form_class = EditSystemForm
    template_name = "systems/form.html"
    action = actions.edit_system
    title = _("Sửa hệ thống")
    done_message = _("Đã lưu hệ thống.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": people_by_name(self.actor.commune)}

    def get_initial(self) -> dict[str, Any]:
        found = {name: getattr(self.system, name) for name in DESCRIBED}
        return {**found, "responsible": self.system.responsible_id}


class StopSystem(SystemStep):
    form_class = StopForm
    action = actions.stop_system
    needs_today = True
    title = _("Ngừng dùng hệ thống")
    submit_label = _("Ngừng dùng")
    said = _(
        "Không nhắc trích xuất nữa. Tài khoản, số liệu và các lần trích xuất vẫn xem lại được."
    )
    done_message = _("Đã ghi ngừng dùng.")

    def get_initial(self) -> dict[str, Any]:
        return {"day": timezone.localdate()}


class ResumeSystem(SystemStep):
    form_class = NothingForm
    action = actions.resume_system
    needs_today = True
    title = _("Dùng lại hệ thống")
    submit_label = _("Dùng lại")
    said = _("Kỳ trích xuất tính lại từ hôm nay.")
    done_message = _("Hệ thống dùng lại từ hôm nay.")
