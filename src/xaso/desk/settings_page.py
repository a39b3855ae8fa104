"""Thể thức văn bản: what stands at the head and foot of the commune's papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholeForm, WholePage
from xaso.core.papers import actions
from xaso.core.papers.models import PaperSettings
from xaso.core.papers.queries import settings_written, symbol_of


class PaperSettingsForm(WholeForm, forms.ModelForm):  # type: ignore[type-arg]
    one_series = forms.ChoiceField(
        label=_("Cách đánh số"),
        choices=(("no", _("Mỗi loại văn bản một dãy số")), ("yes", _("Một dãy số chung"))),
        widget=forms.RadioSelect,
        help_text=_("Áp dụng cho số cấp từ bây giờ; số đã cấp giữ nguyên."),
    )

    class Meta:
        model = PaperSettings
        fields = (
            "place_name",
            "chairman_name",
            "parent_line",
            "office_symbol",
            "letter_unit",
            "office_file_copy",
            "one_series",
        )
        help_texts = {
            "place_name": _("Đứng trước ngày tháng: “Gia Phú, ngày 05 tháng 02 năm 2026”."),
            "chairman_name": _(
                "In dưới chữ ký, không kèm học hàm, học vị. Để trống thì in tên người giữ vai trò "
                "Chủ tịch."
            ),
            "office_symbol": _("Ví dụ UBND, đứng sau loại văn bản: 05/BC-UBND."),
            "letter_unit": _("Ví dụ VP, VX, KT; dùng cho công văn: 12/UBND-VP."),
            "office_file_copy": _("In ở dòng Lưu cuối phần Nơi nhận, ví dụ VT."),
        }

    def clean_one_series(self) -> bool:
        return bool(self.cleaned_data["one_series"] == "yes")

    def _post_clean(self) -> None:
        """The action checks and saves; the row here only fills the boxes."""


class SettingsPage(WholePage):
    right = "commune.settings"
    form_class = PaperSettingsForm
    action = actions.save_settings
    saved_by = "settings.saved"
    title = _("Thể thức văn bản")
    done_message = _("Đã lưu thể thức. Văn bản cấp số từ bây giờ theo thể thức mới.")
    template_name = "desk/settings.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.settings}

    @property
    def settings(self) -> PaperSettings:
        return settings_written(self.actor.commune)

    def get_initial(self) -> dict[str, Any]:
        return {"one_series": "yes" if self.settings.one_series else "no"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        settings = self.settings
        return super().get_context_data(
            sample_report=f"05/{symbol_of('BC', settings)}",
            sample_letter=f"12/{symbol_of('', settings)}",
            thing=settings,
            place=settings.place_name or self.actor.commune.name,
            lead=_t("Các dòng này in trên mọi văn bản của xã."),
            **kwargs,
        )

    def next_url(self, result: PaperSettings) -> str:
        return reverse("desk:settings")
