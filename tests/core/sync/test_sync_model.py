import pytest

from xaso.drills.sync.schedule import run_schedules

pytestmark = pytest.mark.django_db


def test_whatever_happens_on_the_line_nothing_is_lost_doubled_or_overwritten(gia_phu):
    found = run_schedules(gia_phu, 10, seed=7)

    assert found["missed"] == []
    assert found["acked"] > 50
