"""A village head reports from the road: a number, a photo, or why it could not be done."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from xaso.modules.plans import actions, public
from xaso.modules.plans.models import Submission, TaskVillage
from xaso.modules.plans.queries.villages import village_work

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def na_mau(gia_phu):
    return make.village(gia_phu, "Nà Mẫu")


@pytest.fixture
def sung(person, gia_phu, na_mau):
    """Súng is the head of Nà Mẫu."""
    return person("Súng", gia_phu, "truong_thon", village=na_mau)


def report(head, task, village, at=make.NOW, **fields):
    return actions.send_village_report(
        actor=head, task_id=task.pk, village_id=village.pk, at=at, **fields
    )


def accept(leader, submission, at=make.NOW):
    return actions.accept_submission(actor=leader, submission_id=submission.pk, at=at)


def row(task, village):
    return TaskVillage.objects.get(task=task, village=village)


def test_a_village_head_reaches_only_the_own_village(thao, pao, sung, mau_son, na_mau):
    task = make.village_task(thao, [mau_son, na_mau])

    with pytest.raises(ObjectDoesNotExist):
        report(pao, task, na_mau, number=5)

    assert [each.village for each in village_work(pao)] == [mau_son]
    assert Submission.objects.count() == 0


def test_a_village_that_is_not_asked_does_not_report(thao, sung, mau_son, na_mau):
    task = make.village_task(thao, [mau_son])

    with pytest.raises(ObjectDoesNotExist):
        report(sung, task, na_mau, number=5)


def test_the_task_waits_when_all_have_reported_and_ends_with_the_last_acceptance(
    thao, pao, sung, mau_son, na_mau
):
    task = make.village_task(thao, [mau_son, na_mau])
    first = report(pao, task, mau_son, number=20, at=make.moment(10))
    task.refresh_from_db()
    assert task.state == "dang_lam"
    second = report(sung, task, na_mau, number=30, at=make.moment(14))
    task.refresh_from_db()
    assert (task.state, task.submitted_on) == ("cho_minh_chung", date(2026, 12, 14))

    accept(thao, first, at=make.moment(18))
    task.refresh_from_db()
    assert (task.state, task.villages_done) == ("cho_minh_chung", 1)
    accept(thao, second, at=make.moment(18))

    task.refresh_from_db()
    assert (task.state, task.is_on_time, task.evidence_given) == ("hoan_thanh", True, 2)


def test_a_returned_report_makes_the_task_run_again_and_count_late(thao, pao, mau_son):
    task = make.village_task(thao, [mau_son])
    first = report(pao, task, mau_son, number=20, at=make.moment(14))
    actions.return_submission(
        actor=thao, submission_id=first.pk, reason="Số chưa khớp", at=make.moment(15)
    )
    task.refresh_from_db()
    assert (task.state, row(task, mau_son).state) == ("dang_lam", "tra_lai")

    accept(thao, report(pao, task, mau_son, number=25, at=make.moment(17)), at=make.moment(18))

    task.refresh_from_db()
    assert (task.state, task.is_on_time, row(task, mau_son).number) == ("hoan_thanh", False, 25)


def test_no_signal_and_no_phone_are_reports_too(thao, pao, sung, mau_son, na_mau):
    task = make.village_task(thao, [mau_son, na_mau])
    failed = report(pao, task, mau_son, outcome="CHUA_XONG", reason_code="KHONG_SONG")
    report(sung, task, na_mau, number=30)

    task.refresh_from_db()
    assert (task.state, row(task, mau_son).state) == ("dang_lam", "khong_xong")
    accept(thao, failed)

    task.refresh_from_db()
    assert (task.state, row(task, mau_son).number) == ("dang_lam", None)
    assert [each.village for each in village_work(pao)] == [mau_son]


def test_a_failure_needs_its_reason_and_gives_no_number(thao, pao, mau_son):
    task = make.village_task(thao, [mau_son])

    with pytest.raises(ValidationError, match="vì sao chưa xong"):
        report(pao, task, mau_son, outcome="CHUA_XONG")
    with pytest.raises(ValidationError, match="lý do khác"):
        report(pao, task, mau_son, outcome="TU_CHOI", reason_code="KHAC")
    with pytest.raises(ValidationError, match="để trống số"):
        report(pao, task, mau_son, outcome="CHUA_XONG", reason_code="XA", number=0)
    with pytest.raises(ValidationError, match="trong danh sách"):
        report(pao, task, mau_son, outcome="CHUA_XONG", reason_code="LUOI")


def test_the_newest_accepted_number_counts_and_the_older_stays_as_history(thao, pao, mau_son):
    plan = make.plan(thao)
    target = make.target(thao, plan)
    task = make.village_task(thao, [mau_son], plan=plan, target=target)
    accept(thao, report(pao, task, mau_son, number=20))
    actions.reopen_task(actor=thao, task_id=task.pk, reason="Cập nhật số mới")
    newer = report(pao, task, mau_son, number=26, at=make.moment(1))
    (before,) = public.targets(thao.commune, 2026, make.TODAY)
    accept(thao, newer, at=make.moment(2))

    (after,) = public.targets(thao.commune, 2026, date(2026, 12, 2))
    trail = public.figure_trail(thao.commune, target.pk)
    assert (before.number, after.number) == (20, 26)
    assert [(each.number, each.counts) for each in trail] == [(26, True), (20, False)]


def test_a_true_zero_is_a_number_and_silence_is_not(thao, pao, sung, mau_son, na_mau):
    plan = make.plan(thao)
    target = make.target(thao, plan)
    task = make.village_task(thao, [mau_son, na_mau], plan=plan, target=target)
    assert public.targets(thao.commune, 2026, make.TODAY)[0].standing == "chua_co_so_lieu"

    accept(thao, report(pao, task, mau_son, number=Decimal(0)))

    (state,) = public.targets(thao.commune, 2026, make.TODAY)
    assert (state.number, state.villages_reported, state.villages_asked) == (0, 1, 2)


def test_a_new_report_takes_the_place_of_one_that_still_waits(thao, pao, mau_son):
    task = make.village_task(thao, [mau_son])
    wrong = report(pao, task, mau_son, number=200)
    right = report(pao, task, mau_son, number=20)

    wrong.refresh_from_db()
    assert wrong.state == "thay_the"
    with pytest.raises(ValidationError, match="đã được xử lý"):
        accept(thao, wrong)
    accept(thao, right)
    assert row(task, mau_son).number == 20


def test_a_task_that_asks_for_photos_takes_no_report_without_one(thao, pao, mau_son):
    task = make.village_task(thao, [mau_son], evidence_kind="anh", evidence_count=2)

    with pytest.raises(ValidationError, match="ít nhất 2 ảnh, mới có 1"):
        report(pao, task, mau_son, number=5, photos=[make.photo()])

    sent = report(pao, task, mau_son, photos=[make.photo(), make.photo("b.jpg", "red")])
    assert sent.evidence.count() == 2
    assert all(piece.file.is_image for piece in sent.evidence.all())


def test_villages_under_a_named_lead_give_material_and_the_lead_hands_in(thao, lan, pao, mau_son):
    task = make.task(thao, lan, villages=[mau_son])
    accept(thao, report(pao, task, mau_son, number=12))
    task.refresh_from_db()
    assert (task.state, task.villages_done) == ("dang_lam", 1)

    make.done(thao, lan, task)

    assert task.state == "hoan_thanh"


def test_a_village_task_is_not_handed_in_by_one_officer(thao, minh, mau_son):
    task = make.village_task(thao, [mau_son])

    with pytest.raises(ValidationError, match="do các thôn báo"):
        make.handed_in(minh, task)


def test_a_village_cannot_be_asked_for_a_document_number(thao, mau_son):
    with pytest.raises(ValidationError, match="ảnh hoặc số liệu"):
        make.village_task(thao, [mau_son], evidence_kind="so_van_ban")


def test_a_village_that_has_reported_stays_in_the_task(thao, pao, mau_son, na_mau):
    task = make.village_task(thao, [mau_son])
    report(pao, task, mau_son, number=3)

    with pytest.raises(ValidationError, match="Mẫu Sơn đã gửi báo cáo"):
        actions.set_task_villages(actor=thao, task_id=task.pk, expected={na_mau.pk: None})

    task = actions.set_task_villages(
        actor=thao, task_id=task.pk, expected={na_mau.pk: Decimal(9), mau_son.pk: None}
    )
    assert task.village_count == 2
    assert row(task, na_mau).expected == 9


def test_leaving_out_the_one_village_that_cannot_finishes_the_task(thao, pao, mau_son, na_mau):
    task = make.village_task(thao, [mau_son, na_mau])
    accept(thao, report(pao, task, mau_son, number=20, at=make.moment(3)), at=make.moment(4))

    task = actions.set_task_villages(actor=thao, task_id=task.pk, expected={mau_son.pk: None})

    assert (task.state, task.submitted_on, task.accepted_at) == (
        "hoan_thanh",
        date(2026, 12, 3),
        make.moment(4),
    )


def test_a_village_added_late_makes_a_waiting_task_go_on(thao, pao, mau_son, na_mau):
    task = make.village_task(thao, [mau_son])
    report(pao, task, mau_son, number=20)

    task = actions.set_task_villages(
        actor=thao, task_id=task.pk, expected={mau_son.pk: None, na_mau.pk: None}
    )

    assert (task.state, task.submitted_on) == ("dang_lam", None)


def test_a_report_sent_late_for_want_of_signal_counts_from_the_phone(thao, pao, mau_son):
    task = make.village_task(thao, [mau_son])
    sent = report(pao, task, mau_son, number=3, at=make.moment(17), stamped_at=make.moment(15))

    accept(thao, sent, at=make.moment(18))

    task.refresh_from_db()
    assert task.is_on_time
