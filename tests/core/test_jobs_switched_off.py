"""What a commune has switched off does nothing in the background either, but for what must be deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conftest import MORNING
from xaso.core.jobs.background import work_off
from xaso.core.jobs.enqueue import put_in_queue
from xaso.core.jobs.kinds import KINDS
from xaso.core.jobs.models import Job, Schedule
from xaso.core.jobs.schedule import refresh_schedule
from xaso.core.switches.actions import set_module

pytestmark = pytest.mark.django_db
REMIND, FORGET = "teams.remind_reports", "teams.forget_messages"


@pytest.fixture
def trung(person, gia_phu, ta_van):
    return person("Trung", gia_phu, "quan_tri")


@pytest.fixture
def reminded(monkeypatch):
    """Whose villages were reminded."""
    done = []

    def note(*, actor, at):
        done.append(actor.commune.pk)
        return 1

    monkeypatch.setattr("xaso.modules.teams.jobs.remind_villages", note)
    return done


def switch(trung, on):
    set_module(actor=trung, module="teams", on=on)


def put(commune, asked_by=None):
    moments = {"at": MORNING, "run_after": MORNING}
    return put_in_queue(KINDS[REMIND], commune=commune, asked_by=asked_by, **moments)


def scheduled():
    """[(commune, kind)] of the two jobs of teams."""
    rows = Schedule.objects.filter(name__in=(REMIND, FORGET)).order_by("commune", "name")
    return [(row.commune_id, row.name) for row in rows]


def test_a_part_that_is_off_is_not_on_the_schedule_but_forgets_in_time(trung, gia_phu, ta_van):
    refresh_schedule(MORNING)
    both = scheduled()
    switch(trung, on=False)

    refresh_schedule(MORNING)

    assert set(both) - set(scheduled()) == {(gia_phu.pk, REMIND)}
    assert (gia_phu.pk, FORGET) in scheduled()


def test_on_again_it_first_runs_at_its_next_moment(trung, gia_phu):
    switch(trung, on=False)
    refresh_schedule(MORNING)
    switch(trung, on=True)

    later = MORNING + timedelta(days=3)
    refresh_schedule(later)

    assert Schedule.objects.get(commune=gia_phu, name=REMIND).next_at > later


def test_what_waits_already_does_nothing_when_its_part_is_off(trung, gia_phu, ta_van, reminded):
    here, there = put(gia_phu), put(ta_van)
    switch(trung, on=False)

    work_off()

    said = Job.objects.get(pk=here.pk)
    assert reminded == [ta_van.pk]
    assert (said.state, said.result) == (
        Job.State.DONE,
        "Xã đang tắt phần này nên việc không chạy.",
    )
    assert "Đã nhắc 1 thôn" in Job.objects.get(pk=there.pk).result


def test_who_asked_for_it_is_told_and_may_ask_again(trung, gia_phu, reminded):
    asked = put(gia_phu, asked_by=trung.account_id)
    switch(trung, on=False)

    work_off()

    job = Job.objects.get(pk=asked.pk)
    assert (job.state, job.error) == (
        Job.State.DEAD,
        "Xã đang tắt phần này nên việc không chạy.",
    )
    assert reminded == []
