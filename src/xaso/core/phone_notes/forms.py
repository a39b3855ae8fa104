"""What a phone says about a note."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xaso.core.phone_notes.models import PhoneNote
from xaso.core.ui.fields import IdField


class ReadForm(forms.Form):
    note = IdField(label=_("Tin của xã"))

    def __init__(self, *args: Any, notes: Iterable[PhoneNote], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(note.pk), str(note)) for note in notes]
        self.fields["note"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return {"note_id": data["note"]} if "note" in data else data
