"""The paper that goes with the stick: whose copies these are, which is the newest, how they come back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xaso.core.units.models import Commune
from xaso.lib.dates import moment_words

from .keys import BackupKey
from .records import Snapshot
from .way_back import steps

MOST_NAMED = 5


def words_for(newest: Snapshot, key: BackupKey) -> bytes:
    """Readable by any editor of any machine; without the key."""
    lines = [
        _("Bản sao lưu Xã Số: %(names)s") % {"names": _names()},
        _("Số khóa: %(number)s (so với số in trên phiếu khóa)") % {"number": key.number},
        _("Bản mới nhất: %(name)s, sao lưu lúc %(when)s")
        % {"name": newest.name, "when": moment_words(newest.made_at)},
    ]
    if newest.base:
        lines.append(
            _("Bản này cần tệp %(name)s nằm cùng thư mục.") % {"name": newest.base},
        )
    lines += ["", _("Khôi phục khi máy hỏng, mất hoặc cháy:")]
    for number, step in enumerate(steps(key_number=key.number, newest=newest.name), 1):
        lines.append(f"{number}. {step['text']}")
        if step["command"]:
            lines.append(f"   {step['command']}")
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def _names() -> str:
    rows = Commune.objects.filter(opened_at__isnull=False).order_by("pk")[: MOST_NAMED + 1]
    names = [commune.full_name for commune in rows]
    return ", ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])
