"""Who may do what, and that a row of another commune does not exist."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction

from xaso.core.edits import Change
from xaso.core.rights.actor import Actor
from xaso.core.rights.roles import all_rights
from xaso.modules.plans import actions
from xaso.modules.plans.actions import Upload
from xaso.modules.plans.models import Explanation
from xaso.modules.plans.money import sources as money_sources

from . import make

pytestmark = pytest.mark.django_db
AT, DAY = {"at": make.NOW}, {"today": make.TODAY}
REASON = {"reason": "Lý do"}
NOTHING = {"changes": {"title": Change("a", "b")}}
SIGNED = {
    "document_number": "1/KH-UBND",
    "document_date": make.TODAY,
    "signer_name": "Thào",
    "signer_title": "Chủ tịch",
}
CALLS = {
    "edit_plan": ("plan_id", NOTHING),
    "ask_opinions": ("plan_id", {}),
    "submit_plan": ("plan_id", AT),
    "approve_plan": ("plan_id", AT),
    "return_plan": ("plan_id", REASON),
    "record_signed_plan": ("plan_id", SIGNED),
    "adjust_plan": ("plan_id", REASON),
    "close_plan": ("plan_id", REASON),
    "add_goal": ("plan_id", {"pillar": "xa_hoi_so", "text": "Mục tiêu"}),
    "add_target": (
        "plan_id",
        {"pillar": "xa_hoi_so", "code": "1", "name": "a", "unit": "b", "target_number": None},
    ),
    "edit_target": ("target_id", {"changes": {"name": Change("a", "b")}}),
    "edit_task": ("task_id", {**NOTHING, **AT}),
    "set_task_villages": ("task_id", {"expected": {}}),
    "drop_draft": ("task_id", {}),
    "assign_task": ("task_id", AT),
    "assign_drafts": ("plan_id", {"task_ids": [], **AT}),
    "open_next_copy": ("task_id", {**AT, **DAY}),
    "start_task": ("task_id", {}),
    "report_progress": ("task_id", {"progress": 1, **AT}),
    "submit_evidence": ("task_id", {"evidence": [make.document()], **AT}),
    "send_village_report": ("task_id", {"village_id": uuid4(), **AT}),
    "accept_submission": ("submission_id", AT),
    "return_submission": ("submission_id", {**REASON, **AT}),
    "ask_extension": ("task_id", {"to_date": make.DUE, **REASON, **AT}),
    "decide_extension": ("extension_id", {"granted": True, **AT}),
    "pause_task": ("task_id", {**REASON, **DAY}),
    "resume_task": ("task_id", DAY),
    "cancel_task": ("task_id", {**REASON, **DAY}),
    "reopen_task": ("task_id", REASON),
    "start_import": ("plan_id", {"file": Upload("a.xlsx", b""), **AT}),
    "remap_import": ("import_id", {"mapping": {}}),
    "keep_choices": ("import_id", {"choices": {}}),
    "accept_import": ("import_id", {"choices": [], **AT}),
    "undo_import": ("import_id", AT),
}
CALLS |= {
    "add_spending": ("line_id", {"on_date": make.TODAY, "amount_vnd": 1, "note": "", **AT}),
    "edit_budget_line": ("line_id", {"changes": {"note": Change("", "b")}}),
    "drop_budget_line": ("line_id", {}),
    "drop_spending": ("spending_id", REASON),
    "clone_plan": ("plan_id", {"title": "Năm sau", "year": 2027, "takes": [], **AT}),
    "save_template": ("plan_id", {"name": "Mẫu", "help_text": "Mọi thôn", **AT}),
    "drop_template": ("template_id", {}),
    "ask_explanation": ("task_id", {"question": "", **AT}),
    "answer_explanation": ("explanation_id", {"answer": "Mưa lũ", **AT}),
    "take_back_acceptance": ("submission_id", AT),
    "hand_over": (
        "account_id",
        {"receivers": {}, "leader": None, "closes_account": False, **REASON, **AT},
    ),
}
MAKING = {"make_plan", "draft_task", "write_plan", "use_template", "add_budget_line"}
OWN = {"open_feed", "revoke_feed", "see_reminders", "send_reminders"}
WORDS = {"GivenEvidence", "RowChoice", "Upload"}


def call(name: str, actor: Actor, row_id) -> None:
    key, more = CALLS[name]
    with transaction.atomic():
        getattr(actions, name)(actor=actor, **{key: row_id}, **more)


def test_every_action_is_tried_here():
    assert set(actions.__all__) == set(CALLS) | MAKING | OWN | WORDS


@pytest.mark.parametrize("name", CALLS)
def test_without_a_right_nothing_is_done(name, gia_phu):
    visitor = Actor(name="Khách", commune=gia_phu)

    with pytest.raises(PermissionDenied):
        call(name, visitor, uuid4())


def test_making_a_plan_or_a_task_needs_a_right_too(gia_phu):
    visitor = Actor(name="Khách", commune=gia_phu)

    with pytest.raises(PermissionDenied):
        make.plan(visitor)
    with pytest.raises(PermissionDenied):
        make.draft(visitor)
    with pytest.raises(PermissionDenied):
        actions.add_budget_line(actor=visitor, content="Wifi", source="xa", planned_vnd=1)
    with pytest.raises(PermissionDenied):
        actions.use_template(
            actor=visitor, code="thon-so", title="Thôn số", start=make.TODAY, at=make.NOW
        )
    with pytest.raises(PermissionDenied):
        actions.write_plan(actor=visitor, sketch=None, at=make.NOW)


@pytest.mark.parametrize("name", sorted(OWN))
def test_reminders_and_calendars_need_a_right_too(name, gia_phu):
    visitor = Actor(name="Khách", commune=gia_phu)
    more = {"on_date": make.TODAY} if name == "see_reminders" else {}

    with pytest.raises(PermissionDenied):
        getattr(actions, name)(actor=visitor, at=make.NOW, **more)


@pytest.mark.parametrize("name", CALLS)
def test_rows_of_another_commune_do_not_exist(name, thao, lan, pao, sua, mau_son):
    everything = Actor(
        name="Sua", commune=sua.commune, rights=all_rights(), account_id=sua.account_id
    )
    rows = _rows(thao, lan, mau_son)

    with pytest.raises(ObjectDoesNotExist):
        call(name, everything, rows[CALLS[name][0]])


def _rows(thao, lan, mau_son):
    plan = make.plan(thao)
    task = make.task(thao, lan, plan=plan, villages=[mau_son])
    extension = actions.ask_extension(
        actor=lan, task_id=task.pk, to_date=make.moment(22).date(), reason="Chờ", at=make.NOW
    )
    annex_import = plan.imports.create(
        commune=thao.commune, file=_file(thao), file_sha256="0" * 64, at=make.NOW
    )
    line = actions.add_budget_line(
        actor=thao, content="Wifi", source=next(iter(money_sources())), planned_vnd=5, plan=plan
    )
    spending = actions.add_spending(
        actor=thao, line_id=line.pk, on_date=make.TODAY, amount_vnd=1, note="", at=make.NOW
    )
    template = actions.save_template(
        actor=thao, plan_id=plan.pk, name="Mẫu", help_text="", at=make.NOW
    )
    explanation = Explanation.objects.create(
        commune=thao.commune,
        task=task,
        due_date=task.due_date,
        of_id=lan.account_id,
        asked_at=make.NOW,
    )
    return {
        "line_id": line.pk,
        "spending_id": spending.pk,
        "template_id": template.pk,
        "explanation_id": explanation.pk,
        "account_id": lan.account_id,
        "plan_id": plan.pk,
        "target_id": make.target(thao, plan).pk,
        "task_id": task.pk,
        "submission_id": make.handed_in(lan, task).pk,
        "extension_id": extension.pk,
        "import_id": annex_import.pk,
    }


def _file(actor: Actor):
    from xaso.core.files.actions import keep_file

    return keep_file(actor=actor, name="a.jpg", content=make.photo().content, at=make.NOW)


def test_people_and_targets_of_another_commune_are_not_taken(thao, sua, lan):
    with pytest.raises(ObjectDoesNotExist):
        make.draft(thao, lead=make.account(sua))
    stranger = Actor(
        name="Sua", commune=sua.commune, rights=all_rights(), account_id=sua.account_id
    )
    with pytest.raises(ObjectDoesNotExist):
        make.draft(stranger, plan=make.plan(thao))
