"""Papers about the signal: the survey of all villages, the letter to the companies, the answer to voters."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.law.queries import RuleMissing, authority
from xaso.core.papers.body import Body
from xaso.core.papers.document import Sheet
from xaso.core.units.models import Commune
from xaso.lib.dates import write_date
from xaso.modules.coverage import public as coverage

from .kinds import Ask, Choices, PaperKind
from .periods import ONCE

UPPER = "so-chuyen-doi-so"
NONE_YET = _("Chưa có kiến nghị nào. Lập ở phần Vùng sóng trước.")


def _petitions(commune: Commune, _today: date) -> Choices:
    return coverage.petition_choices(commune)


def _letter_title(ask: Ask) -> str:
    name = coverage.petition_name(ask.commune, ask.about_id)
    return _t("Đề nghị phủ sóng di động tại %(places)s") % {"places": name}


def _letter(ask: Ask) -> Body:
    return coverage.petition_letter(ask.commune, ask.about_id, _upper(ask.today), ask.today)


def _answer_title(ask: Ask) -> str:
    name = coverage.petition_name(ask.commune, ask.about_id)
    return _t("Trả lời kiến nghị của cử tri về sóng di động tại %(places)s") % {"places": name}


def _answer(ask: Ask) -> Body:
    return coverage.voters_answer(ask.commune, ask.about_id, ask.today)


def _sheet_title(ask: Ask) -> str:
    return _t("Biểu rà soát vùng sóng đến ngày %(day)s") % {"day": write_date(ask.today)}


def _sheet(ask: Ask) -> Sheet:
    return coverage.survey_sheet(ask.commune, ask.today)


def _upper(today: date) -> str:
    """As the office of the province is called on the day."""
    try:
        return authority(UPPER, on=today).name
    except RuleMissing:
        return _t("Ủy ban nhân dân tỉnh")


COVERAGE = (
    PaperKind(
        code="de-nghi-phu-song",
        label=_("Công văn đề nghị phủ sóng"),
        help=_("Điểm không sóng đã đo, số hộ, điện lưới; gửi sở và các nhà mạng."),
        every=ONCE,
        title=_letter_title,
        basis_codes=("cv-1603-2024",),
        body=_letter,
        choices=_petitions,
        choice_label=_("Kiến nghị"),
        no_choice=NONE_YET,
        group="cong-van",
    ),
    PaperKind(
        code="tra-loi-cu-tri-song",
        label=_("Trả lời cử tri về sóng di động"),
        help=_("Đã gửi ai, nhà mạng trả lời thế nào, đo lại ra sao."),
        every=ONCE,
        title=_answer_title,
        body=_answer,
        choices=_petitions,
        choice_label=_("Kiến nghị"),
        no_choice=NONE_YET,
        group="cong-van",
    ),
    PaperKind(
        code="ra-soat-song",
        label=_("Biểu rà soát vùng sóng"),
        help=_("Từng thôn, từng nhà mạng, xếp loại và vì sao; ghi rõ bản quy tắc."),
        every="day",
        title=_sheet_title,
        sheet=_sheet,
        group="bang",
    ),
)
