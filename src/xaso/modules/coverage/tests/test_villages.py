"""Villages with their class, the officer's word beside the rule's, and which dead zones come first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from conftest import MORNING, TODAY
from xaso.core.figures import Period
from xaso.core.law.seed import load_law
from xaso.core.units.models import Village
from xaso.modules.coverage import actions
from xaso.modules.coverage.models import PlaceKind
from xaso.modules.coverage.public import figures
from xaso.modules.coverage.queries.judging import judged
from xaso.modules.coverage.ranking import dead_zones, weights_on

from . import make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/"
YEAR = Period(date(2026, 1, 1), TODAY)


@pytest.fixture
def centre(lan, mau_son):
    return make.place(lan, mau_son)


def class_of(actor, today=TODAY):
    (row,) = judged(actor.commune, make.rules(actor, today))
    return row.finding.class_name


def text_of(response):
    return response.content.decode()


def test_a_village_nobody_measured_is_not_known(lan, mau_son):
    assert class_of(lan) == "chua_du"


def test_a_dead_cluster_makes_a_hollow_and_is_named(lan, mau_son, centre):
    make.survey(lan, centre, 3)
    cluster = make.place(lan, mau_son, "Cụm Đầu Suối", kind=PlaceKind.CLUSTER)
    assert class_of(lan) == "chua_du"
    make.survey(lan, cluster, 0)

    (row,) = judged(lan.commune, make.rules(lan))
    assert row.finding.class_name == "lom"
    assert [place.name for place in row.found_places] == ["Cụm Đầu Suối"]


def test_what_is_older_than_a_year_is_not_known_any_more(lan, centre):
    make.survey(lan, centre, 0, days_ago=3)
    later = TODAY.replace(year=2027)

    assert class_of(lan) == "trang"
    assert class_of(lan, later) == "chua_du"


def test_a_closed_place_counts_for_nothing(lan, mau_son, centre):
    make.survey(lan, centre, 3)
    dead = make.place(lan, mau_son, "Cụm trên", kind=PlaceKind.CLUSTER)
    make.survey(lan, dead, 0)
    actions.close_place(actor=lan, place_id=dead.pk, at=MORNING)

    assert class_of(lan) == "dat"


def test_the_officers_word_holds_and_the_rules_own_stays_visible(lan, mau_son, centre, sign_in):
    make.survey(lan, centre, 3)
    browser = sign_in(lan)
    path = reverse("coverage:override", args=[mau_son.pk])

    assert browser.post(path, {"class_name": "yeu", "reason": ""}).status_code == 422
    page = browser.post(path, {"class_name": "yeu", "reason": "Trạm hỏng do bão"}, follow=True)

    seen = text_of(page)
    assert "Trạm hỏng do bão" in seen
    assert "Quy tắc tính ra: Đạt" in seen
    assert "quy tắc: Đạt" in text_of(browser.get(HOME))
    browser.post(path, {"class_name": "", "reason": "Trạm đã sửa"})
    (row,) = judged(lan.commune, make.rules(lan))
    assert (row.ruling, row.class_name) == (None, "dat")


def test_there_is_nothing_to_give_back_to_the_rule(lan, mau_son):
    with pytest.raises(ValidationError, match="đang theo quy tắc"):
        make.ruled(lan, mau_son, "")


def test_village_people_do_not_say_what_their_village_is(pao, mau_son):
    with pytest.raises(PermissionDenied):
        make.ruled(pao, mau_son, "trang")


def test_the_table_says_which_rule_and_that_nobody_has_confirmed_it(lan, centre, sign_in):
    load_law()
    make.survey(lan, centre, levels={"viettel": 3, "mobifone": 0})

    seen = text_of(sign_in(lan).get(HOME))
    assert "quy tắc bản v1" in seen
    assert "chưa xác minh" in seen
    assert "Căn cứ: 1603/BTTTT-CVT (chưa đối chiếu bản gốc)" in seen
    assert "Trung tâm thôn chưa đo đủ các nhà mạng" in seen
    assert seen.count("chưa đo</span>") == 2


def test_the_table_costs_as_many_questions_for_many_villages(
    lan, gia_phu, sign_in, django_assert_max_num_queries
):
    for number in range(6):
        village = Village.objects.create(commune=gia_phu, name=f"Thôn {number}")
        make.survey(lan, make.place(lan, village), 3)
    browser = sign_in(lan)
    browser.get(HOME)

    with django_assert_max_num_queries(10):
        browser.get(HOME)


def test_dead_zones_stand_by_people_and_weight(lan, mau_son, centre, sign_in):
    make.survey(lan, centre, 3)
    few = make.place(lan, mau_son, "Cụm nhỏ", kind=PlaceKind.CLUSTER, household_count=20,
                     is_risky=True)  # fmt: skip
    school = make.place(lan, mau_son, "Điểm trường", kind=PlaceKind.SCHOOL, household_count=None,
                        pupil_count=40)  # fmt: skip
    nobody = make.place(lan, mau_son, "Lưng đồi", kind=PlaceKind.FIELD, household_count=None)
    catching = make.place(lan, mau_son, "Đầu dốc", kind=PlaceKind.CATCHING)
    for place in (few, school, nobody, catching):
        make.survey(lan, place, 0)

    zones = dead_zones(
        judged(lan.commune, make.rules(lan)), weights_on(lan.commune, TODAY), make.rules(lan)
    )
    assert [(zone.place.name, zone.score) for zone in zones] == [
        ("Điểm trường", Decimal("60.0")),
        ("Cụm nhỏ", Decimal("26.00")),
        ("Lưng đồi", None),
    ]
    seen = text_of(sign_in(lan).get(f"{HOME}xep-hang/"))
    assert "trường học 1,5" in seen
    assert "chưa có số liệu" in seen
    assert "Quy tắc xếp loại bản v1" in seen


def test_there_is_no_number_while_one_village_is_unknown(lan, gia_phu, mau_son, centre):
    make.survey(lan, centre, 3)
    other = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    assert figures(gia_phu, YEAR) == []

    there = make.place(lan, other)
    make.survey(lan, there, 0)
    assert [(each.code, each.number) for each in figures(gia_phu, YEAR)] == [("thon-co-song", 1)]
    make.survey(lan, make.place(lan, mau_son, "Cụm trên", kind=PlaceKind.CLUSTER), 0)
    assert {each.code: each.number for each in figures(gia_phu, YEAR)} == {
        "thon-co-song": 0,
        "cum-trang-song": 1,
    }


def test_a_number_of_an_earlier_day_does_not_know_what_came_later(lan, centre):
    make.survey(lan, centre, 3, days_ago=40)
    make.survey(lan, centre, 0)
    before = Period(date(2026, 1, 1), date(2026, 10, 31))

    assert [each.number for each in figures(lan.commune, before)] == [1]
    assert [each.number for each in figures(lan.commune, YEAR)] == [0]


def test_a_commune_that_has_switched_the_part_off_gives_no_number(lan, centre):
    make.survey(lan, centre, 3)
    lan.commune.modules_off = ["coverage"]

    assert figures(lan.commune, YEAR) == []
