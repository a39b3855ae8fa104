"""Every action tried on a task in every state: what is allowed, and what is refused in words."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from xaso.modules.plans import actions
from xaso.modules.plans.models import Task

from . import make

pytestmark = pytest.mark.django_db
STATES = (
    "nhap",
    "chua_bat_dau",
    "dang_lam",
    "cho_minh_chung",
    "hoan_thanh",
    "tam_dung",
    "huy",
)
ALLOWED = {
    "assign": {"nhap": "chua_bat_dau"},
    "start": {"chua_bat_dau": "dang_lam"},
    "progress": {"chua_bat_dau": "dang_lam", "dang_lam": "dang_lam"},
    "submit": {"chua_bat_dau": "cho_minh_chung", "dang_lam": "cho_minh_chung"},
    "pause": {"chua_bat_dau": "tam_dung", "dang_lam": "tam_dung"},
    "cancel": {"chua_bat_dau": "huy", "dang_lam": "huy"},
    "resume": {"tam_dung": "dang_lam"},
    "reopen": {"hoan_thanh": "dang_lam"},
    "accept": {"cho_minh_chung": "hoan_thanh"},
    "send_back": {"cho_minh_chung": "dang_lam"},
    "ask": {"chua_bat_dau": "chua_bat_dau", "dang_lam": "dang_lam"},
    "drop": {"nhap": ""},
}


def in_state(state: str, leader, lead) -> Task:
    if state == "nhap":
        return make.draft(
            leader,
            lead=make.account(lead),
            follower=make.account(leader),
            due_date=make.DUE,
            evidence_kind="so_van_ban",
        )
    task = make.task(leader, lead)
    if state == "dang_lam":
        return actions.start_task(actor=lead, task_id=task.pk)
    if state == "tam_dung":
        return actions.pause_task(
            actor=leader, task_id=task.pk, reason="Chờ vốn", today=make.TODAY
        )
    if state == "huy":
        return actions.cancel_task(
            actor=leader, task_id=task.pk, reason="Trùng việc", today=make.TODAY
        )
    if state in {"cho_minh_chung", "hoan_thanh"}:
        make.handed_in(lead, task)
    if state == "hoan_thanh":
        decide(actions.accept_submission, leader, task)
    task.refresh_from_db()
    return task


def decide(action, leader, task, **more):
    submission = task.submissions.order_by("-at", "-pk").first()
    if submission is None:
        raise ValidationError("chưa có gì để duyệt")
    return action(actor=leader, submission_id=submission.pk, at=make.NOW, **more)


def act(name: str, leader, lead, task: Task) -> None:
    moves = {
        "assign": lambda: actions.assign_task(actor=leader, task_id=task.pk, at=make.NOW),
        "start": lambda: actions.start_task(actor=lead, task_id=task.pk),
        "progress": lambda: actions.report_progress(
            actor=lead, task_id=task.pk, progress=10, at=make.NOW
        ),
        "submit": lambda: make.handed_in(lead, task),
        "pause": lambda: actions.pause_task(
            actor=leader, task_id=task.pk, reason="Chờ", today=make.TODAY
        ),
        "cancel": lambda: actions.cancel_task(
            actor=leader, task_id=task.pk, reason="Thôi", today=make.TODAY
        ),
        "resume": lambda: actions.resume_task(actor=leader, task_id=task.pk, today=make.TODAY),
        "reopen": lambda: actions.reopen_task(actor=leader, task_id=task.pk, reason="Thiếu"),
        "accept": lambda: decide(actions.accept_submission, leader, task),
        "send_back": lambda: decide(actions.return_submission, leader, task, reason="Mờ"),
        "ask": lambda: actions.ask_extension(
            actor=lead,
            task_id=task.pk,
            to_date=date(2026, 12, 22),
            reason="Chờ hàng",
            at=make.NOW,
        ),
        "drop": lambda: actions.drop_draft(actor=leader, task_id=task.pk),
    }
    moves[name]()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ALLOWED)
def test_each_move_from_each_state(name, state, thao, lan):
    task = in_state(state, thao, lan)
    assert task.state == state
    becomes = ALLOWED[name].get(state)

    if becomes is None:
        with pytest.raises(ValidationError):
            act(name, thao, lan, task)
        task.refresh_from_db()
        assert task.state == state
        return
    act(name, thao, lan, task)

    if becomes:
        task.refresh_from_db()
        assert task.state == becomes
    else:
        assert not Task.objects.filter(pk=task.pk).exists()


@pytest.mark.parametrize("name", ["pause", "cancel", "reopen", "send_back", "ask"])
def test_a_decision_without_a_reason_is_refused(name, thao, lan):
    state = {"reopen": "hoan_thanh", "send_back": "cho_minh_chung"}.get(name, "dang_lam")
    task = in_state(state, thao, lan)
    calls = {
        "pause": lambda: actions.pause_task(
            actor=thao, task_id=task.pk, reason=" ", today=make.TODAY
        ),
        "cancel": lambda: actions.cancel_task(
            actor=thao, task_id=task.pk, reason="", today=make.TODAY
        ),
        "reopen": lambda: actions.reopen_task(actor=thao, task_id=task.pk, reason=""),
        "send_back": lambda: decide(actions.return_submission, thao, task, reason=""),
        "ask": lambda: actions.ask_extension(
            actor=lan, task_id=task.pk, to_date=date(2026, 12, 30), reason="", at=make.NOW
        ),
    }

    with pytest.raises(ValidationError, match="Ghi lý do"):
        calls[name]()


def test_a_pause_moves_the_due_date_by_the_days_it_lasted(thao, lan):
    task = in_state("dang_lam", thao, lan)
    actions.pause_task(
        actor=thao,
        task_id=task.pk,
        reason="Chờ vốn",
        today=date(2026, 12, 10),
        resume_date=date(2026, 12, 20),
    )
    assert not Task.objects.late_on(date(2026, 12, 30)).exists()

    task = actions.resume_task(actor=thao, task_id=task.pk, today=date(2026, 12, 20))

    assert (task.due_date, task.original_due_date) == (date(2026, 12, 25), make.DUE)
    assert task.pauses.get().to_date == date(2026, 12, 20)


def test_progress_stops_at_99(thao, lan):
    task = in_state("dang_lam", thao, lan)

    with pytest.raises(ValidationError, match="0 đến 99"):
        actions.report_progress(actor=lan, task_id=task.pk, progress=100, at=make.NOW)


def test_only_the_lead_works_on_a_task(thao, lan, person, gia_phu):
    other = person("Hoa", gia_phu, "cong_chuc")
    task = in_state("dang_lam", thao, lan)

    with pytest.raises(ValidationError, match="Chỉ người chủ trì"):
        actions.report_progress(actor=other, task_id=task.pk, progress=10, at=make.NOW)
    with pytest.raises(ValidationError, match="Chỉ người chủ trì"):
        make.handed_in(other, task)


def test_a_leader_who_leads_a_task_neither_accepts_nor_stops_it(thao, minh):
    task = make.task(thao, minh)
    with pytest.raises(ValidationError, match="việc mình chủ trì"):
        actions.cancel_task(actor=minh, task_id=task.pk, reason="Thôi", today=make.TODAY)
    submission = make.handed_in(minh, task)

    with pytest.raises(ValidationError, match="Không tự duyệt"):
        actions.accept_submission(actor=minh, submission_id=submission.pk, at=make.NOW)


def test_who_handed_in_for_another_does_not_accept_it_either(thao, minh, lan):
    task = make.task(thao, lan)
    submission = make.handed_in(minh, task)

    with pytest.raises(ValidationError, match="Không tự duyệt"):
        actions.accept_submission(actor=minh, submission_id=submission.pk, at=make.NOW)
