"""A plan from a pattern, a pattern from a plan, and last year's plan for the next."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from xaso.core.people.models import RoleGrant
from xaso.core.worktime.queries import calendar_of
from xaso.core.worktime.seed import load_calendar
from xaso.modules.plans import actions
from xaso.modules.plans.lists import pillars
from xaso.modules.plans.models import EvidenceKind, Plan, PlanTemplate, Recurrence, Task
from xaso.modules.plans.patterns import after_working_days, packaged_patterns

from . import make
from .browse import compressed, follow, send, typed

pytestmark = pytest.mark.django_db
START = date(2026, 11, 25)


def used(actor, code, **said):
    given = {"title": "Kế hoạch thử", "start": START, "at": make.NOW}
    return Plan.objects.get(pk=actions.use_template(actor=actor, code=code, **{**given, **said}))


@pytest.fixture
def villages(minh, mau_son):
    return [mau_son, *(make.village(minh.commune, f"Thôn {number}") for number in range(54))]


@pytest.mark.parametrize("code", packaged_patterns())
def test_every_packaged_pattern_makes_a_plan_that_lacks_only_people(code, minh, thao, mau_son):
    plan = used(minh, code, villages=[mau_son], follower=make.account(thao))

    tasks = list(plan.tasks.all())
    assert len(tasks) >= 5
    assert plan.targets.exists()
    for task in tasks:
        assert task.due_date or task.recurrence
        assert task.evidence_kind
        assert task.follower
        assert task.lead_role or task.lead is None


def test_every_packaged_pattern_says_what_it_is_and_uses_known_words():
    for pattern in packaged_patterns().values():
        assert pattern.label == "tham khảo"
        assert date.fromisoformat(pattern.as_of) <= make.TODAY
        assert pattern.help
        assert pattern.source
        codes = {target.code for target in pattern.targets}
        for task in pattern.tasks:
            assert task.pillar in pillars()
            assert task.evidence in EvidenceKind.values
            assert task.recurrence in {"", *Recurrence.values}
            assert not task.target or task.target in codes
            assert bool(task.recurrence) + bool(task.by) + (task.days is not None) == 1


def test_300_samples_over_55_villages_are_6_each(minh, villages):
    plan = used(minh, "i-speed", villages=villages)

    task = plan.tasks.get(title__startswith="Đo mạng di động")
    assert task.village_count == 55
    assert set(task.villages.values_list("expected", flat=True)) == {Decimal(6)}


def test_days_count_working_days_over_the_new_year(minh, lan):
    load_calendar()
    days = calendar_of(minh.commune)

    assert after_working_days(date(2026, 12, 30), 2, days) == date(2027, 1, 4)
    assert after_working_days(date(2026, 11, 28), 0, days) == date(2026, 11, 30)


def test_a_pattern_with_work_of_villages_asks_for_villages(minh):
    with pytest.raises(ValidationError, match="ít nhất một thôn"):
        used(minh, "thon-so")

    assert not Plan.objects.exists()


def test_from_the_list_of_plans_to_the_draft_in_three_presses(sign_in, minh, thao, mau_son):
    browser = sign_in(minh)
    assert "/ke-hoach/mau/" in browser.get("/ke-hoach/").content.decode()
    chosen = browser.get("/ke-hoach/mau/").content.decode()
    assert "/ke-hoach/mau/thon-so/" in chosen

    page = follow(
        browser, send(browser, "/ke-hoach/mau/thon-so/", start="1/3/2027", all_villages="on")
    )

    plan = Plan.objects.get()
    assert "Đã lập dự thảo kế hoạch" in page
    assert (plan.year, plan.period_from) == (2027, date(2027, 3, 1))
    assert plan.tasks.filter(follower=thao.account_id).count() == plan.tasks.count()


def test_a_page_of_a_pattern_is_light(sign_in, minh, villages):
    page = sign_in(minh).get("/ke-hoach/mau/nam-ba-tru-cot/")

    assert compressed(page) < 14_000
    assert "Họp Ban chỉ đạo hằng quý" in page.content.decode()


def test_what_was_typed_stays_when_the_pattern_is_refused(sign_in, minh, mau_son):
    browser = sign_in(minh)
    form = typed(browser.get("/ke-hoach/mau/i-speed/"), title="Đợt đo tháng 12", all_villages=None)

    page = browser.post("/ke-hoach/mau/i-speed/", form)

    assert page.status_code == 422
    assert "Đợt đo tháng 12" in page.content.decode()


def test_a_commune_keeps_its_own_plan_as_a_pattern(sign_in, minh, thao, lan, sua, mau_son):
    plan = make.plan(minh)
    target = make.target(minh, plan, code="CT01")
    make.village_task(thao, [mau_son], plan=plan, target=target, expected_per_village=Decimal(20))
    make.task(thao, lan, "Báo cáo tháng", plan=plan, recurrence="monthly")

    saved = actions.save_template(
        actor=minh, plan_id=plan.pk, name="Mẫu của Gia Phú", help_text="", at=make.NOW
    )
    fresh = used(minh, str(saved.pk), start=date(2027, 1, 1), villages=[mau_son])

    drive, report = fresh.tasks.order_by("-title")
    assert (drive.due_date, drive.villages.get().expected) == (date(2027, 12, 15), Decimal(20))
    assert (report.recurrence, report.lead, report.due_date) == ("monthly", None, None)
    assert fresh.targets.get().target_number == Decimal(100)
    assert "Mẫu của Gia Phú" in sign_in(minh).get("/ke-hoach/mau/").content.decode()
    assert "Mẫu của Gia Phú" not in sign_in(sua).get("/ke-hoach/mau/").content.decode()
    with pytest.raises(ObjectDoesNotExist):
        used(sua, str(saved.pk))


def test_two_patterns_of_one_name_are_refused_and_an_empty_plan_is_none(minh):
    empty = make.plan(minh)
    with pytest.raises(ValidationError, match="chưa có việc"):
        actions.save_template(actor=minh, plan_id=empty.pk, name="Mẫu", help_text="", at=make.NOW)

    make.target(minh, empty)
    said = {"actor": minh, "plan_id": empty.pk, "name": "Mẫu", "help_text": "", "at": make.NOW}
    actions.save_template(**said)
    with pytest.raises(ValidationError, match="Đặt tên khác"):
        actions.save_template(**said)

    assert PlanTemplate.objects.count() == 1


def test_a_dropped_pattern_leaves_its_plans(sign_in, minh, mau_son):
    plan = make.plan(minh)
    make.target(minh, plan)
    saved = actions.save_template(
        actor=minh, plan_id=plan.pk, name="Mẫu", help_text="", at=make.NOW
    )

    page = follow(sign_in(minh), sign_in(minh).post(f"/ke-hoach/mau/{saved.pk}/bo/"))

    assert "Đã bỏ mẫu" in page
    assert not PlanTemplate.objects.exists()
    assert Plan.objects.count() == 1


def test_last_year_becomes_the_draft_of_the_next(minh, thao, lan, mau_son):
    plan = make.plan(minh)
    target = make.target(minh, plan, code="CT01", baseline_number=Decimal(40))
    done = make.task(thao, lan, "Lắp wifi", plan=plan, due_date=date(2026, 11, 30))
    make.done(thao, lan, done)
    make.village_task(thao, [mau_son], plan=plan, target=target, expected_per_village=Decimal(9))
    gone = make.task(thao, lan, "Mua máy in", plan=plan)
    actions.cancel_task(actor=thao, task_id=gone.pk, reason="Hết kinh phí", today=make.TODAY)

    cloned = actions.clone_plan(
        actor=minh,
        plan_id=plan.pk,
        title="Kế hoạch chuyển đổi số năm 2027",
        year=2027,
        takes=["con_mo", "da_xong"],
        at=make.NOW,
    )

    fresh = Plan.objects.get(pk=cloned.plan_id)
    wifi, drive = fresh.tasks.order_by("title")
    assert (fresh.period_to, fresh.state) == (date(2027, 12, 31), "nhap")
    assert (wifi.due_date, wifi.lead_id) == (date(2027, 11, 30), lan.account_id)
    assert drive.villages.get().expected is None
    new_target = fresh.targets.get()
    assert (new_target.target_number, new_target.baseline_number) == (None, None)
    assert (new_target.by_date, drive.target) == (date(2027, 12, 31), new_target)
    assert (cloned.without_lead, Task.objects.filter(plan=plan).count()) == (0, 3)


def test_who_has_left_is_not_carried_into_the_new_year(minh, thao, lan):
    plan = make.plan(minh)
    make.task(thao, lan, "Lắp wifi", plan=plan)
    RoleGrant.objects.filter(account=lan.account_id).delete()

    cloned = actions.clone_plan(
        actor=minh, plan_id=plan.pk, title="Năm 2027", year=2027, takes=["con_mo"], at=make.NOW
    )

    task = Task.objects.get(plan=cloned.plan_id)
    assert (cloned.without_lead, task.lead, task.follower_id) == (1, None, thao.account_id)


def test_a_plan_is_not_cloned_into_its_own_or_an_earlier_year(minh):
    plan = make.plan(minh)

    with pytest.raises(ValidationError, match="Chọn năm sau"):
        actions.clone_plan(
            actor=minh, plan_id=plan.pk, title="Lại", year=2026, takes=[], at=make.NOW
        )


def test_the_29th_of_february_becomes_the_28th():
    from xaso.modules.plans.actions.plan_cloning import moved

    assert moved(date(2028, 2, 29), 1) == date(2029, 2, 28)


def test_cloning_is_two_presses_from_the_plan(sign_in, minh, thao, lan):
    plan = make.plan(minh)
    make.task(thao, lan, "Lắp wifi", plan=plan)
    browser = sign_in(minh)
    assert f"/ke-hoach/{plan.pk}/nam-sau/" in browser.get(plan.get_absolute_url()).content.decode()

    page = follow(browser, send(browser, f"/ke-hoach/{plan.pk}/nam-sau/"))

    assert "Kế hoạch chuyển đổi số năm 2027" in page
    assert "Đặt mức phải đạt" in page
