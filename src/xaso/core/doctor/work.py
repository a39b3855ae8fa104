"""Work in the background: is anybody at it, and what has been given up?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from xaso.core.backup.health import age, moment_words
from xaso.core.jobs.health import Standstill, given_up, standstill
from xaso.core.postgres.context import every_commune

from .finding import Finding, good, problem


def background(at: datetime) -> Finding:
    with every_commune():
        found = standstill(at)
    if found is None:
        return good("jobs", _("Máy tự làm việc đúng lịch."))
    advice = (
        _("Tắt và bật lại chương trình (xaso serve). Chạy tách thì tắt và bật lại xaso worker.")
        if found.is_manned
        else _("Bật chương trình (xaso serve). Chạy tách thì bật cả xaso worker.")
    )
    return problem("jobs_stopped", _in_words(found, at), advice)


def dead_letters(_at: datetime) -> Iterator[Finding]:
    with every_commune():
        found = given_up()
    if found:
        yield problem(
            "dead_letters",
            _("%(jobs)d việc và %(letters)d tin báo máy không làm được dù đã thử nhiều lần.")
            % {"jobs": found.jobs, "letters": found.deliveries},
            _("Mở trang Đang chạy, xem lý do từng dòng, bấm chạy lại hoặc bỏ."),
        )


def _in_words(found: Standstill, at: datetime) -> str:
    if found.since is None:
        return _("Máy chưa tự làm việc lần nào: chưa tự sao lưu, chưa tự nhắc hạn.")
    if found.is_manned:
        words = {"age": age(found.since, at)}
        return _("Máy đang đứng: việc đến giờ từ %(age)s trước chưa được làm.") % words
    words = {"when": moment_words(found.since)}
    return _("Máy đang không tự làm việc, lần cuối thấy làm lúc %(when)s.") % words
