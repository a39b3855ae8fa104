"""The one set of state words. A state is always an icon and a word, the colour only helps."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class State:
    word: str | Promise
    tone: str
    """Empty, now, good, warn or bad."""


STATES = {
    "draft": State(_("Bản nháp"), ""),
    "todo": State(_("Chưa làm"), ""),
    "doing": State(_("Đang làm"), "now"),
    "review": State(_("Chờ duyệt"), "now"),
    "returned": State(_("Bị trả lại"), "warn"),
    "done": State(_("Xong"), "good"),
    "soon": State(_("Sắp hạn"), "warn"),
    "late": State(_("Quá hạn"), "bad"),
    "paused": State(_("Tạm dừng"), ""),
    "gap": State(_("Chưa có số liệu"), ""),
}
