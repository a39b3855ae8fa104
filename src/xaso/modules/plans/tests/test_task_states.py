from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from xaso.modules.plans import actions
from xaso.modules.plans.models import NumberSeries, Task

from . import make

pytestmark = pytest.mark.django_db


def test_a_task_goes_from_draft_to_done(thao, lan):
    task = make.task(thao, lan)
    assert (task.state, task.code) == ("chua_bat_dau", "NV-2026-001")

    actions.start_task(actor=lan, task_id=task.pk)
    actions.report_progress(actor=lan, task_id=task.pk, progress=40, at=make.NOW)
    submission = make.handed_in(lan, task)
    task.refresh_from_db()
    assert task.state == "cho_minh_chung"

    actions.accept_submission(actor=thao, submission_id=submission.pk, at=make.NOW)
    task.refresh_from_db()
    assert (task.state, task.is_on_time, task.evidence_given) == ("hoan_thanh", True, 1)


def test_a_draft_names_each_missing_clear_thing(thao):
    task = make.draft(thao, "Mua máy in")

    with pytest.raises(ValidationError) as refused:
        actions.assign_task(actor=thao, task_id=task.pk, at=make.NOW)

    assert set(refused.value.message_dict) == {"lead", "due_date", "evidence_kind", "follower"}
    task.refresh_from_db()
    assert (task.state, task.number) == ("nhap", None)
    assert NumberSeries.objects.count() == 0


def test_the_database_refuses_a_task_beyond_draft_that_is_not_clear(thao, lan):
    task = make.task(thao, lan)

    with pytest.raises(IntegrityError):
        Task.objects.filter(pk=task.pk).update(follower=None)


def test_an_officer_drafts_but_does_not_assign(lan):
    task = make.draft(lan)

    with pytest.raises(PermissionDenied):
        actions.assign_task(actor=lan, task_id=task.pk, at=make.NOW)


def test_numbers_have_no_gap_after_a_refused_assignment(thao, lan):
    make.task(thao, lan)
    unclear = make.draft(thao)
    with pytest.raises(ValidationError):
        actions.assign_task(actor=thao, task_id=unclear.pk, at=make.NOW)

    assert make.task(thao, lan).code == "NV-2026-002"


def test_a_village_led_task_finishes_with_its_last_village(thao, pao, mau_son):
    task = make.village_task(thao, [mau_son])
    report = actions.send_village_report(
        actor=pao, task_id=task.pk, village_id=mau_son.pk, number=25, at=make.moment(1)
    )
    task.refresh_from_db()
    assert (task.state, task.submitted_on) == ("cho_minh_chung", date(2026, 12, 1))

    actions.accept_submission(actor=thao, submission_id=report.pk, at=make.moment(3))

    task.refresh_from_db()
    assert (task.state, task.villages_done, task.evidence_given) == ("hoan_thanh", 1, 1)
    assert task.villages.get().number == 25
