"""One thing a phone sent, and what an officer decides about it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.people.models import Account
from xaso.core.sync import actions, deciding
from xaso.core.sync.commands import edit_of
from xaso.core.sync.models import ClashCase, Code, Item, Quarantined, State
from xaso.core.sync.reading import content_of, label_of, shown_value
from xaso.core.ui.templatetags.xaso import vn_moment


class ItemPage(TextPage):
    right = "sync.decide"
    template_name = "desk/phones/item.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Item.objects.of(self.actor.commune).select_related("actor", "device")
        item = rows.get(pk=self.kwargs["pk"])
        return super().get_context_data(
            title=label_of(item.kind, item.kind_version),
            phone=item.device,
            word=item.get_state_display(),
            why=item.text or item.get_code_display(),
            facts=[
                (_t("Người ghi"), item.actor.full_name),
                (_t("Ghi lúc"), vn_moment(item.effective_at)),
                (_t("Xã nhận lúc"), vn_moment(item.received_at)),
            ],
            content=content_of(self.actor, item.kind, item.kind_version, item.body),
            take_url=reverse("desk:phone-item-take", args=[item.pk]) if _waits(item) else "",
            back_url=reverse("desk:phone-item-back", args=[item.pk]) if _waits(item) else "",
            files_url=_files_url(item),
            **kwargs,
        )


def _waits(item: Item) -> bool:
    return item.state == State.HELD


def _files_url(item: Item) -> str:
    is_waiting = item.state == State.APPLIED and item.code == Code.FILES_MISSING
    return reverse("desk:phone-item-files", args=[item.pk]) if is_waiting else ""


class ApartPage(TextPage):
    right = "sync.decide"
    template_name = "desk/phones/item.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Quarantined.objects.of(self.actor.commune).select_related("device")
        row = rows.get(pk=self.kwargs["pk"])
        event, is_open = row.event, row.closed_at is None
        is_believable = is_open and row.code in deciding.BELIEVABLE
        author = Account.objects.of(self.actor.commune).filter(pk=event["actor"]).first()
        return super().get_context_data(
            title=label_of(event["kind"], event["v"]),
            phone=row.device,
            word=_t("Để riêng") if is_open else _t("Đã xem xong"),
            why=row.get_code_display(),
            facts=[
                (_t("Máy nói người ghi là"), author.full_name if author else _t("không rõ")),
                (_t("Xã nhận lúc"), vn_moment(row.received_at)),
            ],
            content=content_of(self.actor, event["kind"], event["v"], event["body"]),
            take_url=reverse("desk:phone-apart-take", args=[row.pk]) if is_believable else "",
            put_by_url=reverse("desk:phone-apart-close", args=[row.pk]) if is_open else "",
            **kwargs,
        )


class Decision(ActionPage):
    """Asked once more on a page of its own; then back to the list of what waits."""

    right = "sync.decide"
    template_name = "desk/phones/sure.html"
    model: Any
    question: Any = ""
    explained: Any = ""

    @cached_property
    def row(self) -> Any:
        return self.model.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            question=self.question,
            explained=self.explained,
            thing=self.row,
            cancel_url=reverse("desk:phones-to-look-at"),
            **kwargs,
        )

    def next_url(self, result: Any) -> str:
        return reverse("desk:phones-to-look-at")


class TakeItem(Decision):
    model = Item
    action = deciding.take_held
    submit_label = _("Nhận mục này")
    done_message = _("Đã chạy mục này. Kết quả hiện trên máy của người ghi.")
    question = _("Nhận mục này?")
    explained = _("Mục được ghi vào hồ sơ với quyền của người ghi vào ngày ghi.")

    def given(self) -> dict[str, Any]:
        return {"item_id": self.row.pk, "at": timezone.now()}


class BackForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao trả lại"),
        max_length=200,
        help_text=_("Người ghi đọc câu này trên máy, nên viết ngắn và rõ."),
    )


class SendBack(Decision):
    model = Item
    form_class = BackForm
    action = deciding.send_back
    submit_label = _("Trả lại")
    done_message = _("Đã trả lại. Người ghi thấy lý do trên máy.")
    question = _("Trả lại mục này?")
    explained = _("Mục không được ghi vào hồ sơ. Người ghi sửa lại hoặc bỏ.")

    def given(self) -> dict[str, Any]:
        return {"item_id": self.row.pk}


class FilesForm(forms.Form):
    reason = forms.ChoiceField(label=_("Vì sao không tới"), widget=forms.RadioSelect, choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reason"]
        field.choices = [(word, word) for word in (_t("máy mất"), _t("không gửi được"))]


class StopWaiting(Decision):
    model = Item
    form_class = FilesForm
    action = deciding.stop_waiting_for_files
    submit_label = _("Thôi chờ ảnh")
    done_message = _("Đã thôi chờ ảnh của mục này.")
    question = _("Thôi chờ ảnh của mục này?")
    explained = _(
        "Gọi người ghi trước: có thể máy chỉ chưa có sóng. Nội dung đã ghi vẫn giữ nguyên. "
        "Ảnh tới sau vẫn được nhận."
    )

    def given(self) -> dict[str, Any]:
        return {"item_id": self.row.pk, "at": timezone.now()}


class TakeIn(Decision):
    model = Quarantined
    action = deciding.take_in
    submit_label = _("Nhận mục này")
    done_message = _("Đã nhận mục để riêng.")
    question = _("Nhận mục để riêng này?")
    explained = _(
        "Hãy hỏi người ghi trước: có đúng là họ ghi không. Nhận rồi thì mục được ghi vào hồ sơ."
    )

    def given(self) -> dict[str, Any]:
        return {"apart_id": self.row.pk, "at": timezone.now()}


class PutBy(Decision):
    model = Quarantined
    action = deciding.put_by
    submit_label = _("Đã xem xong")
    done_message = _("Đã đánh dấu xem xong. Mục vẫn được giữ.")
    question = _("Xem xong mục này, không ghi vào hồ sơ?")
    explained = _("Mục vẫn được giữ nguyên, chỉ không còn nằm trong danh sách chờ.")

    def given(self) -> dict[str, Any]:
        return {"apart_id": self.row.pk, "at": timezone.now()}


class ClashForm(forms.Form):
    text_id = forms.ChoiceField(
        label=_("Giữ bản nào"), widget=forms.RadioSelect, choices=(), required=False
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["text_id"]
        field.choices = choices

    def clean_text_id(self) -> str | None:
        return self.cleaned_data["text_id"] or None


class Clash(Decision):
    model = ClashCase
    form_class = ClashForm
    action = actions.decide_clash
    submit_label = _("Giữ bản đã chọn")
    done_message = _("Đã quyết. Mọi máy thấy bản này ở lần gửi sau.")
    title = _("Hai người ghi khác nhau")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "choices": self._choices()}

    def given(self) -> dict[str, Any]:
        return {"case_id": self.row.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.question = _t("Giữ bản nào ở mục %(field)s?") % {"field": self._field()[1]}
        self.explained = (
            _t("Đã quyết lúc %(at)s.") % {"at": vn_moment(self.row.decided_at)}
            if self.row.decided_at
            else _t("Nhiều người ghi khác nhau vào cùng một mục. Hỏi lại họ nếu cần, rồi chọn.")
        )
        return super().get_context_data(**kwargs)

    def _choices(self) -> list[tuple[str, str]]:
        """What stands in the record first; then each wish with who wrote it, and when."""
        field, _label = self._field()
        record = edit_of(self.row.record).find(self.actor, self.row.record_id)
        stands = getattr(record, self.row.field)
        now = _t("Giữ như hồ sơ đang ghi: %(value)s") % {"value": shown_value(field, stands)}
        texts = self.row.texts.select_related("account").order_by("at", "pk")
        return [
            ("", now),
            *(
                (
                    str(text.pk),
                    _t("%(who)s ghi lúc %(at)s: %(value)s")
                    % {
                        "who": text.account.full_name,
                        "at": vn_moment(text.at),
                        "value": shown_value(field, text.value),
                    },
                )
                for text in texts
            ),
        ]

    def _field(self) -> tuple[forms.Field, str]:
        fields = edit_of(self.row.record).form(self.actor, {}).fields
        name = self.row.field if self.row.field in fields else self.row.field.removesuffix("_id")
        return fields[name], str(fields[name].label or name)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        self.actor.must(edit_of(self.row.record).right)
        return super().post(*args, **kwargs)
