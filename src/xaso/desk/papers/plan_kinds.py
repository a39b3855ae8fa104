"""Plans, decisions, invitations, minutes, letters."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.papers.queries import COUNCIL_MINUTES, DECISION
from xaso.core.units.models import Commune
from xaso.desk.reports.assignment import assignment
from xaso.desk.reports.chasing_letter import ALL, chasing_letter
from xaso.desk.reports.council_minutes import council_minutes
from xaso.desk.reports.five_years import five_years
from xaso.desk.reports.invitation import CLASS, MEETING, event_of, invitation
from xaso.desk.reports.orders import RENEWED, committee, described, officer_in_charge, posts, staff
from xaso.desk.reports.roadmap_request import roadmap_request
from xaso.desk.reports.team_order import team_order, teams_named
from xaso.lib.dates import write_date
from xaso.modules.campaigns import public as campaigns
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans
from xaso.modules.teams import public as teams

from .kinds import Ask, Choices, PaperKind
from .periods import ONCE, period_words


def _assignment_title(ask: Ask) -> str:
    return _t("Phân công nhiệm vụ chuyển đổi số năm %(year)s") % {"year": ask.period}


def _request_title(ask: Ask) -> str:
    words = {"year": ask.period}
    return _t("Đề nghị hỗ trợ thực hiện lộ trình chuyển đổi số năm %(year)s") % words


def _five_years_title(ask: Ask) -> str:
    return _t("Chuyển đổi số %(period)s") % {"period": period_words(ask.period)}


def _committee_choices(_commune: Commune, _today: date) -> Choices:
    return (("thanh-lap", _t("Thành lập")), (RENEWED, _t("Kiện toàn")))


def _committee_title(ask: Ask) -> str:
    words = {"commune": ask.commune.full_name}
    if ask.about == RENEWED:
        return _t("Về việc kiện toàn Ban Chỉ đạo chuyển đổi số %(commune)s") % words
    return _t("Về việc thành lập Ban Chỉ đạo chuyển đổi số %(commune)s") % words


def _officers(commune: Commune, today: date) -> Choices:
    people = staff(commune, today, posts())
    return tuple((str(person.pk), described(person)) for person, _role in people)


def _officer_title(_ask: Ask) -> str:
    return _t("Về việc phân công người phụ trách chuyển đổi số")


def _teams(commune: Commune, _today: date) -> Choices:
    return teams.order_choices(commune)


def _team_title(ask: Ask) -> str:
    words = {"teams": teams_named(ask)}
    if teams.order_of(ask.commune, ask.about).is_renewal:
        return _t("Về việc kiện toàn %(teams)s") % words
    return _t("Về việc thành lập %(teams)s") % words


def _events(commune: Commune, _today: date) -> Choices:
    drives = campaigns.all_summaries(commune)
    return (
        (MEETING, _t("Họp")),
        (CLASS, _t("Tập huấn")),
        *((str(drive.id), _t("Ra quân: %(name)s") % {"name": drive.name}) for drive in drives),
    )


def _event_title(ask: Ask) -> str:
    return _t("Dự %(event)s") % {"event": event_of(ask)}


def _rounds(commune: Commune, _today: date) -> Choices:
    return tuple((str(each.id), _round_name(each)) for each in indicators.council_choices(commune))


def _round_name(each: indicators.CouncilChoice) -> str:
    days = f"{write_date(each.first)} - {write_date(each.last)}"
    again = _t(", lần %(number)d") % {"number": each.revision} if each.revision > 1 else ""
    return f"{each.title}, {days}{again}"


def _minutes_title(ask: Ask) -> str:
    words = {"round": dict(_rounds(ask.commune, ask.today))[ask.about]}
    return _t("Họp Hội đồng thẩm định %(round)s") % words


def _late_people(commune: Commune, today: date) -> Choices:
    found = plans.late_people(commune, today, MOST_PEOPLE)
    if found.worst is None:
        return ()
    named = tuple((str(each.lead_id), each.name) for each in found.people)
    return ((ALL, _t("Mọi người có việc quá hạn")), *named)


def _letter_title(_ask: Ask) -> str:
    return _t("đôn đốc thực hiện nhiệm vụ chuyển đổi số quá hạn")


MOST_PEOPLE = 200
LAWS = ("luat-to-chuc-chinh-quyen-dia-phuong-2025", "luat-chuyen-doi-so-2025", "nd-224-2026")

PLANS = (
    PaperKind(
        code="phan-cong",
        label=_("Kế hoạch phân công và hai phụ lục"),
        help=_("Phụ lục I chỉ tiêu, Phụ lục II nhiệm vụ của năm."),
        every="year",
        title=_assignment_title,
        type_symbol="KH",
        basis_codes=("luat-chuyen-doi-so-2025", "nd-224-2026"),
        body=assignment,
        group="ke-hoach",
    ),
    PaperKind(
        code="ke-hoach-5-nam",
        label=_("Kế hoạch 5 năm"),
        help=_("Chỉ tiêu và nhiệm vụ của các kế hoạch trong giai đoạn, hiện trạng, nguồn lực."),
        every="years",
        title=_five_years_title,
        type_symbol="KH",
        basis_codes=("nq-57-2024", *LAWS),
        body=five_years,
        group="ke-hoach",
    ),
    PaperKind(
        code="quyet-dinh-ban-chi-dao",
        label=_("Quyết định về Ban Chỉ đạo chuyển đổi số"),
        help=_("Thành lập hoặc kiện toàn, kèm danh sách lấy từ tài khoản, sửa được từng dòng."),
        every=ONCE,
        title=_committee_title,
        type_symbol=DECISION,
        basis_codes=LAWS,
        body=committee,
        choices=_committee_choices,
        choice_label=_("Thành lập hay kiện toàn"),
        group="ke-hoach",
    ),
    PaperKind(
        code="quyet-dinh-phu-trach",
        label=_("Quyết định phân công người phụ trách"),
        help=_("Một người phụ trách chuyển đổi số của xã, và nhiệm vụ."),
        every=ONCE,
        title=_officer_title,
        type_symbol=DECISION,
        basis_codes=LAWS,
        body=officer_in_charge,
        choices=_officers,
        choice_label=_("Người phụ trách"),
        no_choice=_("Chưa có tài khoản cán bộ nào. Lập tài khoản trước."),
        group="ke-hoach",
    ),
    PaperKind(
        code="quyet-dinh-to-cong-nghe",
        label=_("Quyết định về tổ công nghệ số cộng đồng"),
        help=_("Thành lập hoặc kiện toàn, kèm danh sách thành viên lấy từ phần Tổ công nghệ số."),
        every=ONCE,
        title=_team_title,
        type_symbol=DECISION,
        basis_codes=LAWS,
        body=team_order,
        choices=_teams,
        choice_label=_("Thành lập hay kiện toàn tổ nào"),
        no_choice=_("Chưa có thôn nào. Thêm thôn trước."),
        group="ke-hoach",
    ),
    PaperKind(
        code="to-trinh-lo-trinh",
        label=_("Tờ trình nhu cầu theo lộ trình"),
        help=_("Khó khăn từ khảo sát, từng khoản cần hỗ trợ theo viên gạch, số lượng, đơn giá."),
        every="year",
        title=_request_title,
        type_symbol="TTr",
        body=roadmap_request,
        group="ke-hoach",
    ),
    PaperKind(
        code="giay-moi",
        label=_("Giấy mời"),
        help=_("Họp, tập huấn, ra quân; giờ, nơi, thành phần điền trong dự thảo."),
        every="day",
        title=_event_title,
        type_symbol="GM",
        body=invitation,
        choices=_events,
        choice_label=_("Mời dự"),
        group="cong-van",
    ),
    PaperKind(
        code="bien-ban-hoi-dong",
        label=_("Biên bản hội đồng thẩm định"),
        help=_("Điểm tự chấm, điểm thẩm định, ý kiến từng mục của một kỳ đánh giá."),
        every=ONCE,
        title=_minutes_title,
        type_symbol=COUNCIL_MINUTES,
        body=council_minutes,
        choices=_rounds,
        choice_label=_("Kỳ đánh giá"),
        no_choice=_("Chưa có kỳ đánh giá nào đến bước hội đồng."),
        group="cong-van",
    ),
    PaperKind(
        code="cong-van-don-doc",
        label=_("Công văn đôn đốc, yêu cầu giải trình"),
        help=_("Việc quá hạn của một người hoặc của mọi người, kèm bảng."),
        every=ONCE,
        title=_letter_title,
        body=chasing_letter,
        choices=_late_people,
        choice_label=_("Gửi ai"),
        no_choice=_("Không có việc quá hạn, không phải đôn đốc."),
        group="cong-van",
    ),
)
