"""Sheets without a number, printed at once."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune
from xaso.desk.reports.leaders_promises import leaders_promises
from xaso.desk.reports.people_tasks import people_tasks
from xaso.desk.reports.systems_map import systems_map
from xaso.desk.reports.week_sheet import week_sheet
from xaso.modules.plans import public as plans

from .kinds import Ask, Choices, PaperKind


def _promises_title(ask: Ask) -> str:
    return _t("Cam kết của lãnh đạo năm %(year)s") % {"year": ask.period}


def _week_title(ask: Ask) -> str:
    return _t("Bảng giao ban tuần %(week)s") % {"week": ask.period[-2:]}


def _people_title(_ask: Ask) -> str:
    return _t("Danh sách nhiệm vụ theo người")


def _map_title(_ask: Ask) -> str:
    return _t("Bản đồ phần mềm của xã")


def _people(commune: Commune, _today: date) -> Choices:
    return tuple((str(pk), name) for pk, name in plans.open_leads(commune))


SHEETS = (
    PaperKind(
        code="giao-ban",
        label=_("Bảng giao ban tuần"),
        help=_("Một tờ A4 cho sáng thứ Hai, in ngay, không cần số."),
        every="week",
        title=_week_title,
        sheet=week_sheet,
        group="bang",
    ),
    PaperKind(
        code="viec-theo-nguoi",
        label=_("Danh sách nhiệm vụ theo người"),
        help=_("Việc đang mở của từng người, việc gần hạn đứng trước."),
        every="day",
        title=_people_title,
        sheet=people_tasks,
        choices=_people,
        choice_label=_("Chọn một người"),
        group="bang",
    ),
    PaperKind(
        code="cam-ket",
        label=_("Bản cam kết của lãnh đạo"),
        help=_("Một tờ để Bí thư và Chủ tịch ký: họp, ký văn bản, tự dùng dịch vụ số."),
        every="year",
        title=_promises_title,
        sheet=leaders_promises,
        group="bang",
    ),
    PaperKind(
        code="ban-do-phan-mem",
        label=_("Bản đồ phần mềm"),
        help=_("Hệ thống, dữ liệu, ai có tài khoản, kỳ và lần trích xuất gần nhất."),
        every="day",
        title=_map_title,
        sheet=systems_map,
        group="bang",
    ),
)
