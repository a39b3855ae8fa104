"""The sample year tells the truth it promises, whatever the day it is made for."""

from datetime import date, datetime

import pytest
from django.db.models import Count

from conftest import VIETNAM
from xaso.config.cli.demo_command import build, last_morning
from xaso.core.events.chain import verify_chains
from xaso.core.papers.models import OfficialPaper
from xaso.core.people.models import Account
from xaso.core.residents.doubles import likely_doubles
from xaso.core.rights.actor import system_actor
from xaso.core.sync.models import Device
from xaso.core.units.models import Commune, Village
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans
from xaso.modules.plans.models import BudgetLine, Evidence, Explanation, Reminder, Submission, Task
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.models import Survey

pytestmark = [pytest.mark.slow, pytest.mark.walk, pytest.mark.django_db]


@pytest.fixture
def packaged(provinces):
    from xaso.core.law.seed import load_law
    from xaso.core.worktime.seed import load_calendar

    load_law()
    load_calendar()


def test_the_sample_of_a_november_day_is_an_honest_year(packaged, clock):
    today = date(2026, 11, 26)
    clock.move_to("2026-11-26T08:00:00+07:00")

    build(today)

    gia_phu = Commune.objects.get(pk="02923")
    numbers = plans.board(gia_phu, today).numbers
    states = [state.state for state in indicators.target_states(gia_phu, 2026, today)]
    assert Task.objects.of(gia_phu).filter(plan__kind="nam").count() == 80
    assert numbers.late == 11
    assert [states.count(state) for state in ("met", "at_risk", "gap")] == [18, 5, 3]
    assert Village.objects.of(gia_phu).count() == 22
    assert Account.objects.of(gia_phu).exclude(job_title="Trưởng thôn").count() == 15
    assert Submission.objects.of(gia_phu).filter(state="tra_lai").exists()
    reasons = set(Submission.objects.of(gia_phu).values_list("reason_code", flat=True))
    assert {"KHONG_DT", "KHONG_SONG", "DT_2G"} <= reasons
    told = " ".join(Task.objects.of(gia_phu).values_list("hindrance", flat=True))
    assert "Máy in hỏng" in told
    assert "rớt mạng" in told
    assert OfficialPaper.objects.of(gia_phu).filter(state="da_ky").exists()
    assert Reminder.objects.of(gia_phu).exists()
    assert Explanation.objects.of(gia_phu).exclude(answer="").exists()
    assert BudgetLine.objects.of(gia_phu).count() == 4
    assert _of_villages(gia_phu, today) == (2, 1, [("Máy của tổ Mẫu Sơn", 2, 1)])
    surveys = Survey.objects.of(gia_phu).order_by("year", "quarter")
    prefilled = [survey.answers.exclude(source="").count() for survey in surveys]
    assert all(count * 3 >= len(tables().questions) for count in prefilled)
    assert verify_chains()[1] is None


def _of_villages(commune, today):
    """Targets shared out, pairs of doubles, phones with (unsent, refused)."""
    office = system_actor(commune)
    villages = list(Village.objects.of(commune))
    phones = Device.objects.of(commune).filter(items__state="tu_choi").annotate(Count("items"))
    return (
        len(indicators.targets_of_villages(commune, villages, today)),
        len(likely_doubles(office)),
        list(phones.values_list("label", "unsent", "items__count")),
    )


@pytest.mark.parametrize("today", [date(2027, 1, 15), date(2026, 6, 30)])
def test_the_sample_can_be_made_for_other_days(packaged, clock, today):
    clock.move_to(f"{today}T08:00:00+07:00")

    build(today, codes=["02923"])

    gia_phu = Commune.objects.get(pk="02923")
    assert Task.objects.of(gia_phu).filter(plan__kind="nam").count() == 80
    assert plans.board(gia_phu, today).numbers.late == 11


@pytest.mark.parametrize(("hour", "day"), [(3, 23), (7, 23), (8, 24), (23, 24)])
def test_before_eight_the_sample_is_of_the_day_before(clock, hour, day):
    clock.move_to(datetime(2026, 11, 24, hour, 30, tzinfo=VIETNAM))

    assert last_morning() == date(2026, 11, day)


def test_the_same_day_makes_the_same_rows(packaged, clock):
    clock.move_to("2026-11-26T08:00:00+07:00")
    told = []
    for _time in range(2):
        _emptied()
        build(date(2026, 11, 26), codes=["03037"])
        told.append(_rows())

    assert told[0] == told[1]


def _emptied():
    from xaso.config.cli.prepare import load_packaged
    from xaso.core.sample.removal import remove_samples

    remove_samples()
    load_packaged()


def _rows():
    tasks = Task.objects.order_by("pk").values_list("pk", "code", "title", "state", "due_date")
    evidence = Evidence.objects.order_by("pk").values_list("pk", "kind", "number", "file__sha256")
    people = Account.objects.order_by("pk").values_list("pk", "username")
    events = Commune.objects.annotate(Count("pk")).order_by("pk").values_list("pk")
    return [list(tasks), list(evidence), list(people), list(events)]
