"""What the living page shows: one made-up sample of each component."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.pages.addresses import FilterLink
from xaso.core.pages.keyset import Slice

from . import charts
from .fields import NumberField, VietnameseDateField
from .icons import icon_names
from .states import STATES


class SampleForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Tên việc"), max_length=120)
    due_date = VietnameseDateField(label=gettext_lazy("Hạn xong"))
    households = NumberField(
        label=gettext_lazy("Số hộ cần đạt"),
        required=False,
        help_text=gettext_lazy("Ví dụ 1.980"),
    )
    evidence = forms.ChoiceField(
        label=gettext_lazy("Minh chứng cần nộp"),
        widget=forms.RadioSelect,
        choices=[
            ("photo", gettext_lazy("Ảnh")),
            ("figure", gettext_lazy("Con số")),
            ("paper", gettext_lazy("Số văn bản")),
        ],
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    tell_village = forms.BooleanField(
        label=gettext_lazy("Nhắn trưởng thôn ngay khi giao"), required=False
    )


def component_samples() -> dict[str, Any]:
    return {
        "states": STATES,
        "icons": icon_names(),
        "samples_form": SampleForm(initial={"due_date": date(2026, 12, 15), "households": 1980}),
        "wrong_form": _wrong_form(),
        "sample_slice": Slice(rows=[], after="mau", is_first=False),
        "filters": [
            FilterLink(_("Tất cả"), "?", is_current=True, count=80),
            FilterLink(_("Của tôi"), "?cua=toi", count=12),
            FilterLink(_("Chậm"), "?cham=1", count=11),
            FilterLink(_("Chờ duyệt"), "?cho=1", count=4),
        ],
        "steps": _steps(),
        "facts": [
            (_("Rõ người"), _("Nguyễn Thị Lan, công chức văn hóa – xã hội")),
            (_("Rõ việc"), _("Lắp wifi công cộng tại nhà văn hóa thôn Mẫu Sơn")),
            (_("Rõ thời gian"), _("Thứ Ba 15/12 (còn 13 ngày làm việc)")),
            (_("Rõ trách nhiệm"), _("Phó Chủ tịch Lý A Thào nghiệm thu")),
            (_("Rõ kết quả"), None),
        ],
        "rows": _rows(),
        "spark_up": charts.spark([8, 9, 9, 12, 13, 16, 18, 21]),
        "spark_gap": charts.spark([14, 13, None, None, 12, 11]),
        "trend": _trend(),
        "bars": _bars(),
        "stacked": _stacked(),
    }


def _wrong_form() -> SampleForm:
    typed = {"title": _("Lắp wifi nhà văn hóa thôn Mẫu Sơn"), "due_date": "31/2", "evidence": "x"}
    return SampleForm({f"loi-{name}": value for name, value in typed.items()}, prefix="loi")


def _steps() -> list[dict[str, str]]:
    return [
        {"name": _("Phụ lục kế hoạch"), "value": "30 %", "text": _("đích của năm"), "url": "#"},
        {"name": _("Việc"), "value": "NV-17", "text": _("giao chị Lan, hạn 15/12"), "url": "#"},
        {"name": _("Thôn"), "value": _("412 hộ"), "text": _("Páo gửi ảnh và số"), "url": "#"},
        {"name": _("Chỉ tiêu"), "value": "20,8 %", "text": _("412 trên 1.980 hộ"), "url": "#"},
        {"name": _("Báo cáo"), "value": _("Tháng 11"), "text": _("chờ cấp số"), "url": "#"},
    ]


def _rows() -> list[dict[str, str]]:
    return [
        {"name": _("Nộp danh sách hộ chưa có tài khoản"), "state": "late", "tone": "bad",
         "word": _("Quá hạn 2 ngày"), "text": _("Thôn Mẫu Sơn · chị Lan"), "due": "24/11/2026",
         "done": "0/1"},
        {"name": _("Tập huấn nộp hồ sơ trực tuyến"), "state": "review", "tone": "", "word": "",
         "text": _("Páo gửi 3 ảnh lúc 9:12"), "due": "30/11/2026", "done": "3/3"},
        {"name": _("Đo sóng cụm Nà Mẫu"), "state": "soon", "tone": "warn",
         "word": _("Còn 2 ngày"), "text": _("Thôn Nà Mẫu · anh Páo"), "due": "28/11/2026",
         "done": "1/4"},
    ]  # fmt: skip


def _trend() -> charts.Chart:
    values = [9.5, 10.1, 11.8, 12.0, None, 14.2, 15.9, 16.4, 18.0, 19.3, 20.8]
    points = [charts.Point(f"{month}/2026", value) for month, value in enumerate(values, 1)]
    return charts.trend(
        _("Hộ có tài khoản định danh"),
        points,
        goal=30,
        unit="%",
        note=_("Nguồn: các thôn gửi hằng tháng; tháng 5 chưa có số liệu."),
    )


def _bars() -> charts.Chart:
    return charts.bars(
        _("Điểm tự chấm theo nhóm"),
        [
            charts.Bar(_("Nhận thức số"), 82, 96, 100, goal=80, tone="good"),
            charts.Bar(_("Hạ tầng số ở thôn, bản và nhà văn hóa"), 118, 150, 200, goal=160),
            charts.Bar(_("Dịch vụ công trực tuyến"), 96, 140, 300, goal=240, tone="bad"),
            charts.Bar(_("Kinh tế số"), None, None, 100),
        ],
        unit=_("điểm"),
        note=_("Phần đậm đã chắc, phần nhạt tùy các mục chưa có số liệu; vạch là đích."),
    )


def _stacked() -> charts.Chart:
    return charts.stacked(
        _("80 việc của kế hoạch"),
        [
            charts.Part(_("Xong"), 31),
            charts.Part(_("Đang làm"), 26),
            charts.Part(_("Chờ duyệt"), 4),
            charts.Part(_("Quá hạn"), 11),
            charts.Part(_("Chưa làm"), 8),
        ],
    )
