"""From what is not well to the page where it is mended, for who may go through."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.doctor.finding import Finding
from xaso.core.rights.actor import Actor

DOORS = {
    "backup_key_not_stowed": ("backup.manage", "desk:key_sheet", _("In phiếu khóa")),
    "second_missing": ("backup.manage", "desk:second_place", _("Chọn nơi cất")),
    "second_unplugged": ("backup.manage", "desk:second_place", _("Xem nơi cất")),
    "second_same_disk": ("backup.manage", "desk:second_place", _("Chọn nơi khác")),
    "second_failed": ("backup.manage", "desk:second_place", _("Xem nơi cất")),
    "backup_late": ("desk.home", "desk:jobs", _("Xem Đang chạy")),
    "backup_failed": ("backup.manage", "desk:backup_now", _("Sao lưu ngay")),
    "backup_full_late": ("backup.manage", "desk:backup_now", _("Sao lưu ngay")),
    "trial_late": ("backup.manage", "desk:trial_now", _("Khôi phục thử")),
    "dead_letters": ("jobs.manage", "desk:jobs", _("Xem Đang chạy")),
    "calendar": ("commune.settings", "desk:calendar", _("Mở Lịch làm việc")),
    "calendar_unconfirmed": ("commune.settings", "desk:calendar", _("Mở Lịch làm việc")),
    "rule_unreadable": ("law.read", "desk:rules", _("Xem quy định")),
    "rules_unconfirmed": ("law.read", "desk:rules", _("Xem quy định")),
}


def with_door(finding: Finding, actor: Actor) -> tuple[Finding, str, str]:
    right, address, words = DOORS.get(finding.code, ("", "", ""))
    if not address or not actor.may(right):
        return finding, "", ""
    return finding, reverse(address), str(words)
