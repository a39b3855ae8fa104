"""Drafts, edits by two people, who leads, numbers, evidence, repeated tasks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from xaso.core.edits import Change, Clash
from xaso.core.events.queries import history
from xaso.modules.plans import actions
from xaso.modules.plans.actions import GivenEvidence, Upload
from xaso.modules.plans.models import Evidence, Task
from xaso.modules.plans.public.repeats import open_due_copies
from xaso.modules.plans.queries.repeats import series_to_continue

from . import make

pytestmark = pytest.mark.django_db


def edit(actor, task, **changes):
    return actions.edit_task(
        actor=actor,
        task_id=task.pk,
        changes={name: Change(*pair) for name, pair in changes.items()},
        at=make.NOW,
    )


def test_two_officers_change_different_fields_and_both_stay(lan, minh):
    task = make.draft(minh)

    edit(lan, task, product=("", "Biên bản nghiệm thu"))
    edit(minh, task, plan_position=("", "P.III mục 2.1"))

    task.refresh_from_db()
    assert (task.product, task.plan_position) == ("Biên bản nghiệm thu", "P.III mục 2.1")


def test_two_officers_change_the_same_field_and_the_second_chooses(lan, minh):
    task = make.draft(minh, product="Báo cáo")
    edit(lan, task, product=("Báo cáo", "Biên bản"))

    with pytest.raises(Clash) as clash:
        edit(minh, task, product=("Báo cáo", "Hóa đơn"), plan_position=("", "P.I"))

    (field,) = clash.value.clashes
    assert (field.label, field.theirs, field.mine) == ("sản phẩm, kết quả", "Biên bản", "Hóa đơn")
    task.refresh_from_db()
    assert (task.product, task.plan_position) == ("Biên bản", "")


def test_due_date_and_evidence_are_fixed_when_the_task_is_given(thao, lan):
    task = make.task(thao, lan)

    for name, pair in {
        "due_date": (make.DUE, date(2026, 12, 31)),
        "evidence_kind": ("so_van_ban", "anh"),
        "evidence_count": (1, 2),
    }.items():
        with pytest.raises(ValidationError, match="đã chốt khi giao việc"):
            edit(thao, task, **{name: pair})


def test_only_a_leader_changes_who_leads_a_given_task(thao, lan, person, gia_phu):
    hoa = person("Hoa", gia_phu, "cong_chuc")
    task = make.task(thao, lan)
    change = {"lead": (make.account(lan), make.account(hoa))}
    with pytest.raises(PermissionDenied):
        edit(lan, task, **change)

    edit(thao, task, **change)

    task.refresh_from_db()
    assert task.lead == make.account(hoa)


def test_a_given_task_never_loses_one_of_its_five_clear_things(thao, lan):
    task = make.task(thao, lan)

    with pytest.raises(ValidationError, match="rõ người"):
        edit(thao, task, lead=(make.account(lan), None))
    with pytest.raises(ValidationError):
        edit(thao, task, title=(task.title, " "))


def test_the_leader_who_accepts_must_be_able_to(thao, lan, person, gia_phu):
    hoa = person("Hoa", gia_phu, "cong_chuc")

    with pytest.raises(ValidationError, match="chưa có quyền nghiệm thu"):
        make.task(thao, lan, follower=make.account(hoa))
    with pytest.raises(ValidationError, match="phải khác người chủ trì"):
        make.task(thao, thao)


def test_a_task_is_not_given_to_somebody_who_has_left(thao, lan):
    account = make.account(lan)
    account.is_active, account.closed_at = False, make.NOW
    account.save()

    with pytest.raises(ValidationError, match="đã khóa"):
        make.task(thao, lan)


def test_a_task_of_another_plan_s_target_is_refused(thao):
    target = make.target(thao, make.plan(thao))

    with pytest.raises(ValidationError, match="kế hoạch khác"):
        make.draft(thao, plan=make.plan(thao, "Kế hoạch khác"), target=target)


def test_a_done_or_cancelled_task_is_not_edited(thao, lan):
    task = make.done(thao, lan, make.task(thao, lan))

    with pytest.raises(ValidationError, match="Mở lại việc"):
        edit(thao, task, title=(task.title, "Tên khác"))


def test_a_dropped_draft_takes_no_number_with_it(thao, lan):
    draft = make.draft(thao)
    actions.drop_draft(actor=thao, task_id=draft.pk)

    assert make.task(thao, lan).code == "NV-2026-001"
    with pytest.raises(ValidationError, match="chỉ hủy được"):
        actions.drop_draft(actor=thao, task_id=Task.objects.get().pk)


def test_each_year_and_each_commune_counts_on_its_own(thao, lan, person, ta_van):
    chairman, officer = person("Giàng", ta_van, "chu_tich"), person("Mỷ", ta_van, "cong_chuc")
    make.task(thao, lan)

    assert make.task(chairman, officer).code == "NV-2026-001"
    next_year = actions.draft_task(
        actor=thao, title="Việc năm sau", year=2027, lead=make.account(lan),
        follower=make.account(thao), due_date=date(2027, 3, 1), evidence_kind="anh",
    )  # fmt: skip
    assert actions.assign_task(actor=thao, task_id=next_year.pk, at=make.NOW).code == "NV-2027-001"


def test_the_history_tells_each_step_by_name(thao, lan):
    task = make.done(thao, lan, make.task(thao, lan))

    told = [(line.kind.split(".", 1)[1], line.who) for line in history(thao.commune, [task.pk])]

    assert told == [
        ("submission.accepted", "Thào"),
        ("task.evidence_sent", "Lan"),
        ("task.assigned", "Thào"),
        ("task.drafted", "Thào"),
    ]


def test_evidence_gathers_until_the_count_is_there(thao, lan):
    task = make.task(thao, lan, evidence_kind="anh", evidence_count=2)
    first = actions.submit_evidence(
        actor=lan, task_id=task.pk, evidence=[GivenEvidence("anh", upload=make.photo())],
        at=make.moment(14),
    )  # fmt: skip
    task.refresh_from_db()
    assert (task.state, task.evidence_given, task.submitted_on) == ("dang_lam", 1, None)
    with pytest.raises(ValidationError, match="chưa nộp đủ"):
        actions.accept_submission(actor=thao, submission_id=first.pk, at=make.NOW)

    second = actions.submit_evidence(
        actor=lan, task_id=task.pk, evidence=[GivenEvidence("anh", upload=make.photo("b.jpg"))],
        at=make.moment(16),
    )  # fmt: skip

    task.refresh_from_db()
    assert first.pk == second.pk
    assert (task.state, task.submitted_on) == ("cho_minh_chung", date(2026, 12, 16))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (GivenEvidence("anh"), "Chọn một ảnh"),
        (GivenEvidence("anh", upload=Upload("a.pdf", b"%PDF-1.7 x")), "Chọn một ảnh"),
        (GivenEvidence("tep"), "Chọn một tệp"),
        (GivenEvidence("so_lieu"), "không ghi 0"),
        (GivenEvidence("so_lieu", number=Decimal(-1)), "không âm"),
        (GivenEvidence("so_van_ban", text=" "), "ký hiệu văn bản"),
        (GivenEvidence("duong_dan"), "https://"),
        (GivenEvidence("duong_dan", url="khong phai dia chi"), "đường dẫn đầy đủ"),
    ],
)
def test_evidence_must_hold_what_it_says(given, why, thao, lan):
    task = make.task(thao, lan)

    with pytest.raises(ValidationError, match=why), transaction.atomic():
        actions.submit_evidence(actor=lan, task_id=task.pk, evidence=[given], at=make.NOW)

    assert Evidence.objects.count() == 0


def test_the_database_refuses_a_result_accepted_by_its_sender(thao, lan):
    submission = make.handed_in(lan, make.task(thao, lan))
    actions.accept_submission(actor=thao, submission_id=submission.pk, at=make.NOW)

    with pytest.raises(IntegrityError):
        type(submission).objects.filter(pk=submission.pk).update(decided_by=submission.by)


def test_a_monthly_task_opens_december_though_november_is_not_done(thao, lan):
    task = make.task(thao, lan, due_date=None, recurrence="monthly")
    assert (task.due_date, task.code) == (date(2026, 11, 30), "NV-2026-001")
    assert list(series_to_continue(thao.commune, date(2026, 11, 30))) == []
    first_of_december = date(2026, 12, 1)
    (series,) = series_to_continue(thao.commune, first_of_december)

    copy = actions.open_next_copy(
        actor=thao, task_id=series.pk, today=first_of_december, at=make.moment(1)
    )

    assert (copy.code, copy.due_date, copy.lead_id) == (
        "NV-2026-002",
        date(2026, 12, 31),
        task.lead_id,
    )
    assert list(Task.objects.late_on(first_of_december)) == [task]
    assert list(series_to_continue(thao.commune, first_of_december)) == []


def test_missed_copies_are_all_opened_once_and_only_until_their_last_day(thao, lan):
    make.task(thao, lan, due_date=None, recurrence="monthly", recurrence_until=date(2027, 2, 28))

    opened = open_due_copies(thao.commune, date(2027, 6, 1), make.moment(1))

    assert len(opened) == 3
    assert [str(task.due_date) for task in Task.objects.order_by("due_date")] == [
        "2026-11-30",
        "2026-12-31",
        "2027-01-29",
        "2027-02-26",
    ]
    assert open_due_copies(thao.commune, date(2027, 6, 1), make.moment(1)) == []


def test_the_copies_of_a_village_task_ask_the_same_villages(thao, mau_son):
    task = make.village_task(
        thao, [mau_son], recurrence="monthly", expected_per_village=Decimal(9)
    )

    copy = actions.open_next_copy(
        actor=thao, task_id=task.pk, today=date(2026, 12, 16), at=make.moment(16)
    )

    assert [(row.village, row.expected) for row in copy.villages.all()] == [(mau_son, 9)]
    assert copy.due_date == date(2026, 12, 31)
