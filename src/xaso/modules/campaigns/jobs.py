"""What happens to drives by the clock."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .public.keeping import forget_old_lists, put_counts_right


@job(
    "campaigns.look_over_counts",
    label=gettext_lazy("Đếm lại số liệu đợt ra quân cho khớp"),
    cron="5 3 * * *",
    per_commune=True,
)
def look_over_counts(running: Running) -> str:
    wrong = put_counts_right(running.actor.commune)
    if wrong:
        return _("%(count)d thôn có số đếm sẵn bị lệch, đã tính lại.") % {"count": wrong}
    return _("Số đếm sẵn đều khớp.")


@job(
    "campaigns.forget_lists",
    label=gettext_lazy("Xóa danh sách hộ của đợt ra quân quá thời hạn lưu"),
    cron="15 3 * * *",
    per_commune=True,
    also_when_off=True,
    right="campaigns.write",
)
def forget(running: Running) -> str:
    count = forget_old_lists(running.actor, running.at)
    return _("Đã xóa danh sách hộ của %(count)d đợt; số liệu từng thôn giữ nguyên.") % {
        "count": count
    }
