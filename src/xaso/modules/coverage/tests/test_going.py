"""Before going where there is no signal one knows which villages, where to catch one, and what to print."""

from __future__ import annotations

import pytest

from conftest import MORNING, TODAY
from xaso.core.units.models import Village
from xaso.modules.coverage import actions
from xaso.modules.coverage.going import trips
from xaso.modules.coverage.models import PlaceKind
from xaso.modules.coverage.queries.judging import judged
from xaso.modules.coverage.rules import Bounds

from . import make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/truoc-khi-di/"


def going(actor):
    return {
        trip.row.village.name: trip
        for trip in trips(judged(actor.commune, make.rules(actor)), make.rules(actor))
    }


def test_a_dead_village_says_where_one_can_send_from(lan, gia_phu, mau_son):
    make.survey(lan, make.place(lan, mau_son), 0)
    hill = make.place(lan, mau_son, "Đỉnh dốc", kind=PlaceKind.CATCHING)
    make.survey(lan, hill, levels={"viettel": 3, "mobifone": 1})
    good = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    make.survey(lan, make.place(lan, good), 4)
    found = going(lan)

    assert found.keys() == {"Mẫu Sơn"}
    trip = found["Mẫu Sơn"]
    assert [place.name for place in trip.dead] == ["Nhà văn hóa"]
    assert [(each.place.name, each.operator, each.level) for each in trip.catches] == [
        ("Đỉnh dốc", "Viettel", 3)
    ]
    assert trip.can_send


def test_a_dead_cluster_counts_though_the_centre_is_good(lan, mau_son):
    make.survey(lan, make.place(lan, mau_son), 4)
    make.survey(lan, make.place(lan, mau_son, "Cụm Đầu Suối", kind=PlaceKind.CLUSTER), 0)

    assert [place.name for place in going(lan)["Mẫu Sơn"].dead] == ["Cụm Đầu Suối"]


def test_where_only_calls_go_through_it_says_so(lan, mau_son):
    make.survey(lan, make.place(lan, mau_son), levels={"viettel": 2, "mobifone": 0})
    trip = going(lan)["Mẫu Sơn"]

    assert (trip.can_send, trip.catches[0].level, trip.dead) == (False, 2, ())


def test_what_the_commune_counts_as_no_signal_is_no_place_to_call_from(lan, mau_son):
    make.survey(lan, make.place(lan, mau_son), levels={"viettel": 1})
    assert going(lan)["Mẫu Sơn"].catches
    actions.adopt_village_rule(
        actor=lan, bounds=Bounds(12, 1, 2), since=TODAY, reason="Họp", at=MORNING
    )

    assert going(lan)["Mẫu Sơn"].catches == ()


def test_a_village_nobody_measured_is_taken_for_dead(lan, mau_son, sign_in):
    make.survey(lan, make.place(lan, mau_son), 4, days_ago=600)

    assert not going(lan)["Mẫu Sơn"].is_measured
    seen = sign_in(lan).get(HOME).content.decode()
    assert "coi như không có sóng" in seen
    assert f"/vung-song/thon/{mau_son.pk}/phieu-do/" in seen
    assert f"/ho-dan/?thon={mau_son.pk}" in seen


def test_the_sheet_has_a_row_for_each_place_and_empty_ones(lan, mau_son, sign_in):
    make.place(lan, mau_son)
    make.place(lan, mau_son, "Điểm trường", kind=PlaceKind.SCHOOL)
    seen = sign_in(lan).get(f"/vung-song/thon/{mau_son.pk}/phieu-do/").content.decode()

    assert "Điểm trường" in seen
    assert seen.count("<tr>") == 1 + 2 + 4
    assert "Vietnamobile" in seen


def test_when_everything_is_good_it_says_so(lan, mau_son, sign_in):
    make.survey(lan, make.place(lan, mau_son), 4)

    assert "đều gửi được" in sign_in(lan).get(HOME).content.decode()
