"""The working calendar: national days, doubts, and the commune's own days."""

from datetime import date

import pytest
from django.urls import reverse

from xaso.core.worktime.models import CalendarRow
from xaso.core.worktime.queries import calendar_of
from xaso.core.worktime.seed import load_calendar

pytestmark = pytest.mark.django_db
CULTURE_DAY = date(2026, 11, 24)
STORM_DAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def days() -> None:
    load_calendar()


@pytest.fixture
def admin(person, gia_phu):
    """Minh keeps the calendar of Gia Phú."""
    return person("Minh", gia_phu, "quan_tri")


def _add_storm(client):
    return client.post(
        reverse("desk:day_add"), {"day": "26/11/2026", "kind": "off", "name": "Nghỉ tránh bão"}
    )


def test_a_doubtful_day_counts_as_a_working_day_until_a_person_confirms_it(
    admin, gia_phu, ta_van, sign_in
):
    before = calendar_of(gia_phu).is_working_day(CULTURE_DAY)

    sign_in(admin).post(reverse("desk:day_confirm", args=["2026-11-24"]))

    assert before
    assert not calendar_of(gia_phu).is_working_day(CULTURE_DAY)
    assert calendar_of(ta_van).is_working_day(CULTURE_DAY)


def test_a_commune_adds_a_day_of_its_own_and_takes_it_back(admin, gia_phu, ta_van, sign_in):
    client = sign_in(admin)

    _add_storm(client)
    off = calendar_of(gia_phu).is_working_day(STORM_DAY)
    elsewhere = calendar_of(ta_van).is_working_day(STORM_DAY)
    client.post(reverse("desk:day_remove", args=["2026-11-26"]))

    assert (off, elsewhere) == (False, True)
    assert calendar_of(gia_phu).is_working_day(STORM_DAY)


def test_the_month_shows_days_off_and_doubts(admin, sign_in):
    client = sign_in(admin)
    _add_storm(client)

    page = client.get(reverse("desk:calendar"), {"thang": "2026-11"}).content.decode()

    assert "Nghỉ tránh bão" in page
    assert "chưa chắc" in page
    assert "Tháng 11/2026" in page


def test_an_address_with_a_strange_month_shows_this_month(lan, sign_in):
    page = sign_in(lan).get(reverse("desk:calendar"), {"thang": "abc"})

    assert page.context["month"] == date(2026, 11, 1)


def test_everybody_reads_the_calendar_and_only_the_admin_changes_it(lan, sign_in):
    client = sign_in(lan)

    assert client.get(reverse("desk:calendar")).status_code == 200
    assert client.get(reverse("desk:day_add")).status_code == 403
    assert client.get(reverse("desk:day_confirm", args=["2026-11-24"])).status_code == 403


def test_another_communes_own_day_cannot_be_removed(admin, ta_van, sign_in):
    CalendarRow.objects.create(
        commune=ta_van, day=STORM_DAY, kind="off", name="Của Tả Van", confirmed=True
    )

    answer = sign_in(admin).post(reverse("desk:day_remove", args=["2026-11-26"]))

    assert answer.status_code == 404
    assert CalendarRow.objects.filter(commune=ta_van).exists()


def test_a_day_somebody_has_set_is_not_overwritten(admin, gia_phu, sign_in):
    client = sign_in(admin)
    _add_storm(client)

    answer = client.post(
        reverse("desk:day_add"), {"day": "26/11/2026", "kind": "half", "name": "Họp dân"}
    )

    assert answer.status_code == 422
    assert "Xã đã có ngày này: Nghỉ tránh bão" in answer.content.decode()
    assert CalendarRow.objects.get(commune=gia_phu).name == "Nghỉ tránh bão"
