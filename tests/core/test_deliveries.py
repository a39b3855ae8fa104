"""What happened reaches whoever listens: once, in order, and a failure is seen by people."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conftest import MORNING
from xaso.core.events import deliver, handlers
from xaso.core.events.day_counts import counts_of_days
from xaso.core.events.deliver import deliver_all
from xaso.core.events.models import DayCount, Delivery, Event
from xaso.core.events.record import record
from xaso.core.jobs import background, doorbell
from xaso.core.units.actions import add_village
from xaso.core.units.models import Village
from xaso.desk.papers.kinds import Ask
from xaso.desk.reports.week_sheet import week_sheet
from xaso.lib.chain import short_code
from xaso.lib.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def hears(monkeypatch):
    """A handler for one test; hears tasks that began."""

    def listen(work, name="test.listener", *kinds):
        heard = frozenset(kinds or {"plans.task.started"})
        monkeypatch.setitem(handlers.HANDLERS, name, handlers.Handler(name, heard, work))
        return name

    return listen


def begin(actor, steps=1):
    with transaction.atomic():
        return [
            record("plans.task.started", actor=actor, subject_id=new_id(), step=step)
            for step in range(steps)
        ]


def deliveries(name):
    return Delivery.objects.filter(handler=name).order_by("event_id")


def test_each_event_reaches_its_handler_once_and_in_order(lan, hears):
    heard = []
    hears(lambda event: heard.append(event.data["step"]))

    begin(lan, 3)
    deliver_all()
    deliver_all()

    assert heard == [0, 1, 2]


def test_what_nobody_listens_to_asks_for_no_delivery(lan, hears):
    name = hears(lambda event: None, "test.other", "plans.plan.made")

    begin(lan)

    assert not deliveries(name).exists()


def test_an_event_that_was_undone_is_not_delivered(lan, hears):
    heard = []
    name = hears(lambda event: heard.append(event))

    with transaction.atomic():
        record("plans.task.started", actor=lan, subject_id=new_id())
        transaction.set_rollback(True)
    deliver_all()

    assert heard == []
    assert not deliveries(name).exists()


def test_a_handler_that_fails_leaves_no_half_effect(lan, gia_phu, hears):
    def half(event):
        Village.objects.create(commune=gia_phu, name="Nửa chừng")
        raise RuntimeError("hỏng")

    name = hears(half)
    begin(lan)

    deliver_all()

    assert not Village.objects.filter(name="Nửa chừng").exists()
    assert deliveries(name).get().state == Delivery.State.WAITING


def test_a_handler_that_fails_three_times_then_works_has_worked_once(lan, hears, clock):
    tries, heard = [], []

    def works_at_last(event):
        tries.append(event.data["step"])
        if len(tries) <= 3:
            raise RuntimeError("chưa được")
        heard.append(event.data["step"])

    hears(works_at_last)
    begin(lan, 2)

    for _wait in range(6):
        deliver_all()
        clock.shift(timedelta(minutes=3))

    assert tries == [0, 0, 0, 0, 1]
    assert heard == [0, 1]


def test_while_an_event_waits_for_its_next_try_later_ones_of_the_commune_wait_too(
    lan, sua, hears, clock
):
    heard = []

    def fails_in_gia_phu(event):
        if event.commune_id == "02923" and not heard:
            raise RuntimeError("chưa được")
        heard.append((event.commune_id, event.data["step"]))

    hears(fails_in_gia_phu)
    begin(lan, 2)
    begin(sua, 1)
    deliver_all()

    assert heard == [("03037", 0)]

    clock.shift(timedelta(seconds=3))
    deliver_all()

    assert heard == [("03037", 0), ("02923", 0), ("02923", 1)]


def test_an_event_that_never_works_is_set_aside_and_the_others_go_on(lan, hears, clock):
    heard = []

    def first_never_works(event):
        if event.data["step"] == 0:
            raise RuntimeError("mãi không được")
        heard.append(event.data["step"])

    name = hears(first_never_works)
    begin(lan, 2)

    for _wait in range(6):
        deliver_all()
        clock.shift(timedelta(minutes=3))

    dead = deliveries(name).first()
    assert heard == [1]
    assert (dead.state, dead.attempts) == (Delivery.State.DEAD, 5)
    assert "mãi không được" in dead.error_detail
    assert "mãi không được" not in dead.error


def test_a_handler_this_version_does_not_know_is_seen(lan, hears):
    name = hears(lambda event: None)
    begin(lan)
    del handlers.HANDLERS[name]

    deliver_all()

    assert deliveries(name).get().error == "Bản phần mềm này không còn nơi nhận ấy."


def test_the_counts_of_the_days_are_the_events_themselves(lan, sua, clock):
    begin(lan, 3)
    clock.move_to(MORNING + timedelta(days=1))
    begin(lan, 2)
    begin(sua, 1)
    deliver_all()

    days = counts_of_days(lan.commune, timezone.localdate(), 30)

    assert list(days.values())[-3:] == [0, 3, 2]
    assert sum(row.count for row in DayCount.objects.all()) == Event.objects.count()


def test_the_day_of_a_count_is_the_day_in_viet_nam(lan, clock):
    clock.move_to(MORNING.replace(hour=0, minute=30))  # still the day before in UTC
    begin(lan)

    deliver_all()

    assert DayCount.objects.get().day == MORNING.date()


def test_what_people_do_is_counted_by_kind(thao, person, gia_phu):
    admin = person("Minh", gia_phu, "quan_tri")
    add_village(actor=admin, name="Mẫu Sơn", kind="thon")
    add_village(actor=admin, name="Nà Mẫu", kind="thon")

    deliver_all()

    assert DayCount.objects.get(kind="units.village.added").count == 2


def test_the_commune_sees_how_much_happened_and_nobody_is_named(lan, sign_in):
    begin(lan, 5)
    deliver_all()

    page = sign_in(lan).get(reverse("desk:commune"))

    chart = page.context["activity"]
    assert chart.note == "5 việc đã ghi vào nhật ký, không kể tên ai."
    assert chart.rows[-1] == ("24/11", "5 việc")


def test_the_weekly_sheet_pins_the_diary_on_paper(lan):
    [event] = begin(lan)

    sheet = week_sheet(Ask(lan.commune, "2026-W48", MORNING.date()))

    assert f"Mốc nhật ký: dòng 1, mã {short_code(event.hash)}." in sheet.note


def test_however_many_events_wait_the_clock_is_looked_at_in_between(lan, hears, monkeypatch):
    hears(lambda event: None)
    begin(lan, 2 * deliver.AT_A_TIME)
    monkeypatch.setattr(background, "DELIVER_FOR_S", -1.0)
    doorbell.deliveries.clear()

    background._deliver_for_a_while()

    assert Delivery.objects.filter(state=Delivery.State.WAITING).exists()
    assert doorbell.deliveries.is_set()
