"""Messages of teams: which are written down, and why one is put by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Village
from xaso.modules.teams.codes import CodeBook
from xaso.modules.teams.models import Message, VisitSource

from .sheets import SheetForm


class PutByForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao bỏ"),
        max_length=200,
        help_text=_("Ví dụ: tin hỏi thăm, không phải lượt hỗ trợ; đã báo bằng phiếu."),
    )


class WriteForm(forms.Form):
    """Only what was read and understood may be chosen."""

    chosen = forms.MultipleChoiceField(label=_("Tin đã hiểu"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, understood: dict[str, tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.understood = understood
        fields: dict[str, Any] = self.fields
        fields["chosen"].choices = [(key, words) for key, (words, _visits) in understood.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = data.get("chosen", [])
        return {"messages": [(UUID(key), self.understood[key][1]) for key in chosen]}


def as_sheet(message: Message, villages: Iterable[Village], book: CodeBook) -> SheetForm:
    """Read as if somebody had typed it on the day it was sent."""
    village = message.member.team.village_id if message.member else ""
    day: date = timezone.localdate(message.sent_at)
    said = {
        "sheet": str(message.pk),
        "village": str(village),
        "source": VisitSource.SMS.value,
        "text": message.text,
    }
    return SheetForm(said, villages=villages, book=book, today=day)
