"""All papers the desk can draft. A new kind is one entry here and one builder in desk/reports."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.desk.reports.assignment import assignment
from xaso.desk.reports.leaders_promises import leaders_promises
from xaso.desk.reports.month_report import month_report
from xaso.desk.reports.roadmap_request import roadmap_request
from xaso.desk.reports.self_assessment import self_assessment
from xaso.desk.reports.week_sheet import week_sheet

from .kinds import PaperKind, bounds, in_vietnamese


def _month_title(period: str) -> str:
    first = bounds(period).first
    words = {"month": first.month, "year": first.year}
    return _t("Kết quả chuyển đổi số tháng %(month)d năm %(year)d") % words


def _assignment_title(period: str) -> str:
    return _t("Phân công nhiệm vụ chuyển đổi số năm %(year)s") % {"year": period}


def _assessment_title(period: str) -> str:
    return _t("Tự chấm điểm chuyển đổi số năm %(year)s") % {"year": period}


def _request_title(period: str) -> str:
    return _t("Đề nghị hỗ trợ thực hiện lộ trình chuyển đổi số năm %(year)s") % {"year": period}


def _promises_title(period: str) -> str:
    return _t("Cam kết của lãnh đạo năm %(year)s") % {"year": period}


def _week_title(period: str) -> str:
    return _t("Bảng giao ban tuần %(week)s") % {"week": period[-2:]}


KINDS = (
    PaperKind(
        code="bao-cao",
        label=_("Báo cáo tháng"),
        help=_("Số liệu, so với tháng trước, việc chậm và vì sao, kiến nghị."),
        every="month",
        title=in_vietnamese(_month_title),
        type_symbol="BC",
        body=in_vietnamese(month_report),
    ),
    PaperKind(
        code="phan-cong",
        label=_("Kế hoạch phân công và hai phụ lục"),
        help=_("Phụ lục I chỉ tiêu, Phụ lục II nhiệm vụ của năm."),
        every="year",
        title=in_vietnamese(_assignment_title),
        type_symbol="KH",
        basis_codes=("luat-chuyen-doi-so-2025", "nd-224-2026"),
        body=in_vietnamese(assignment),
    ),
    PaperKind(
        code="tu-cham",
        label=_("Tự chấm bộ chỉ số"),
        help=_("Điểm tự chấm theo bộ tham khảo, chưa thẩm định; mục thiếu số liệu nêu rõ."),
        every="year",
        title=in_vietnamese(_assessment_title),
        type_symbol="BC",
        body=in_vietnamese(self_assessment),
    ),
    PaperKind(
        code="to-trinh-lo-trinh",
        label=_("Tờ trình nhu cầu theo lộ trình"),
        help=_("Khó khăn từ khảo sát, từng khoản cần hỗ trợ theo viên gạch, số lượng, đơn giá."),
        every="year",
        title=in_vietnamese(_request_title),
        type_symbol="TTr",
        body=in_vietnamese(roadmap_request),
    ),
    PaperKind(
        code="cam-ket",
        label=_("Bản cam kết của lãnh đạo"),
        help=_("Một tờ để Bí thư và Chủ tịch ký: họp, ký văn bản, tự dùng dịch vụ số."),
        every="year",
        title=in_vietnamese(_promises_title),
        sheet=in_vietnamese(leaders_promises),
    ),
    PaperKind(
        code="giao-ban",
        label=_("Bảng giao ban tuần"),
        help=_("Một tờ A4 cho sáng thứ Hai, in ngay, không cần số."),
        every="week",
        title=in_vietnamese(_week_title),
        sheet=in_vietnamese(week_sheet),
    ),
)

MADE_WITH_THE_WORK = (
    PaperKind(
        code="bien-ban-ban-giao",
        label=_("Biên bản bàn giao công việc"),
        help=_("Lập từ trang bàn giao."),
        every="year",
        title=str,
        type_symbol="BB",
    ),
    PaperKind(
        code="thong-bao-ket-luan",
        label=_("Thông báo kết luận họp"),
        help=_("Lập từ trang ghi kết luận họp."),
        every="year",
        title=str,
        type_symbol="TB",
    ),
)
"""Drafted by a module while the work is done; they have no period and no fresh figures."""


def kind_named(code: str) -> PaperKind:
    for kind in (*KINDS, *MADE_WITH_THE_WORK):
        if kind.code == code:
            return kind
    raise Http404
