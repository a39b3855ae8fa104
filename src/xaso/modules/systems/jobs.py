"""What happens to the map in the background."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .actions import forget_files


@job(
    "systems.forget_files",
    label=gettext_lazy("Xóa nội dung tệp trích xuất không ai nhận"),
    cron="40 1 * * *",
    per_commune=True,
    also_when_off=True,
    right="systems.import",
)
def forget(running: Running) -> str:
    count = forget_files(actor=running.actor, at=running.at)
    return _("Đã dọn %(count)d tệp chưa nhận.") % {"count": count}
