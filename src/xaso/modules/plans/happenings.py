"""What happened to a plan or a task, one plain sentence for each kind of event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.queries import Happening
from xaso.core.ui.templatetags.xaso import vn_date

from .lists import outcomes, reason_label


@dataclass(frozen=True)
class Told:
    sentence: str
    at: datetime


SENTENCES: dict[str, str | Promise] = {
    "plans.plan.made": _("%(who)s lập kế hoạch."),
    "plans.plan.written": _(
        "%(who)s lập kế hoạch từ mẫu: %(targets)s chỉ tiêu, %(tasks)s việc nháp."
    ),
    "plans.plan.edited": _("%(who)s sửa kế hoạch."),
    "plans.plan.opinions_asked": _("%(who)s gửi lấy ý kiến."),
    "plans.plan.submitted": _("%(who)s trình duyệt."),
    "plans.plan.approved": _("%(who)s phê duyệt."),
    "plans.plan.returned": _("%(who)s trả lại: %(reason)s"),
    "plans.plan.signed": _("%(who)s ghi số %(number)s của bản đã ký."),
    "plans.plan.adjusted": _("%(who)s chuyển sang điều chỉnh: %(reason)s"),
    "plans.plan.closed": _("%(who)s kết thúc kế hoạch: %(reason)s"),
    "plans.goal.added": _("%(who)s thêm một mục tiêu."),
    "plans.target.added": _("%(who)s thêm chỉ tiêu này."),
    "plans.target.edited": _("%(who)s sửa chỉ tiêu này."),
    "plans.task.drafted": _("%(who)s ghi nháp việc này."),
    "plans.task.edited": _("%(who)s sửa việc này."),
    "plans.task.villages_set": _("%(who)s chọn %(count)s thôn."),
    "plans.task.assigned": _("%(who)s giao việc, mã %(code)s."),
    "plans.task.repeated": _("%(who)s mở kỳ này của việc lặp lại."),
    "plans.task.started": _("%(who)s bắt đầu làm."),
    "plans.task.progressed": _("%(who)s ghi tiến độ %(progress)s %%."),
    "plans.task.evidence_sent": _("%(who)s nộp minh chứng."),
    "plans.task.paused": _("%(who)s cho tạm dừng: %(reason)s"),
    "plans.task.resumed": _("%(who)s cho làm lại, hạn mới %(due_date)s."),
    "plans.task.cancelled": _("%(who)s hủy việc: %(reason)s"),
    "plans.task.reopened": _("%(who)s mở lại việc: %(reason)s"),
    "plans.submission.accepted": _("%(who)s duyệt minh chứng."),
    "plans.submission.taken_back": _("%(who)s lấy lại lượt duyệt."),
    "plans.submission.returned": _("%(who)s trả lại minh chứng: %(reason)s"),
    "plans.extension.asked": _("%(who)s xin gia hạn đến %(to_date)s."),
    "plans.extension.decided": _("%(who)s không đồng ý gia hạn."),
    "plans.extension.granted": _("%(who)s đồng ý gia hạn."),
    "plans.explanation.asked": _("%(who)s yêu cầu giải trình vì quá hạn."),
    "plans.explanation.given": _("%(who)s gửi giải trình."),
    "plans.work.handed_over": _("%(who)s bàn giao việc này cho người khác."),
    "plans.village_report.sent": _("%(who)s gửi báo cáo của %(village)s: %(outcome)s."),
}


def told(happening: Happening, villages: Mapping[str, str]) -> Told:
    """`villages`: names by id as text. A kind without a sentence shows its code."""
    kind, words = happening.kind, _Words(happening.data, who=happening.who)
    if kind == "plans.extension.decided" and happening.data.get("granted"):
        kind = "plans.extension.granted"
    for name in ("to_date", "due_date"):
        words[name] = _day(words.get(name))
    if "outcome" in words:
        words["outcome"] = _outcome(words)
        words["village"] = villages.get(str(words.get("village")), _t("một thôn"))
    pattern = SENTENCES.get(kind)
    sentence = str(pattern) % words if pattern else f"{happening.who}: {kind}"
    return Told(sentence, happening.at)


def tell_all(
    happenings: Iterable[Happening], villages: Mapping[str, str] | None = None
) -> list[Told]:
    return [told(each, villages or {}) for each in happenings]


class _Words(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _day(value: object) -> str:
    try:
        return vn_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value or "…")


def _outcome(words: Mapping[str, Any]) -> str:
    outcome = outcomes().get(str(words["outcome"]))
    label = outcome.label.lower() if outcome else str(words["outcome"])
    reason = words.get("reason")
    return f"{label}, {reason_label(str(reason))}" if reason else label
