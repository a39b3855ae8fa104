"""Reports: of a month, a quarter, half a year, a year, of one pillar or plan, of a drive."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.papers.body import Body
from xaso.core.units.models import Commune
from xaso.desk.reports.period_report import period_report
from xaso.desk.reports.self_assessment import self_assessment
from xaso.modules.campaigns import public as campaigns
from xaso.modules.plans import public as plans

from .kinds import Ask, Choices, PaperKind
from .periods import ONCE, period_words


def _title(ask: Ask) -> str:
    return _t("Kết quả chuyển đổi số %(period)s") % {"period": period_words(ask.period)}


def _topic_title(ask: Ask) -> str:
    words = {
        "topic": dict(topics(ask.commune, ask.today))[ask.about],
        "period": period_words(ask.period),
    }
    return _t("Chuyên đề %(topic)s, %(period)s") % words


def topics(commune: Commune, _today: date) -> Choices:
    """The pillars first, then the plans of the commune."""
    pillars = [(pillar.code, pillar.label) for pillar in plans.pillars().values()]
    return (*pillars, *((str(plan.id), plan.title) for plan in plans.plan_choices(commune)))


def _assessment_title(ask: Ask) -> str:
    return _t("Tự chấm điểm chuyển đổi số năm %(year)s") % {"year": ask.period}


def drives(commune: Commune, _today: date) -> Choices:
    found = campaigns.all_summaries(commune)
    return tuple((str(drive.id), f"{drive.name} ({drive.code})") for drive in found)


def _drive_title(ask: Ask) -> str:
    return campaigns.campaign_body(ask.commune, ask.about_id)[0]


def _drive_report(ask: Ask) -> Body:
    return campaigns.campaign_body(ask.commune, ask.about_id)[1]


def _report(code: str, every: str, label: object, help_text: object) -> PaperKind:
    return PaperKind(
        code=code,
        label=label,
        help=help_text,
        every=every,
        title=_title,
        type_symbol="BC",
        body=period_report,
        group="bao-cao",
    )


REPORTS = (
    _report(
        "bao-cao",
        "month",
        _("Báo cáo tháng"),
        _("Số liệu, so với tháng trước, việc chậm và vì sao, kiến nghị."),
    ),
    _report(
        "bao-cao-quy",
        "quarter",
        _("Báo cáo quý"),
        _("Như báo cáo tháng, cho cả quý, kèm biểu theo thôn."),
    ),
    _report(
        "bao-cao-6-thang",
        "half",
        _("Báo cáo 6 tháng"),
        _("6 tháng đầu năm hoặc 6 tháng cuối năm, kèm biểu theo thôn."),
    ),
    _report(
        "bao-cao-nam",
        "year",
        _("Báo cáo năm"),
        _("Cả năm, so với năm trước, kèm biểu theo thôn."),
    ),
    PaperKind(
        code="bao-cao-chuyen-de",
        label=_("Báo cáo chuyên đề"),
        help=_("Một trụ cột hoặc một kế hoạch, trong tháng, quý, 6 tháng hay năm tự chọn."),
        every="any",
        title=_topic_title,
        type_symbol="BC",
        body=period_report,
        choices=topics,
        choice_label=_("Chuyên đề"),
        group="bao-cao",
    ),
    PaperKind(
        code="bao-cao-ra-quan",
        label=_("Báo cáo nhanh đợt ra quân"),
        help=_("Kết quả từng thôn, chưa xong vì sao, kiến nghị; lấy số và vào sổ."),
        every=ONCE,
        title=_drive_title,
        type_symbol="BC",
        body=_drive_report,
        choices=drives,
        choice_label=_("Đợt ra quân"),
        no_choice=_("Chưa có đợt ra quân nào. Lập đợt trước."),
        group="bao-cao",
    ),
    PaperKind(
        code="tu-cham",
        label=_("Tự chấm bộ chỉ số"),
        help=_("Điểm tự chấm theo bộ tham khảo, chưa thẩm định; mục thiếu số liệu nêu rõ."),
        every="year",
        title=_assessment_title,
        type_symbol="BC",
        body=self_assessment,
        group="bao-cao",
    ),
)
