"""What happens to households in the background."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .actions import take_import
from .actions.importing import JOB
from .forgetting import forget_names


@job(JOB, label=gettext_lazy("Nhập danh sách hộ"), right="residents.import")
def import_households(running: Running) -> str:
    """A second run finds the list taken in already and says so."""
    import_id = UUID(running.arguments["import_id"])
    running.progress(0, 1, _("đang đối chiếu với danh sách đang có"))
    with running.finishing():
        batch = take_import(actor=running.actor, import_id=import_id, at=running.at)
    return _("Đã nhận %(new)d hộ mới, %(changed)d hộ sửa, đóng %(gone)d hộ.") % {
        "new": batch.new_count,
        "changed": batch.changed_count,
        "gone": batch.gone_count,
    }


@job(
    "residents.forget",
    label=gettext_lazy("Xóa tên chủ hộ quá thời hạn lưu"),
    cron="30 1 * * *",
    per_commune=True,
    right="residents.edit",
)
def forget(running: Running) -> str:
    households, imports = forget_names(actor=running.actor, at=running.at)
    return _("Đã xóa tên của %(households)d hộ, dọn %(imports)d lần nhập cũ.") % {
        "households": households,
        "imports": imports,
    }
