"""Places and what was measured there: kept once, put right by new rows, never taken for a zero."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from conftest import MORNING, TODAY
from xaso.core.edits import wanted
from xaso.core.events.models import Event
from xaso.core.units.models import Village
from xaso.modules.coverage import actions
from xaso.modules.coverage.models import DayPart, PlaceKind, Sample
from xaso.modules.coverage.queries.samples import states

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(lan, mau_son):
    return make.place(lan, mau_son)


def levels(actor, place):
    found = states(actor.commune, [place]).get(place.pk, {})
    return {code: state.level for code, state in found.items()}


def test_an_operator_nobody_was_asked_about_has_no_level(lan, centre):
    make.survey(lan, centre, levels={"viettel": 3, "mobifone": 0})

    assert levels(lan, centre) == {"viettel": 3, "mobifone": 0}


def test_the_same_answer_of_the_same_minute_is_one(lan, minh, centre):
    make.survey(lan, centre, levels={"viettel": 3})
    again = make.survey(lan, centre, levels={"viettel": 4, "mobifone": 2})
    make.survey(minh, centre, levels={"viettel": 3})

    assert Sample.objects.count() == 3
    assert {row.operator: row.level for row in again.rows} == {"viettel": 3, "mobifone": 2}


def test_a_paper_sheet_typed_twice_is_one(lan, centre):
    yesterday = {"day": TODAY - timedelta(days=1), "day_part": DayPart.EVENING}
    make.survey(lan, centre, 2, **yesterday)
    actions.add_survey(
        actor=lan,
        place_id=centre.pk,
        answers=make.answers(2),
        at=MORNING + timedelta(minutes=7),
        **yesterday,
    )

    assert Sample.objects.count() == len(make.ALL)
    assert Event.objects.filter(kind="coverage.survey.added").count() == 1


def test_a_correction_stands_for_the_old_rows_which_stay(lan, centre):
    old = make.survey(lan, centre, levels={"viettel": 4, "mobifone": 1})
    make.corrected(lan, old, levels={"viettel": 2, "vinaphone": 3})

    assert levels(lan, centre) == {"viettel": 2, "vinaphone": 3}
    assert Sample.objects.count() == 5
    assert Sample.objects.get(survey_id=old.id, operator="viettel").replaced_by.level == 2
    with pytest.raises(ValidationError, match="đã được sửa"):
        make.corrected(lan, old, 0)


def test_somebody_elses_survey_is_corrected_by_the_office_alone(pao, lan, mau_son, centre):
    told = make.survey(pao, centre, 1)
    make.corrected(lan, told, 2)
    with pytest.raises(PermissionDenied):
        make.corrected(pao, make.survey(lan, centre, 1, days_ago=1), 2)


def test_the_newest_month_counts_and_of_two_middle_values_the_lower(lan, centre):
    for days_ago, level in ((40, 4), (41, 4), (2, 1), (1, 2), (0, 0), (3, 3)):
        make.survey(lan, centre, levels={"viettel": level}, days_ago=days_ago)

    state = states(lan.commune, [centre])[centre.pk]["viettel"]
    assert (state.level, state.count, state.newest_date) == (1, 4, TODAY)
    assert not state.is_old(make.rules(lan, TODAY + timedelta(days=365)))
    assert state.is_old(make.rules(lan, TODAY + timedelta(days=366)))


def test_a_month_begins_at_midnight_here(lan, centre):
    """20:00 UTC of 31 October is 1 November in the commune."""
    edge = MORNING.replace(month=11, day=1, hour=0, minute=5)
    actions.add_survey(actor=lan, place_id=centre.pk, answers=make.answers(3), at=edge)

    assert {row.month for row in Sample.objects.all()} == {TODAY.replace(day=1)}


def test_a_day_that_has_not_come_is_refused(lan, centre):
    with pytest.raises(ValidationError, match="chưa đến"):
        make.survey(lan, centre, 3, day=TODAY + timedelta(days=1))


def test_a_part_of_today_that_has_not_come_is_refused(lan, centre):
    with pytest.raises(ValidationError, match="Buổi này chưa đến"):
        make.survey(lan, centre, 3, day=TODAY, day_part=DayPart.EVENING)


def test_village_people_measure_in_their_own_village_alone(pao, lan, gia_phu, centre):
    there = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    make.survey(pao, centre, 0)
    with pytest.raises(ObjectDoesNotExist):
        make.survey(pao, make.place(lan, there), 0)
    with pytest.raises(ObjectDoesNotExist):
        make.place(pao, there, "Cụm trên", kind=PlaceKind.CLUSTER)


def test_a_village_has_one_centre(lan, mau_son, centre):
    with pytest.raises(ValidationError, match="đã có điểm trung tâm"):
        make.place(lan, mau_son, "Nhà văn hóa cũ")
    actions.close_place(actor=lan, place_id=centre.pk, at=MORNING)
    other = make.place(lan, mau_son, "Nhà văn hóa mới")
    with pytest.raises(ValidationError, match="đã có điểm trung tâm"):
        actions.reopen_place(actor=lan, place_id=centre.pk)
    actions.close_place(actor=lan, place_id=other.pk, at=MORNING)
    assert actions.reopen_place(actor=lan, place_id=centre.pk).closed_at is None


def test_a_closed_place_is_not_measured(lan, centre):
    actions.close_place(actor=lan, place_id=centre.pk, at=MORNING)
    with pytest.raises(ValidationError, match="thôi đo"):
        make.survey(lan, centre, 3)


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [("103.9", "22.4", "đảo chỗ"), ("22.4", None, "cả vĩ độ"), ("48.1", "11.5", "không ở Việt")],
)
def test_a_point_that_cannot_be_is_asked_about(lan, mau_son, latitude, longitude, said):
    point = {
        "latitude": Decimal(latitude),
        "longitude": Decimal(longitude) if longitude else None,
    }
    with pytest.raises(ValidationError, match=said):
        make.place(lan, mau_son, **point)


def test_a_place_keeps_what_was_measured_when_it_is_described_anew(lan, centre):
    make.survey(lan, centre, 2)
    changes = wanted(centre, name="Nhà văn hóa thôn", pupil_count=12)
    edited = actions.edit_place(actor=lan, place_id=centre.pk, changes=changes)

    assert (edited.name, edited.pupil_count) == ("Nhà văn hóa thôn", 12)
    assert levels(lan, centre)["viettel"] == 2


@pytest.mark.parametrize("wrong", [{"level": 5}, {"level": None}, {"strength_dbm": -29}])
def test_the_database_itself_refuses_what_cannot_be(lan, centre, wrong):
    row = make.survey(lan, centre, levels={"viettel": 3}).rows[0]
    row.pk, row.operator, row._state.adding = None, "mobifone", True
    for name, value in wrong.items():
        setattr(row, name, value)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_half_a_point_is_refused_by_the_database_too(centre):
    centre.latitude = Decimal("22.4")

    with pytest.raises(IntegrityError), transaction.atomic():
        centre.save()
