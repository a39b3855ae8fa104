"""How codes, answers and reasons read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.lib.numbers import roman, write_number

from .catalogue import tables
from .engine.rules import Comparison, Facts, Term
from .engine.tables import Question
from .models import Answer, RoadmapLine
from .sketching import quarter_start

GROUPS: Mapping[str, Any] = {
    "nhan_thuc": _("Nhận thức, quyết tâm"),
    "con_nguoi": _("Con người"),
    "ha_tang": _("Hạ tầng"),
    "thiet_bi": _("Thiết bị"),
    "dich_vu": _("Dịch vụ, thủ tục"),
    "kinh_te": _("Kinh tế"),
    "xa_hoi": _("Xã hội, ngôn ngữ"),
}
PARTS: Mapping[str, Any] = {
    "nen_tang": _("Nền tảng"),
    "chinh_quyen": _("Chính quyền số"),
    "kinh_te": _("Kinh tế số"),
    "xa_hoi": _("Xã hội số"),
}
LEVELS = (_("Khởi động"), _("Nền tảng"), _("Mở rộng"), _("Dẫn dắt"))
LEVEL_HELP = (
    _("Làm trước những việc không cần tiền: người đứng đầu, phân công, tổ ở thôn."),
    _("Có người, có nếp họp; dồn vào thủ tục, kênh tin của thôn, thiết bị."),
    _("Đưa việc về từng thôn, từng hộ; bán hàng, thanh toán, dịch vụ."),
    _("Làm trọn ở một vài thôn rồi chỉ cho nơi khác."),
)
YES_NO = (_("không"), _("có"))


def level_words(level: int) -> str:
    return _t("Mức %(level)d · %(name)s") % {"level": level, "name": LEVELS[level]}


def answer_words(question: Question, answer: Answer | None) -> str:
    """Empty while nobody has answered."""
    if answer is None:
        return ""
    return _t("chưa biết") if answer.number is None else number_words(question, answer.number)


def number_words(question: Question, number: Decimal) -> str:
    if question.kind == "co_khong":
        return str(YES_NO[int(number)])
    if question.kind == "muc":
        return question.levels[int(number)]
    unit = question.unit
    return f"{write_number(number.normalize())} {unit}".strip()


def because_words(part: Comparison, facts: Facts) -> str:
    """The answer that made a rule hold, as it was asked."""
    return term_words(part.term, facts)


def term_words(term: Term, facts: Facts) -> str:
    if term.code.startswith("item:"):
        share = facts.get(term.code)
        words = {"item": term.code.removeprefix("item:"), "share": write_number(share, 0)}
        return _t("chỉ số %(item)s đạt %(share)s %% điểm") % words
    question = tables().questions[term.code]
    number = facts.get(term.code)
    if number is None:
        return _t("%(question)s Chưa biết.") % {"question": question.text}
    said = number_words(question, number)
    if not term.over:
        return f"{question.text} {said.capitalize()}."
    share = term.value(facts)
    whole = facts.get(term.over)
    return _t("%(question)s %(said)s trên %(whole)s, là %(share)s %%.") % {
        "question": question.text,
        "said": said.capitalize(),
        "whole": write_number(whole.normalize() if whole is not None else None),
        "share": write_number(share, 0),
    }


def quarter_words(first_day: Any, quarter: int) -> str:
    """ "Quý I/2027", counted from the first day of the roadmap."""
    day = quarter_start(first_day, quarter)
    return _t("Quý %(quarter)s/%(year)d") % {
        "quarter": roman((day.month + 2) // 3),
        "year": day.year,
    }


def block_name(code: str) -> str:
    return f"{code} {tables().blocks[code].name}"


def lacks_words(line: RoadmapLine) -> list[str]:
    return [
        _lack(resource, int(wanted), have)
        for resource, wanted, have in line.reasons.get("lacks", [])
    ]


def why_words(line: RoadmapLine, facts: Facts) -> list[str]:
    """Every reason, the strongest first; never empty."""
    told = {
        RoadmapLine.State.DA_CO: _standing,
        RoadmapLine.State.KHONG_HOP: _not_here,
        RoadmapLine.State.CHUA_NEN: _not_yet,
        RoadmapLine.State.DE_SAU: _later,
    }
    if line.state in told:
        return told[RoadmapLine.State(line.state)](line, facts)
    if line.state == RoadmapLine.State.BO_RA:
        return [_t("Người lập bỏ ra: %(why)s") % {"why": line.person_reason}]
    return _to_do(line)


def _to_do(line: RoadmapLine) -> list[str]:
    block, reasons = tables().blocks[line.block], line.reasons
    names = {trait.code: trait.name for trait in tables().traits}
    told = []
    if reasons.get("traits"):
        traits = ", ".join(names[code] for code in reasons["traits"])
        told.append(_t("Đúng chỗ khó của xã: %(traits)s.") % {"traits": traits})
    if reasons.get("items"):
        told.append(
            _t("Nâng được các chỉ số %(items)s, đang còn mở %(points)s điểm.")
            % {
                "items": ", ".join(reasons["items"]),
                "points": write_number(Decimal(reasons["points"]), 0),
            }
        )
    if reasons.get("opens"):
        told.append(_t("Mở đường cho %(blocks)s.") % {"blocks": ", ".join(reasons["opens"])})
    if block.prerequisites:
        told.append(_t("Đứng sau %(blocks)s.") % {"blocks": ", ".join(block.prerequisites)})
    if not reasons.get("needs_money"):
        told.append(_t("Không cần tiền mới bắt đầu được."))
    if reasons.get("above_level"):
        told.append(_t("Dành cho mức cao hơn nên không xếp vào quý đầu."))
    return told or [_t("Xếp theo hiệu quả trên công sức.")]


def _standing(line: RoadmapLine, facts: Facts) -> list[str]:
    return [_t("Xã đã có: %(why)s") % {"why": why} for why in _because(line, facts)]


def _not_here(line: RoadmapLine, facts: Facts) -> list[str]:
    return [_t("Xã không có việc này: %(why)s") % {"why": why} for why in _because(line, facts)]


def _not_yet(line: RoadmapLine, facts: Facts) -> list[str]:
    del facts
    waits = line.reasons.get("waits_for")
    if waits:
        return [_t("Chưa nên làm vì phải chờ %(blocks)s.") % {"blocks": ", ".join(waits)}]
    return [_t("Chưa nên làm vì %(lack)s") % {"lack": lack} for lack in lacks_words(line)]


def _later(line: RoadmapLine, facts: Facts) -> list[str]:
    del line, facts
    limits = tables().limits
    return [
        _t("Bốn quý đã đủ việc (mỗi quý nhiều nhất %(most)d viên gạch), để năm sau.")
        % {"most": limits.most_per_quarter}
    ]


def _because(line: RoadmapLine, facts: Facts) -> list[str]:
    terms = [Term(row["code"], row["over"]) for row in line.reasons.get("because", [])]
    return [term_words(term, facts) for term in terms]


def _lack(resource: str, wanted: int, have: str | None) -> str:
    found = next(each for each in tables().resources if each.code == resource)
    if have is None:
        return _t("chưa biết xã có %(name)s đến đâu.") % {"name": found.name}
    if not found.says:
        return _t("mới %(have)s %% %(name)s, cần từ %(wanted)d %%.") % {
            "have": write_number(Decimal(have), 0),
            "name": found.name,
            "wanted": wanted,
        }
    return _t("về %(name)s: %(says)s.") % {
        "name": found.name,
        "says": found.says[int(Decimal(have))],
    }
