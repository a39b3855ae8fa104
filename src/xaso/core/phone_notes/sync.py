"""Notes go to phones; that they were read comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xaso.core.events.touched import subject
from xaso.core.files.models import StoredFile
from xaso.core.rights.actor import Actor
from xaso.core.sync.commands import Command, accept
from xaso.core.sync.lending import lend, to_hear
from xaso.core.sync.sharing import Shared, share

from .actions import read_note
from .forms import ReadForm
from .models import PhoneNote, PhoneNoteReading
from .queries import notes_on_phone


def read_form(actor: Actor, data: Mapping[str, Any]) -> ReadForm:
    return ReadForm(data, notes=notes_on_phone(actor))


def read(*, actor: Actor, at: datetime, made_as: UUID, note_id: UUID) -> PhoneNoteReading:
    """It makes no record of its own: read is read, from whatever phone."""
    del made_as
    return read_note(actor=actor, note_id=note_id, at=at)


def recordings(actor: Actor) -> QuerySet[StoredFile]:
    notes = notes_on_phone(actor).values("recording")
    return StoredFile.objects.of(actor.commune).filter(pk__in=notes)


def shown(actor: Actor, note: PhoneNote) -> dict[str, Any]:
    spoken = SimpleNamespace(file=note.recording, language=note.language, title=str(_("Nghe")))
    return {
        "scope": f"thon:{note.village_id}" if note.village_id else f"xa:{actor.commune.pk}",
        "text": note.text,
        "from": note.from_date.isoformat(),
        "to": note.to_date.isoformat(),
        "by": note.by.full_name,
        "is_read": getattr(note, "is_read", False),
        "sounds": to_hear([spoken] if note.recording else []),
    }


share(
    Shared(
        "phone_note",
        right="phone_notes.read",
        rows=notes_on_phone,
        shown=shown,
        heard={"phone_notes.note.*": subject},
    )
)
lend("phone_notes", right="phone_notes.read", files=recordings)
accept(Command("phone_notes.read", 1, form=read_form, run=read, label=_("Đọc tin của xã")))
