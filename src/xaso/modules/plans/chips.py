"""Which of the shared state chips a task, a plan or a village's row wears."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from .cards import TaskCard
from .lateness import Colour
from .lists import limits
from .models import Plan, SubmissionState, TaskState, VillageState
from .standing import Standing

TASKS = {
    TaskState.NHAP: "draft",
    TaskState.CHUA_BAT_DAU: "todo",
    TaskState.DANG_LAM: "doing",
    TaskState.CHO_MINH_CHUNG: "review",
    TaskState.HOAN_THANH: "done",
    TaskState.TAM_DUNG: "paused",
    TaskState.HUY: "gap",
}
PLANS = {
    Plan.State.NHAP: "draft",
    Plan.State.LAY_Y_KIEN: "doing",
    Plan.State.TRINH: "review",
    Plan.State.BAN_HANH: "done",
    Plan.State.DIEU_CHINH: "doing",
    Plan.State.KET_THUC: "paused",
}
VILLAGES = {
    VillageState.CHUA_BAO: "todo",
    VillageState.DA_GUI: "review",
    VillageState.CHAP_NHAN: "done",
    VillageState.KHONG_XONG: "late",
    VillageState.TRA_LAI: "returned",
}
SUBMISSIONS = {
    SubmissionState.DA_GUI: "review",
    SubmissionState.CHAP_NHAN: "done",
    SubmissionState.TRA_LAI: "returned",
    SubmissionState.THAY_THE: "paused",
}
SUBMISSION_WORDS = {
    SubmissionState.DA_GUI: _("Chờ duyệt"),
    SubmissionState.CHAP_NHAN: _("Đã duyệt"),
    SubmissionState.TRA_LAI: _("Trả lại"),
    SubmissionState.THAY_THE: _("Đã gửi lại lần sau"),
}
"""Shorter than the labels of the states: they stand beside a date."""
STANDINGS = {
    Standing.MET: (_("Đạt"), "done"),
    Standing.ON_TRACK: (_("Đúng tiến độ"), "doing"),
    Standing.AT_RISK: (_("Có nguy cơ"), "soon"),
    Standing.MISSED: (_("Không đạt"), "late"),
    Standing.NO_FIGURE: (_("Chưa có số liệu"), "gap"),
    Standing.NOT_SET: (_("Chưa giao số"), "gap"),
}
TONES = {Colour.RED: "bad", Colour.ORANGE: "warn"}
RUNNING = {TaskState.CHUA_BAT_DAU, TaskState.DANG_LAM}


def chip_of(card: TaskCard) -> str:
    """What is late or due within days says so; the rest shows its state."""
    state = TaskState(card.state)
    if state not in RUNNING or card.days_left is None:
        return TASKS[state]
    if card.days_late:
        return "late"
    return "soon" if card.days_left <= limits().days_soon else TASKS[state]


def tone_of(card: TaskCard) -> str:
    """ "bad", "warn" or empty: the edge of a row."""
    return TONES.get(card.colour, "")


def village_chip(state: str, due: date | None, today: date) -> str:
    if state == VillageState.CHUA_BAO and due and due < today:
        return "late"
    return VILLAGES[VillageState(state)]
