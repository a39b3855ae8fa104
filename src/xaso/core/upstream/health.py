"""Does the province still hear this commune?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from xaso.core.doctor.finding import Finding, good, problem
from xaso.core.postgres.context import every_commune

from .models import Uplink
from .queries import silent_lines


def upstream(at: datetime) -> Iterator[Finding]:
    """Nothing to say where no commune is joined."""
    with every_commune():
        joined, silent = Uplink.objects.count(), silent_lines(at)
    for link in silent:
        yield problem(
            "upstream_silent",
            _("Tỉnh không nghe được xã: %(why)s")
            % {"why": link.reason or _("đã hai ngày không gửi được.")},
            _("Mở trang Gửi lên tỉnh, xem lý do, bấm Gửi ngay; vẫn không được thì gọi tỉnh."),
        )
    if joined and not silent:
        yield good("upstream", _("Tỉnh vẫn nghe được xã."))
