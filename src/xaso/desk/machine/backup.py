"""Sao lưu: is everything safe, since when, and what to do when it is not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.backup import actions, health
from xaso.core.backup.book import read_book
from xaso.core.backup.folders import data_dir
from xaso.core.backup.keys import ensure_key
from xaso.core.backup.places import folder_of, plugged_in, second_of, set_by_machine
from xaso.core.backup.records import Book, Snapshot
from xaso.core.backup.way_back import steps
from xaso.core.jobs.models import Job
from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.people.own_page import AsksPassword, OwnPasswordForm
from xaso.core.units.at_work import serves_only

from .doors import with_door
from .sizes import size_words

MOST_LISTED = 30
NEWS = timedelta(minutes=2)


class Backups(TextPage):
    right = "backup.read"
    template_name = "desk/machine/backup.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        book, now = read_book(), timezone.now()
        return super().get_context_data(
            title=_t("Sao lưu"),
            book=book,
            findings=[with_door(each, self.actor) for each in health.findings(now) if each.advice],
            rows=_rows(book),
            age=_age(book, now),
            may_manage=self.actor.may("backup.manage"),
            one_commune=serves_only(self.actor.commune),
            second=second_of(book),
            **kwargs,
        )


class HowToRestore(TextPage):
    """To print and to hang beside the machine: without the key, so it may hang there."""

    right = "backup.read"
    template_name = "desk/machine/how_to_restore.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_t("Khôi phục khi máy hỏng"),
            steps=steps(key_number=ensure_key(data_dir()).number),
            **kwargs,
        )


class TrialPage(TextPage):
    """The certificate of the last trial restore."""

    right = "backup.read"
    template_name = "desk/machine/trial.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        book = read_book()
        return super().get_context_data(
            title=_t("Biên bản khôi phục thử"),
            trial=book.last_trial,
            before=list(reversed(book.trials[:-1]))[:10],
            **kwargs,
        )


class _Ordered(ActionPage):
    right = "backup.manage"

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def next_url(self, result: Job) -> str:
        return reverse("desk:job", kwargs={"pk": result.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("desk:backups"), **kwargs)


class BackUpNow(_Ordered):
    action = actions.order_backup
    title = _("Sao lưu ngay")
    submit_label = _("Sao lưu ngay")
    extra_context = {
        "lead": _("Chép mọi dữ liệu và tệp thành một bản có khóa. Vẫn làm việc được.")
    }


class TryRestore(_Ordered):
    action = actions.order_trial
    title = _("Khôi phục thử")
    submit_label = _("Khôi phục thử")
    extra_context = {
        "lead": _(
            "Mở bản mới nhất ở một chỗ nháp, đối chiếu từng dòng, từng tệp, rồi xóa chỗ nháp."
        )
    }


class TakeForm(OwnPasswordForm):
    name = forms.ChoiceField(
        label=_("Bản sao lưu"),
        error_messages={
            name: _("Không còn bản sao lưu này. Chọn bản khác trong danh sách.")
            for name in ("required", "invalid_choice")
        },
    )
    field_order = ("name", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [  # type: ignore[attr-defined]
            (row.name, _choice_words(row, size)) for row, size in _rows(read_book())
        ]


class TakeBackup(AsksPassword, ActionPage):
    """A whole backup through the browser: by a press and a password, with its line in the diary."""

    right = "backup.manage"
    form_class = TakeForm
    title = _("Tải bản sao lưu")
    submit_label = _("Tải về")
    template_name = "desk/machine/take_backup.html"

    @staticmethod
    def action(**given: Any) -> str:
        return actions.take_backup_file(**given)

    def done(self, result: str) -> HttpResponse:
        return FileResponse(open(result, "rb"), as_attachment=True)  # type: ignore[return-value]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=reverse("desk:backups"),
            has_backups=bool(read_book().snapshots),
            one_commune=serves_only(self.actor.commune),
            lead=_t("Bản tải về có khóa. Cất vào USB, không gửi qua thư điện tử."),
            **kwargs,
        )


class SecondPlace(TextPage):
    right = "backup.manage"
    template_name = "desk/machine/second_place.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        second = second_of(read_book())
        return super().get_context_data(
            title=_t("Nơi cất thứ hai"),
            second=second,
            folder=folder_of(second) if second.folder else "",
            places=[(place, size_words(place.free_bytes)) for place in plugged_in()],
            set_by_machine=set_by_machine(),
            one_commune=serves_only(self.actor.commune),
            **kwargs,
        )


class ChooseSecondPlace(ActionPage):
    right = "backup.manage"
    action = actions.choose_second_place
    title = _("Nơi cất thứ hai")
    submit_label = _("Chọn nơi này")
    done_message = _("Đã ghi nơi cất thứ hai. Máy chép bản mới nhất sang đó trong năm phút.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(status=405, headers={"Allow": "POST"})

    def given(self) -> dict[str, Any]:
        return {"folder": self.request.POST.get("o", ""), "at": timezone.now()}

    def next_url(self, result: Any) -> str:
        return reverse("desk:second_place")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("desk:second_place"), **kwargs)


def _age(book: Book, now: datetime) -> str:
    """Empty while it is news."""
    if book.last_good is None or now - book.last_good.made_at < NEWS:
        return ""
    return health.age(book.last_good.made_at, now)


def _choice_words(row: Snapshot, size: str) -> str:
    kind = _t("đầy đủ") if row.is_full else _t("nhanh, cần kèm bản đầy đủ")
    return f"{health.moment_words(row.made_at)}: {kind}, {size}"


def _rows(book: Book) -> list[tuple[Snapshot, str]]:
    """Newest first, each with its size in words."""
    newest = list(reversed(book.snapshots))[:MOST_LISTED]
    return [(each, size_words(each.bytes)) for each in newest]
