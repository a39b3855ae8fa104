"""A drive as an officer writes it down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangeForm
from xaso.core.pages.whole import WholeForm
from xaso.core.people.models import Account
from xaso.core.ui.fields import IdField, VietnameseDateField
from xaso.modules.campaigns.models import Mode, Unit
from xaso.modules.campaigns.reasons import reasons


class CampaignForm(forms.Form):
    name = forms.CharField(label=_("Tên đợt"), max_length=160)
    goal = forms.CharField(
        label=_("Mục đích"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    from_date = VietnameseDateField(label=_("Từ ngày"))
    to_date = VietnameseDateField(label=_("Đến hết ngày"))
    mode = forms.ChoiceField(
        label=_("Cách ghi kết quả"),
        choices=[(value, capfirst(str(label))) for value, label in Mode.choices],
        widget=forms.RadioSelect,
        help_text=_(
            "Đếm số: mỗi thôn báo ba con số mỗi ngày. Theo danh sách: đánh dấu từng hộ. Từ đếm số "
            "chuyển sang danh sách được, ngược lại thì không."
        ),
    )
    unit = forms.ChoiceField(
        label=_("Đếm theo"), choices=[(v, capfirst(str(label))) for v, label in Unit.choices]
    )
    done_means = forms.CharField(
        label=_("Thế nào là xong"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Viết để thôn nào cũng hiểu như nhau."),
    )
    reasons = forms.MultipleChoiceField(
        label=_("Lý do chưa xong để chọn"),
        choices=[(code, capfirst(word)) for code, word in reasons().items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một lý do.")},
    )
    owner = IdField(label=_("Người phụ trách ở xã"))
    steps = forms.CharField(
        label=_("Hướng dẫn từng bước"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi bước một dòng, câu ngắn."),
    )
    announcement = forms.CharField(
        label=_("Lời phát loa"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Viết {village}, {from}, {to}, {target}: phần mềm điền cho từng thôn."),
    )
    basis = forms.CharField(label=_("Căn cứ"), max_length=200, required=False)
    value_code = forms.SlugField(
        label=_("Cấp số cho số liệu nào"),
        max_length=60,
        required=False,
        help_text=_("Mã số liệu ở trang Chỉ số, ví dụ ho-co-bhyt-vneid. Để trống nếu không."),
    )

    def __init__(self, *args: Any, people: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(person.pk), person.full_name) for person in people]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "owner" in data:
            data["owner_id"] = data.pop("owner")
        return data


class EditCampaignForm(ChangeForm, CampaignForm):
    pass


class LockForm(forms.Form):
    proposals = forms.CharField(
        label=_("Kiến nghị sau đợt này"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Vào phần kiến nghị của báo cáo kết thúc. Mỗi ý một dòng."),
    )


class ResponsibleForm(WholeForm):
    account = forms.ChoiceField(label=_("Người phụ trách thôn này"), required=False)

    def __init__(self, *args: Any, people: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(person.pk), person.full_name) for person in people]
        self.fields["account"].choices = [("", _("Chưa cử ai")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return {"account_id": UUID(data["account"]) if data.get("account") else None}


class RecordingForm(forms.Form):
    language = forms.ChoiceField(label=_("Nói tiếng gì"))
    title = forms.CharField(
        label=_("Nói về việc gì"), max_length=120, help_text=_("Ví dụ: Bước 2, mở thẻ BHYT.")
    )
    file = forms.FileField(
        label=_("Tệp âm thanh"),
        error_messages={"required": _("Chọn tệp.")},
        help_text=_(
            "MP3, M4A, OGG hoặc WebM, dưới 2 MB. Người của thôn đọc, nghe lại trước khi gửi."
        ),
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": "user"}),
    )

    def __init__(self, *args: Any, languages: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(languages)  # type: ignore[attr-defined]
