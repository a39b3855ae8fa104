"""The sentences of the community digital teams."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEAMS: dict[str, str | Promise] = {
    "teams.team.founded": _("%(who)s ghi thành lập tổ công nghệ số của %(name)s."),
    "teams.renewal.called": _("%(who)s ghi tổ công nghệ số của %(name)s cần kiện toàn."),
    "teams.team.renewed": _(
        "%(who)s ghi kiện toàn tổ công nghệ số của %(name)s: %(stays)s người ở lại, %(gone)s thôi."
    ),
    "teams.team.dissolved": _("%(who)s ghi giải thể tổ công nghệ số của %(name)s."),
    "teams.visit.added": _("%(who)s ghi một lượt hỗ trợ ngày %(day)s."),
    "teams.visit.corrected": _("%(who)s sửa một lượt hỗ trợ ngày %(day)s."),
    "teams.visit.withdrawn": _("%(who)s rút một lượt hỗ trợ ngày %(day)s."),
    "teams.follow_up.finished": _("%(who)s ghi kết quả theo dõi một lượt hỗ trợ ngày %(day)s."),
    "teams.message.came": _("Một tin nhắn của tổ tới."),
    "teams.message.put_by": _("%(who)s bỏ một tin nhắn không phải lượt hỗ trợ."),
    "teams.messages.forgotten": _("Đã xóa %(count)s tin nhắn của tổ quá 90 ngày."),
    "teams.photo.added": _("%(who)s gửi một ảnh của lượt hỗ trợ."),
    "teams.allowance.decided": _("%(who)s ghi mức hỗ trợ thành viên tổ từ tháng %(month)s."),
    "teams.thing.added": _("%(who)s thêm đồ cho mượn %(code)s."),
    "teams.thing.edited": _("%(who)s sửa đồ cho mượn %(code)s."),
    "teams.thing.lent": _("%(who)s giao đồ %(code)s cho tổ công nghệ số của %(name)s."),
    "teams.thing.due_moved": _("%(who)s đổi hẹn trả đồ %(code)s sang ngày %(day)s."),
    "teams.thing.returned": _("%(who)s nhận lại đồ %(code)s."),
    "teams.report.saved": _("%(who)s ghi báo cáo tháng %(month)s của thôn %(name)s."),
    "teams.report.sent": _("%(who)s gửi báo cáo tháng %(month)s của thôn %(name)s."),
    "teams.report.taken_back": _(
        "%(who)s lấy lại báo cáo tháng %(month)s của thôn %(name)s để sửa."
    ),
    "teams.report.confirmed": _("%(who)s xác nhận báo cáo tháng %(month)s của thôn %(name)s."),
    "teams.report.returned": _("%(who)s trả lại báo cáo tháng %(month)s của thôn %(name)s."),
    "teams.report.approved": _("%(who)s duyệt báo cáo tháng %(month)s của thôn %(name)s."),
    "teams.report.reopened": _("%(who)s mở bản sửa báo cáo tháng %(month)s của thôn %(name)s."),
    "teams.month.locked": _("%(who)s khóa %(count)s báo cáo thôn của tháng %(month)s."),
    "teams.villages.reminded": _("%(who)s nhắc %(count)s thôn gửi báo cáo tháng."),
    "teams.form.added": _("%(who)s thêm biểu báo cáo thôn “%(name)s”."),
    "teams.item.added": _("%(who)s thêm mục “%(name)s” vào biểu báo cáo thôn."),
    "teams.item.ended": _("%(who)s thôi dùng mục “%(name)s” của biểu báo cáo thôn."),
    "teams.report_day.decided": _("%(who)s định hạn gửi báo cáo thôn là ngày %(day)s."),
    "teams.code.added": _("%(who)s thêm “%(name)s” vào danh mục của phiếu hỗ trợ."),
    "teams.code.ended": _("%(who)s ghi thôi dùng “%(name)s” trong danh mục của phiếu hỗ trợ."),
    "teams.member.added": _("%(who)s thêm một người vào tổ công nghệ số."),
    "teams.member.edited": _("%(who)s sửa thông tin một thành viên tổ công nghệ số."),
    "teams.member.ended": _("%(who)s ghi một người thôi tham gia tổ công nghệ số."),
    "teams.need.added": _("%(who)s ghi một nhu cầu, phản ánh của thôn %(name)s."),
    "teams.need.handed": _("%(who)s giao người trả lời một nhu cầu, phản ánh, hạn %(day)s."),
    "teams.need.answered": _("%(who)s trả lời một nhu cầu, phản ánh của thôn."),
    "teams.help.asked": _("%(who)s ghi một người cần giúp ở thôn %(name)s."),
    "teams.help.taken": _("%(who)s nhận giúp một người."),
    "teams.help.begun": _("%(who)s bắt đầu giúp một người."),
    "teams.help.finished": _("%(who)s giúp xong một người."),
    "teams.help.passed": _("%(who)s chuyển một yêu cầu giúp nơi khác."),
    "teams.help.passed_on": _("%(who)s chuyển %(count)s yêu cầu giúp chưa ai nhận."),
}
