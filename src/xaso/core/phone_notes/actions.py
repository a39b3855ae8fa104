"""The office writes to phones, takes it back, and hears that it was read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.files.models import StoredFile
from xaso.core.files.recordings import keep_recording
from xaso.core.people.models import Account
from xaso.core.residents.languages import language_names
from xaso.core.rights.actor import Actor
from xaso.core.sync.lending import MOST_BYTES
from xaso.core.units.models import Village

from .models import PhoneNote, PhoneNoteReading
from .queries import notes_on_phone

LONGEST = timedelta(days=90)


@transaction.atomic
def send_note(
    *,
    actor: Actor,
    text: str,
    to_date: date,
    at: datetime,
    from_date: date | None = None,
    village_id: UUID | None = None,
    account_id: UUID | None = None,
    recording: bytes = b"",
    language: str = "",
) -> PhoneNote:
    actor.must("sync.decide")
    begins = from_date or timezone.localdate(at)
    _check_days(begins, to_date, timezone.localdate(at))
    village, account = _meant(actor, village_id, account_id)
    note = PhoneNote.objects.create(
        commune=actor.commune,
        village=village,
        account=account,
        text=text.strip(),
        recording=_kept(actor, recording, language, at),
        language=language if recording else "",
        from_date=begins,
        to_date=to_date,
        by_id=_person(actor),
        at=at,
    )
    record("phone_notes.note.sent", actor=actor, subject_id=note.pk)
    return note


@transaction.atomic
def end_note(*, actor: Actor, note_id: UUID, at: datetime) -> PhoneNote:
    """It leaves the phones at their next contact; who has read it stays to be seen."""
    actor.must("sync.decide")
    note = PhoneNote.objects.of(actor.commune).select_for_update().get(pk=note_id)
    if note.ended_at is not None:
        raise ValidationError(_("Tin này đã gỡ khỏi máy."))
    return _ended(actor, note, at)


@transaction.atomic
def end_old_notes(*, actor: Actor, at: datetime) -> int:
    """Those whose last day is over."""
    actor.must("sync.decide")
    over = PhoneNote.objects.of(actor.commune).filter(
        ended_at=None, to_date__lt=timezone.localdate(at)
    )
    return len([_ended(actor, note, at) for note in over.select_for_update().order_by("pk")])


@transaction.atomic
def read_note(*, actor: Actor, note_id: UUID, at: datetime) -> PhoneNoteReading:
    """Said twice, also from two phones, it was read once."""
    actor.must("phone_notes.read")
    note = notes_on_phone(actor).get(pk=note_id)
    reading, is_new = PhoneNoteReading.objects.get_or_create(
        note=note,
        account_id=_person(actor),
        defaults={"commune": actor.commune, "read_at": at},
    )
    if is_new:
        record("phone_notes.note.read", actor=actor, subject_id=note.pk)
    return reading


def _person(actor: Actor) -> UUID:
    """No job writes to people or reads for them."""
    if actor.account_id is None:
        raise PermissionDenied("a person")
    return actor.account_id


def _ended(actor: Actor, note: PhoneNote, at: datetime) -> PhoneNote:
    note.ended_at = at
    note.version += 1
    note.save(update_fields=["ended_at", "version"])
    record("phone_notes.note.ended", actor=actor, subject_id=note.pk)
    return note


def _check_days(begins: date, ends: date, today: date) -> None:
    if ends < max(begins, today):
        raise ValidationError({"to_date": _("Ngày cuối phải từ hôm nay và sau ngày đầu.")})
    if ends - begins > LONGEST:
        raise ValidationError({"to_date": _("Tin ở trên máy nhiều nhất 90 ngày.")})


def _meant(
    actor: Actor, village_id: UUID | None, account_id: UUID | None
) -> tuple[Village | None, Account | None]:
    if (village_id is None) == (account_id is None):
        raise ValidationError(_("Chọn một thôn, hoặc một người."))
    if village_id is not None:
        return Village.objects.of(actor.commune).get(pk=village_id), None
    account = Account.objects.of(actor.commune).get(pk=account_id)
    if not account.is_active:
        raise ValidationError({"account_id": _("Tài khoản này đã khóa.")})
    return None, account


def _kept(actor: Actor, content: bytes, language: str, at: datetime) -> StoredFile | None:
    if not content:
        return None
    if language not in language_names():
        raise ValidationError({"language": _("Chọn tiếng nói trong bản ghi.")})
    if len(content) > MOST_BYTES:
        said = _("Bản ghi lớn hơn 150 kB. Ghi dưới một phút, chất lượng thấp.")
        raise ValidationError({"recording": said})
    return keep_recording(actor=actor, name="tin.ogg", content=content, at=at)
