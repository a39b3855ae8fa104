"""Thông tin xã: the door to people, units, calendar, law, log and settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.day_counts import counts_of_days
from xaso.core.pages.pages import TextPage
from xaso.core.rights.actor import Actor
from xaso.core.switches.known import is_on
from xaso.core.ui.charts import Chart, Point, trend
from xaso.core.units.models import Commune
from xaso.lib.numbers import write_number

DAYS = 30


@dataclass(frozen=True)
class Door:
    right: str
    address: str
    icon: str
    name: Any
    text: Any

    @property
    def url(self) -> str:
        return reverse(self.address)

    def opens_for(self, actor: Actor) -> bool:
        """Not into a part the commune has switched off."""
        return actor.may(self.right) and is_on(actor.commune, self.address.partition(":")[0])


DOORS = (
    Door("people.read", "desk:people", "people", _("Cán bộ"),
         _("Tài khoản, vai trò, mật khẩu dùng một lần.")),
    Door("units.read", "desk:units", "village", _("Đơn vị"),
         _("Thôn, bản, cụm dân cư; xã gồm những đơn vị cũ nào.")),
    Door("residents.read", "desk:households", "person", _("Hộ dân"),
         _("Danh sách hộ theo thôn, nhập từ Excel, tìm không cần dấu.")),
    Door("desk.home", "desk:calendar", "calendar", _("Lịch làm việc"),
         _("Ngày nghỉ, ngày làm bù để tính hạn.")),
    Door("coverage.read", "coverage:villages", "village", _("Vùng sóng"),
         _("Đo sóng từng điểm; thôn nào trắng, lõm, yếu.")),
    Door("coverage.answer", "coverage:own-petitions", "village", _("Kiến nghị phủ sóng"),
         _("Kiến nghị gửi tới nhà mạng của mình: trả lời, báo ngày phát sóng.")),
    Door("systems.read", "systems:systems", "link", _("Bản đồ phần mềm"),
         _("Hệ thống nào giữ số nào, ai có tài khoản, bao giờ trích xuất.")),
    Door("teams.read", "teams:teams", "people", _("Tổ công nghệ số"),
         _("Tổ của từng thôn, thành viên, lượt hỗ trợ người dân.")),
    Door("sync.read", "desk:phones", "phone", _("Máy của thôn"),
         _("Điện thoại đi cơ sở: còn gì chưa gửi, mục nào chờ xã xem.")),
    Door("upstream.read", "desk:upstream", "up", _("Gửi lên tỉnh"),
         _("Số liệu, kế hoạch, kiến nghị xã gửi lên; các xã báo lên.")),
    Door("law.read", "desk:law", "stamp", _("Căn cứ pháp lý"),
         _("Văn bản còn hiệu lực, quy định chưa xác minh.")),
    Door("events.read", "desk:log", "clock", _("Nhật ký"),
         _("Ai đã làm gì, lúc nào; kiểm tra chuỗi.")),
    Door("privacy.review", "desk:private-reads", "person", _("Ai đã xem dữ liệu riêng"),
         _("Số điện thoại được che; mỗi lần mở ra xem, ai xem và vì sao.")),
    Door("desk.home", "desk:jobs", "gear", _("Đang chạy"),
         _("Việc máy chủ đang làm giúp, lịch tự chạy.")),
    Door("backup.read", "desk:backups", "download", _("Sao lưu"),
         _("Bản tốt gần nhất, khôi phục thử, phiếu khóa.")),
    Door("machine.read", "desk:doctor", "check", _("Sức khỏe máy"),
         _("Điều chưa ổn của máy chủ và cách sửa.")),
    Door("switches.manage", "desk:switches", "plan", _("Các phần đang dùng"),
         _("Bật, tắt từng phần của phần mềm cho xã.")),
    Door("commune.settings", "desk:settings", "settings", _("Thể thức văn bản"),
         _("Địa danh, ký hiệu, cách đánh số.")),
)  # fmt: skip


class CommunePage(TextPage):
    right = "desk.home"
    template_name = "desk/commune.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_t("Thông tin xã"),
            commune=self.actor.commune,
            doors=[door for door in DOORS if door.opens_for(self.actor)],
            activity=activity_chart(self.actor.commune, timezone.localdate()),
            **kwargs,
        )


def activity_chart(commune: Commune, today: date) -> Chart:
    """What the diary counted, day by day; nobody is named."""
    counts = counts_of_days(commune, today, DAYS)
    return trend(
        _t("Hoạt động %(days)d ngày") % {"days": DAYS},
        [Point(f"{day.day}/{day.month}", count) for day, count in counts.items()],
        unit=_t("việc"),
        note=_t("%(total)s việc đã ghi vào nhật ký, không kể tên ai.")
        % {"total": write_number(sum(counts.values()))},
    )
