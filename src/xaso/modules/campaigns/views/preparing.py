"""A drive from its pattern to its end: written, edited, opened, listed, locked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangePage
from xaso.core.pages.pages import ActionPage, NothingForm, TextPage
from xaso.core.people.queries import people_by_name
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.forms.campaign import CampaignForm, EditCampaignForm, LockForm
from xaso.modules.campaigns.models import Campaign, Mode, Unit
from xaso.modules.campaigns.reasons import reasons
from xaso.modules.campaigns.templates_ready import ready_campaigns

from .steps import CampaignStep

BLANK = "tu-dau"
EDITED = ("name", "goal", "basis", "from_date", "to_date", "mode", "unit", "done_means",
          "reasons", "steps", "announcement", "value_code")  # fmt: skip


class ChooseTemplate(TextPage):
    right = "campaigns.write"
    template_name = "campaigns/choose.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_t("Lập đợt ra quân"),
            templates=[
                (ready, Mode(ready.mode).label, Unit(ready.unit).label)
                for ready in ready_campaigns().values()
            ],
            blank=BLANK,
            task=self.request.GET.get("viec", ""),
            **kwargs,
        )


class DraftCampaign(ActionPage):
    right = "campaigns.write"
    form_class = CampaignForm
    template_name = "campaigns/form.html"
    action = actions.draft_campaign
    title = _("Lập đợt ra quân")
    submit_label = _("Lưu, chọn thôn")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": people_by_name(self.actor.commune)}

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        first: dict[str, Any] = {
            "owner": str(self.actor.account_id or ""),
            "from_date": today + timedelta(days=1),
            "to_date": today + timedelta(days=14),
            "mode": Mode.COUNT,
            "unit": Unit.HOUSEHOLD,
            "reasons": list(reasons()),
        }
        ready = ready_campaigns().get(self.template)
        if ready is None:
            return first
        first["to_date"] = first["from_date"] + timedelta(days=ready.days - 1)
        names = ("name", "goal", "mode", "unit", "done_means", "reasons", "steps", "announcement")
        return {**first, **{name: getattr(ready, name) for name in names}}

    def given(self) -> dict[str, Any]:
        return {
            "at": timezone.now(),
            "template_code": "" if self.template == BLANK else self.template,
            "task_id": _uuid(self.request.GET.get("viec", "")),
            "plan_id": _uuid(self.request.GET.get("ke-hoach", "")),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("campaigns:choose"), **kwargs)

    def next_url(self, result: Campaign) -> str:
        return reverse("campaigns:villages", args=[result.pk])

    @property
    def template(self) -> str:
        code = str(self.kwargs["template"])
        if code != BLANK and code not in ready_campaigns():
            raise Http404
        return code


class EditCampaign(ChangePage, CampaignStep):
    form_class = EditCampaignForm
    template_name = "campaigns/form.html"
    action = actions.edit_campaign
    title = _("Sửa đợt ra quân")
    done_message = _("Đã lưu đợt ra quân.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": people_by_name(self.actor.commune)}

    def get_initial(self) -> dict[str, Any]:
        found = {name: getattr(self.campaign, name) for name in EDITED}
        return {**found, "owner": self.campaign.owner_id}


class OpenCampaign(CampaignStep):
    form_class = NothingForm
    action = actions.open_campaign
    needs_moment = True
    title = _("Mở đợt ra quân")
    submit_label = _("Mở đợt")
    done_message = _("Đã mở. Các thôn thấy đợt này ngay trên điện thoại.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = _t(
            "Từ lúc mở, thôn ghi kết quả được; cách ghi, đơn vị và ngày bắt đầu không đổi nữa."
        )
        return super().get_context_data(said=said, **kwargs)


class DropCampaign(CampaignStep):
    form_class = NothingForm
    action = actions.drop_draft
    title = _("Bỏ bản chuẩn bị")
    submit_label = _("Bỏ đợt này")
    done_message = _("Đã bỏ bản chuẩn bị.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_danger=True, **kwargs)

    def next_url(self, result: Any) -> str:
        return reverse("campaigns:campaigns")


class SwitchToList(CampaignStep):
    form_class = NothingForm
    action = actions.switch_to_list
    needs_moment = True
    title = _("Chuyển sang danh sách hộ")
    submit_label = _("Chuyển sang danh sách")
    done_message = _("Đã chuyển: thôn đánh dấu từng hộ.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = _t(
            "Mỗi thôn có danh sách hộ để đánh dấu. Số đã đếm trước đây vẫn xem được nhưng không "
            "cộng vào: hộ đã xong đánh dấu lại. Không chuyển ngược về đếm số được."
        )
        return super().get_context_data(said=said, **kwargs)


class RefreshList(CampaignStep):
    form_class = NothingForm
    action = actions.refresh_list
    title = _("Cập nhật danh sách hộ")
    submit_label = _("Cập nhật")
    done_message = _("Đã cập nhật danh sách theo trang Hộ dân.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = _t("Hộ mới vào cuối danh sách thôn. Hộ đã đóng mà chưa ai tới thì bỏ ra.")
        return super().get_context_data(said=said, **kwargs)


class LockCampaign(CampaignStep):
    form_class = LockForm
    action = actions.lock_campaign
    needs_moment = True
    title = _("Khóa sổ đợt ra quân")
    submit_label = _("Khóa sổ")
    done_message = _("Đã khóa sổ. Tải báo cáo kết thúc ở trang này.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = _t(
            "Khóa xong thì không ai ghi thêm được. Thôn chưa báo vẫn ghi là “chưa báo”, không phải "
            "0. Danh sách hộ của đợt tự xóa khi hết hạn lưu; con số từng thôn giữ lại."
        )
        return super().get_context_data(said=said, is_danger=True, **kwargs)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
