"""The plans of the small world: in every state, with tasks of every kind and two imports."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from conftest import MORNING, TODAY
from tests.core.world_of_work import live_around_plans
from xaso.core.files.actions import keep_file
from xaso.modules.plans import actions as plans
from xaso.modules.plans.annex.sample import filled_annex_xlsx, sample_targets, sample_tasks
from xaso.modules.plans.queries.imports import review
from xaso.modules.plans.tests import make

if TYPE_CHECKING:
    from tests.core.world import Side


def live_through_plans(side: Side, rows: int) -> None:
    _plan(side, rows)
    _tasks(side, max(1, rows // 5))
    _imports(side)
    live_around_plans(side, rows)


def _plan(side: Side, rows: int) -> None:
    office, chairman = side.people["chanh_van_phong"], side.people["chu_tich"]
    draft = side.things["draft_plan"] = make.plan(office, "Kế hoạch đang soạn")
    side.things["draft_target"] = make.target(office, draft, code="CT 99")
    plan = side.things["plan"] = make.plan(office)
    side.things["goal"] = plans.add_goal(
        actor=office, plan_id=plan.pk, pillar="xa_hoi_so", text="Người dân dùng VNeID"
    )
    for number in range(rows):
        side.things["target"] = make.target(office, plan, code=f"CT {number + 1}")
    plans.submit_plan(actor=office, plan_id=plan.pk, at=MORNING)
    plans.approve_plan(actor=chairman, plan_id=plan.pk, at=MORNING)
    scan = keep_file(actor=office, name="ky.pdf", content=b"%PDF-1.7 ky", at=MORNING)
    side.things["scan"] = scan
    plans.record_signed_plan(
        actor=office,
        plan_id=plan.pk,
        document_number="15/KH-UBND",
        document_date=TODAY,
        signer_name="Lý A Thào",
        signer_title="Chủ tịch",
        signed_file=scan,
    )
    waiting = side.things["waiting_plan"] = make.plan(office, "Kế hoạch trình duyệt")
    plans.submit_plan(actor=office, plan_id=waiting.pk, at=MORNING)


def _tasks(side: Side, rows: int) -> None:
    leader, lead = side.people["chanh_van_phong"], side.people["cong_chuc"]
    plan, target = side["plan"], side["target"]
    for number in range(rows):
        side.things["draft"] = make.draft(leader, f"Việc nháp {number}", plan=plan)
        side.things["task"] = make.task(
            leader, lead, f"Việc {number}", plan=plan, target=target, source_file=side["scan"]
        )
        make.task(leader, lead, f"Việc chậm {number}", plan=plan, due_date=TODAY)
        side.things["done_task"] = make.done(
            leader, lead, make.task(leader, lead, f"Xong {number}")
        )
        waiting = side.things["waiting_task"] = make.task(leader, lead, f"Chờ duyệt {number}")
        side.things["submission"] = make.handed_in(lead, waiting)
        side.things["evidence"] = side["submission"].evidence.first()
        _village_task(side, number)
    asked = side.things["asked_task"] = make.task(leader, lead, "Xin gia hạn")
    side.things["paused_task"] = plans.pause_task(
        actor=side.people["chu_tich"],
        task_id=make.task(leader, lead, "Tạm dừng").pk,
        reason="Chờ thiết bị",
        today=TODAY,
    )
    side.things["clear_draft"] = make.draft(
        leader,
        "Nháp đủ năm rõ",
        plan=plan,
        lead=make.account(lead),
        follower=make.account(leader),
        due_date=make.DUE,
        evidence_kind="so_van_ban",
    )
    side.things["monthly_task"] = make.task(leader, lead, "Báo cáo", recurrence="monthly")
    side.things["extension"] = plans.ask_extension(
        actor=lead,
        task_id=asked.pk,
        to_date=make.DUE + timedelta(days=10),
        reason="Chờ thiết bị",
        at=MORNING,
    )


def _village_task(side: Side, number: int) -> None:
    leader, head = side.people["chanh_van_phong"], side.people["truong_thon"]
    villages = [side["village"], side["other_village"]]
    side.things["other_village_task"] = make.village_task(
        leader, villages[1:], f"Việc thôn khác {number}", plan=side["plan"]
    )
    side.things["village_task"] = make.village_task(
        leader, villages, f"Việc thôn {number}", plan=side["plan"], target=side["target"]
    )
    sent = make.village_task(leader, villages, f"Việc thôn đã gửi {number}", plan=side["plan"])
    side.things["village_submission"] = plans.send_village_report(
        actor=head,
        task_id=sent.pk,
        village_id=side["village"].pk,
        number=Decimal(40),
        photos=[make.photo()],
        at=MORNING,
    )
    side.things["photo"] = side["village_submission"].evidence.exclude(file=None).get()
    others = plans.send_village_report(
        actor=side["other_head"],
        task_id=sent.pk,
        village_id=side["other_village"].pk,
        number=Decimal(7),
        photos=[make.photo(colour="red")],
        at=MORNING,
    )
    side.things["other_photo"] = others.evidence.exclude(file=None).get()


def _imports(side: Side) -> None:
    """An annex that was taken in, and one under review; both into plans of their own."""
    office = side.people["chanh_van_phong"]
    file = make.Upload(
        "phu-luc.xlsx", filled_annex_xlsx(sample_tasks(), sample_targets(), year=2026)
    )
    taken, waiting = (
        plans.start_import(
            actor=office, plan_id=make.plan(office, title).pk, file=file, at=MORNING
        )
        for title in ("Kế hoạch đã nhập", "Kế hoạch đang nhập")
    )
    first = review(taken, TODAY).rows[0]
    side.things["import"] = plans.accept_import(
        actor=office,
        import_id=taken.pk,
        choices=[plans.RowChoice.as_offered(first.row, first.offer)],
        target_rows=[row["row"] for row in taken.target_rows],
        at=MORNING,
    )
    side.things["waiting_import"] = waiting
