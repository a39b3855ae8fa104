"""The five "rõ": what must be clear before a task may be given to somebody."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import EvidenceKind, Task

VILLAGE_EVIDENCE = frozenset({EvidenceKind.ANH, EvidenceKind.SO_LIEU})


@dataclass(frozen=True)
class Unclear:
    code: str
    """nguoi, viec, thoi_gian, san_pham or trach_nhiem."""
    field: str
    label: str
    what_to_do: str


def unclear(task: Task, *, village_count: int | None = None) -> list[Unclear]:
    """In the order people say them; empty when the task may leave draft."""
    villages = task.village_count if village_count is None else village_count
    checks = [_person(task, villages), _work(task), _time(task), _product(task), _leader(task)]
    return [found for found in checks if found]


def _person(task: Task, villages: int) -> Unclear | None:
    label = _("rõ người")
    if task.is_led_by_villages and not villages:
        return Unclear("nguoi", "villages", label, _("Chọn các thôn phải làm việc này."))
    if task.lead_id is None and not task.is_led_by_villages:
        return Unclear("nguoi", "lead", label, _("Chọn một người chủ trì, hoặc giao trưởng thôn."))
    return None


def _work(task: Task) -> Unclear | None:
    if task.title.strip():
        return None
    return Unclear("viec", "title", _("rõ việc"), _("Ghi việc phải làm, bắt đầu bằng động từ."))


def _time(task: Task) -> Unclear | None:
    if task.due_date or task.recurrence:
        return None
    return Unclear("thoi_gian", "due_date", _("rõ thời gian"), _("Ghi hạn, hoặc chọn kỳ lặp lại."))


def _product(task: Task) -> Unclear | None:
    label = _("rõ sản phẩm")
    if not task.evidence_kind or task.evidence_count < 1:
        return Unclear(
            "san_pham", "evidence_kind", label, _("Chọn loại minh chứng và số lượng cần có.")
        )
    if task.is_led_by_villages and task.evidence_kind not in VILLAGE_EVIDENCE:
        return Unclear(
            "san_pham", "evidence_kind", label, _("Việc của thôn nhận ảnh hoặc số liệu.")
        )
    return None


def _leader(task: Task) -> Unclear | None:
    label = _("rõ trách nhiệm")
    if task.follower_id is None:
        return Unclear("trach_nhiem", "follower", label, _("Chọn lãnh đạo theo dõi, nghiệm thu."))
    if task.follower_id == task.lead_id:
        return Unclear(
            "trach_nhiem", "follower", label, _("Người nghiệm thu phải khác người chủ trì.")
        )
    return None
