"""A slip of the thumb is put right at once; later there is "Mở lại việc"."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from xaso.modules.plans import actions
from xaso.modules.plans.models import SubmissionState, TaskState
from xaso.modules.plans.queries.copies import copies_out_of_step

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(thao, lan):
    submission = make.handed_in(lan, make.task(thao, lan))
    return actions.accept_submission(actor=thao, submission_id=submission.pk, at=make.NOW)


def take_back(actor, submission, after=timedelta(minutes=1)):
    return actions.take_back_acceptance(
        actor=actor, submission_id=submission.pk, at=make.NOW + after
    )


def test_an_acceptance_taken_back_waits_as_before(thao, accepted):
    submission = take_back(thao, accepted)

    task = submission.task
    task.refresh_from_db()
    assert (submission.state, submission.decided_by_id) == (SubmissionState.DA_GUI, None)
    assert (task.state, task.is_on_time) == (TaskState.CHO_MINH_CHUNG, None)
    assert copies_out_of_step(thao.commune) == 0
    actions.accept_submission(actor=thao, submission_id=submission.pk, at=make.NOW)


def test_after_half_an_hour_it_stands(thao, accepted):
    with pytest.raises(ValidationError, match="Mở lại việc"):
        take_back(thao, accepted, timedelta(minutes=31))


def test_only_who_accepted_takes_it_back(thao, minh, lan, accepted):
    with pytest.raises(ValidationError, match="người vừa duyệt"):
        take_back(minh, accepted)
    with pytest.raises(PermissionDenied):
        take_back(lan, accepted)


def test_what_was_opened_again_is_not_taken_back(thao, accepted):
    actions.reopen_task(actor=thao, task_id=accepted.task_id, reason="Thiếu ảnh")

    with pytest.raises(ValidationError):
        take_back(thao, accepted)


def test_a_village_report_that_counts_is_not_taken_back(thao, gia_phu, person):
    village = make.village(gia_phu, "Mẫu Sơn")
    pao = person("Páo", gia_phu, "truong_thon", village=village)
    task = make.village_task(thao, [village])
    report = actions.send_village_report(
        actor=pao, task_id=task.pk, village_id=village.pk, number=make.Decimal(5), at=make.NOW
    )
    actions.accept_submission(actor=thao, submission_id=report.pk, at=make.NOW)

    with pytest.raises(ValidationError):
        take_back(thao, report)


def test_the_notice_after_accepting_offers_to_take_it_back(sign_in, thao, lan):
    submission = make.handed_in(lan, make.task(thao, lan, "Lắp wifi"))
    client = sign_in(thao)
    back = "/toan-canh/cho-toi-quyet/"

    page = client.post(f"/ke-hoach/nop/{submission.pk}/duyet/", {"next": back}, follow=True)
    undo = f"/ke-hoach/nop/{submission.pk}/lay-lai/?next=%2Ftoan-canh%2Fcho-toi-quyet%2F"
    assert undo in page.content.decode()
    again = client.post(undo, follow=True)

    assert again.redirect_chain[-1][0] == back
    assert "Đã lấy lại" in again.content.decode()
    assert "Lắp wifi" in again.content.decode()
