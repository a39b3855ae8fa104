"""The machine itself: its clock, the parts built for it, the address people use, the version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import version as version_of

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from xaso.core.backup.health import moment_words
from xaso.core.events.models import Event
from xaso.core.jobs.trusted_clock import leapt_from
from xaso.core.papers.pdf import pdf_available
from xaso.core.postgres.context import every_commune
from xaso.core.units.models import Commune

from .finding import Finding, good, notice, problem

CLOCK_SLACK = timedelta(minutes=5)
LOCAL = ("http://127.0.0.1", "http://localhost", "http://[::1]")


def clock(at: datetime) -> Finding:
    """Events are written in order; one from the future means that the clock was, or is, wrong."""
    with every_commune():
        newest = Event.objects.aggregate(newest=Max("recorded_at"))["newest"]
    if newest is not None and newest - at > CLOCK_SLACK:
        return problem(
            "clock",
            _("Đồng hồ máy chỉ %(now)s, nhưng nhật ký đã ghi đến %(newest)s.")
            % {"now": moment_words(at), "newest": moment_words(newest)},
            _(
                "Chỉnh lại ngày giờ của máy. Đồng hồ hay chạy sai thì thay viên pin đồng hồ trong máy (pin CMOS)."
            ),
        )
    before = leapt_from(at)
    if before is not None:
        return problem(
            "clock",
            _(
                "Đồng hồ máy chỉ %(now)s, lần ghi trước đó là %(before)s. Sao lưu vẫn chạy; các việc "
                "tự chạy khác đang được giữ lại."
            )
            % {"now": moment_words(at), "before": moment_words(before)},
            _(
                "Ngày giờ sai thì chỉnh lại ngay. Máy vừa tắt lâu ngày thì cứ dùng: sau nửa ngày "
                "máy lại tự làm các việc ấy."
            ),
        )
    return good("clock", _("Đồng hồ máy đang chỉ %(now)s.") % {"now": moment_words(at)})


def built_parts(_at: datetime) -> Iterator[Finding]:
    if not pdf_available():
        yield notice(
            "pdf",
            _("Chưa tạo được tệp PDF: thiếu phông chữ hoặc thư viện."),
            _("Nhờ người cài đặt chạy make build, hoặc cài gói xaso có phần pdf."),
        )
    if settings.STATIC_WISH == "built" and not settings.STATIC_BUILT:
        yield notice(
            "static",
            _("Tệp giao diện chưa dựng sẵn, trang mở chậm hơn."),
            _("Nhờ người cài đặt chạy make build rồi bật lại chương trình."),
        )


def web_address(_at: datetime) -> Iterator[Finding]:
    real = Commune.objects.filter(opened_at__isnull=False, is_sample=False).exists()
    is_local = settings.XASO_URL.startswith(LOCAL)
    if not settings.HTTPS and real and not is_local:
        yield problem(
            "https",
            _("Mọi người vào bằng http: mật khẩu đi qua mạng không được che."),
            _("Nhờ người cài đặt làm https và đặt XASO_URL; gõ xaso check để biết còn thiếu gì."),
        )
    elif not settings.HTTPS:
        yield notice(
            "https",
            _("Đường truyền chưa có khóa (http): chỉ nên dùng trên chính máy này."),
            _("Cho máy khác vào thì nhờ người cài đặt làm https và đặt XASO_URL trước."),
        )
    if settings.HTTPS and "*" in settings.ALLOWED_HOSTS:
        yield notice(
            "hosts",
            _("Máy trả lời bất cứ tên nào người ta gọi đến."),
            _("Nhờ người cài đặt ghi tên máy của xã vào XASO_HOSTS."),
        )


def version(_at: datetime) -> Finding:
    return good("version", _("Xã Số bản %(version)s.") % {"version": version_of("xaso")})
