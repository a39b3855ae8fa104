"""One number on its way: plan, task, village, evidence, target, pack. Two modules, one story."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.urls import reverse

from conftest import MORNING, TODAY
from xaso.core.figures import Period
from xaso.modules.indicators import actions as numbers
from xaso.modules.indicators import public as indicators
from xaso.modules.indicators.definitions import own_code
from xaso.modules.indicators.tests import make as number
from xaso.modules.plans import actions as plans
from xaso.modules.plans.tests import make

pytestmark = pytest.mark.django_db
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture
def plan(minh, lan):
    return make.begun(minh, lan)


def report(pao, thao, task, village, count, at=MORNING):
    sent = plans.send_village_report(
        actor=pao,
        task_id=task.pk,
        village_id=village.pk,
        number=Decimal(count),
        photos=[make.photo()],
        at=at,
    )
    plans.accept_submission(actor=thao, submission_id=sent.pk, at=at)


def state_of(actor, target):
    return indicators.target_value(actor.commune, target.pk, TODAY)


def test_a_village_number_counts_once_it_is_accepted(minh, thao, pao, mau_son, plan):
    target = make.target(minh, plan, name="Hộ có nhóm thôn", value_code="")
    task = make.village_task(thao, [mau_son], target=target)
    assert state_of(minh, target).why == "0/1 thôn đã báo"

    report(pao, thao, task, mau_son, 120)

    found = state_of(minh, target)
    assert (found.now.number, found.state, found.number_text) == (120, "met", "120 hộ")


def test_an_accepted_village_number_feeds_the_pack_that_needs_it(minh, thao, pao, mau_son, plan):
    target = make.target(
        minh, plan, unit="%", target_number=Decimal(50), per_village=True,
        value_code="ho-trong-nhom", base_code="ho-smartphone",
    )  # fmt: skip
    task = make.village_task(thao, [mau_son], target=target)
    report(pao, thao, task, mau_son, 60)
    number.value(minh, "ho-smartphone", 100)

    assert state_of(minh, target).number_text == "60 %"
    paper = indicators.self_assessment(minh.commune, "xaso-1.0", number.YEAR, TODAY)
    items = {item.code: item for group in paper.groups for item in group.items}
    assert items["8.6"].score == Decimal("20.00")
    assert "60 hộ ÷ 100 hộ = 60 %" in items["8.6"].how


def test_villages_that_have_not_reported_are_said_beside_the_share(minh, thao, pao, mau_son, plan):
    other = make.village(minh.commune, "Nà Mẫu")
    target = make.target(
        minh, plan, unit="%", target_number=Decimal(50), per_village=True,
        value_code="ho-trong-nhom", base_code="ho-smartphone",
    )  # fmt: skip
    task = make.village_task(thao, [mau_son, other], target=target)
    report(pao, thao, task, mau_son, 30)
    number.value(minh, "ho-smartphone", 100)

    found = state_of(minh, target)

    assert (found.number_text, found.now.is_partial) == ("30 %", True)
    assert "1/2 thôn đã báo" in found.why


def test_accepted_evidence_is_not_typed_over_without_a_reason(minh, lan, thao, pao, mau_son, plan):
    target = make.target(minh, plan, value_code="")
    report(pao, thao, make.village_task(thao, [mau_son], target=target), mau_son, 120)

    with pytest.raises(ValidationError, match="đếm được 120"):
        number.value(lan, own_code(target.pk), 90)

    number.value(lan, own_code(target.pk), 90, reason="30 hộ báo trùng hai thôn")
    assert state_of(lan, target).now.number == 90


def test_somebody_may_know_only_the_percentage(lan, minh, plan):
    target = make.target(
        minh, plan, unit="%", target_number=Decimal(30), per_village=False,
        value_code="nguoi-chu-ky-so", base_code="nguoi-lon",
    )  # fmt: skip
    number.value(lan, own_code(target.pk), 31)

    assert state_of(lan, target).state == "met"


def test_a_target_of_another_commune_takes_no_number(sua, minh, plan):
    target = make.target(minh, plan)

    with pytest.raises(ObjectDoesNotExist):
        number.value(sua, own_code(target.pk), 31)


def test_tasks_done_on_time_are_counted_and_not_typed(minh, lan):
    late = make.task(minh, lan, "Việc chậm", due_date=TODAY - timedelta(days=3))
    done = make.task(minh, lan, "Việc xong", due_date=TODAY)
    make.done(minh, lan, done)
    assert late.code

    paper = indicators.self_assessment(minh.commune, "xaso-1.0", number.YEAR, TODAY)

    items = {item.code: item for group in paper.groups for item in group.items}
    assert items["2.3"].how.startswith("1 nhiệm vụ ÷ 2 nhiệm vụ = 50 %")


def test_all_targets_of_a_year_cost_four_queries(minh, lan, plan, django_assert_num_queries):
    for at in range(26):
        make.target(minh, plan, code=f"CT {at}", value_code="", per_village=False)
    number.value(lan, own_code(plan.targets.first().pk), 100)

    with django_assert_num_queries(4):
        states = indicators.target_states(minh.commune, 2026, TODAY)

    assert indicators.headline(states) == {"met": 1, "on_track": 0, "at_risk": 0, "gap": 25}


def test_the_month_is_compared_with_the_one_before(minh, lan, plan):
    target = make.target(minh, plan, unit="cụm", value_code="cum-trang-song", per_village=False)
    number.value(lan, "cum-trang-song", 4, on=date(2026, 10, 30))
    number.value(lan, "cum-trang-song", 7)

    (line,) = indicators.comparison(minh.commune, NOVEMBER, OCTOBER, TODAY)

    assert line.target_id == target.pk
    assert (line.before, line.now, line.change) == ("4 cụm", "7 cụm", "tăng 3 cụm")


def test_the_page_of_a_target_opens_the_rows_its_number_is_made_of(
    minh, thao, pao, mau_son, plan, sign_in
):
    target = make.target(minh, plan, value_code="")
    task = make.village_task(thao, [mau_son], target=target)
    report(pao, thao, task, mau_son, 120)

    page = sign_in(minh).get(reverse("indicators:target", args=[target.pk])).content.decode()

    assert "120 hộ" in page
    assert "thôn Mẫu Sơn" in page
    assert reverse("plans:task", args=[task.pk]) in page
    assert "Thào" in page


def test_the_page_of_a_target_of_another_commune_does_not_exist(minh, plan, sua, sign_in):
    target = make.target(minh, plan)

    assert sign_in(sua).get(reverse("indicators:target", args=[target.pk])).status_code == 404


def test_the_number_typed_from_the_target_page_comes_back_to_it(minh, plan, sign_in):
    target = make.target(minh, plan, value_code="", per_village=False)
    back = reverse("indicators:target", args=[target.pk])
    address = reverse("indicators:enter", args=[own_code(target.pk)])

    answer = sign_in(minh).post(f"{address}?tiep={back}", {"number": "42", "as_of": "24/11/2026"})

    assert answer.status_code == 302
    assert answer["Location"] == back
    assert state_of(minh, target).now.number == 42


def test_numbers_are_kept_by_the_officer_who_typed_them(lan, minh, plan):
    target = make.target(minh, plan, value_code="", per_village=False)
    row = number.value(lan, own_code(target.pk), 42)
    numbers.correct_value(
        actor=lan, value_id=row.pk, number=Decimal(43), reason="đếm lại", at=MORNING
    )

    assert state_of(lan, target).now.number == 43
