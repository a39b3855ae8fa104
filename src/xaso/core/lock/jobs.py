from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.jobs.kinds import Running, job

from .kept import drop_old


@job("lock.drop_old_forms", label=_("Xóa biểu mẫu gõ dở quá một ngày"), cron="25 * * * *")
def drop_old_forms(running: Running) -> str:
    return _t("Đã xóa %(count)d biểu mẫu gõ dở.") % {"count": drop_old(at=running.at)}
