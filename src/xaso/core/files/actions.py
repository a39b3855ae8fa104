from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.lib.text import nfc

from .images import shrink
from .kinds import IMAGE, kind_of
from .models import StoredFile
from .storage import write_durably

MOST_BYTES = 10 * 1024 * 1024


def keep_file(*, actor: Actor, name: str, content: bytes, at: datetime) -> StoredFile:
    """Check, shrink and keep one file. The caller has checked the right and records the event.

    The bytes are on disk before the row is written, so a row never speaks of a file not there.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(_("Tệp lớn hơn 10 MB. Nén nhỏ lại hoặc gửi đường dẫn."))
    media_type = kind_of(content)
    width_px = height_px = None
    if media_type == IMAGE:
        photo = shrink(content)
        content, width_px, height_px = photo.content, photo.width_px, photo.height_px
    return StoredFile.objects.create(
        commune=actor.commune,
        sha256=write_durably(content),
        name=_plain_name(name, media_type),
        media_type=media_type,
        size_bytes=len(content),
        width_px=width_px,
        height_px=height_px,
        kept_by=actor.account_id,
        kept_at=at,
    )


def _plain_name(name: str, media_type: str) -> str:
    ending = {IMAGE: ".jpg", "application/pdf": ".pdf"}.get(media_type)
    if ending is None:
        ending = ".docx" if "word" in media_type else ".xlsx"
    return plain_stem(name, ending)


def plain_stem(name: str, ending: str) -> str:
    """Only the last part of the name, without control or direction signs, with a true ending."""
    stem = PurePath(nfc(name).replace("\\", "/")).name
    stem = re.sub(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:\"|?*]", "", stem)
    stem = PurePath(stem).stem.strip(" .") or _("tệp")
    return stem[: 120 - len(ending)] + ending
