"""Short recordings of speech: only sound, small enough for a weak link, and without a place inside."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor

from .actions import plain_stem
from .models import StoredFile
from .storage import write_durably

MOST_BYTES = 2 * 1024 * 1024
"""More than ten minutes at 24 kbit/s."""
OGG, WEBM, MP3, M4A = "audio/ogg", "audio/webm", "audio/mpeg", "audio/mp4"
ENDINGS = {OGG: ".ogg", WEBM: ".weba", MP3: ".mp3", M4A: ".m4a"}
SPOKEN = (b"OpusHead", b"\x01vorbis", b"Speex   ")
PICTURES = (b"V_VP", b"V_MPEG", b"V_AV1", b"theora", b"vide")
PLACES = (b"\xa9xyz", b"com.apple.quicktime.location", b"GPSLatitude")
HEAD = 4_096


def keep_recording(*, actor: Actor, name: str, content: bytes, at: datetime) -> StoredFile:
    """Check and keep one recording. The caller has checked the right and records the event."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("Bản ghi lớn hơn 2 MB. Ghi ngắn lại, chỉ tiếng, dưới 5 phút."))
    media_type = kind_of_recording(content)
    return StoredFile.objects.create(
        commune=actor.commune,
        sha256=write_durably(content),
        name=plain_stem(name, ENDINGS[media_type]),
        media_type=media_type,
        size_bytes=len(content),
        kept_by=actor.account_id,
        kept_at=at,
    )


def kind_of_recording(content: bytes) -> str:
    """By what is inside; the name is never believed."""
    if not content:
        raise ValidationError(_("Tệp trống. Chọn lại tệp."))
    media_type = _kind(content)
    if media_type is None:
        raise ValidationError(_("Chỉ nhận tệp âm thanh: MP3, M4A, OGG hoặc WebM."))
    if any(mark in content for mark in PICTURES if media_type in (WEBM, M4A, OGG)):
        raise ValidationError(_("Đây là tệp phim. Chỉ ghi tiếng rồi gửi lại."))
    if any(mark in content for mark in PLACES):
        raise ValidationError(
            _("Bản ghi có kèm vị trí nơi ghi. Tắt định vị của máy ghi âm rồi ghi lại.")
        )
    return media_type


def _kind(content: bytes) -> str | None:
    head = content[:HEAD]
    if head.startswith(b"OggS") and any(mark in head for mark in SPOKEN):
        return OGG
    if head.startswith(b"\x1a\x45\xdf\xa3") and (b"A_OPUS" in head or b"A_VORBIS" in head):
        return WEBM
    if head[4:8] == b"ftyp" and b"soun" in content:
        return M4A
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] in b"\xfb\xf3\xf2\xfa"):
        return MP3
    return None
