"""Hexagons of the map: what was measured, what may be said between, and what nobody knows."""

from __future__ import annotations

from decimal import Decimal

import brotli
import h3
import pytest

from conftest import MORNING, TODAY
from xaso.core.units.models import Village
from xaso.modules.coverage.hexagons import cell_at, far_km, hexagon_rule, is_outside, middle_of
from xaso.modules.coverage.hexmap import hex_map
from xaso.modules.coverage.models import Place, Reading
from xaso.modules.coverage.queries.hexagons import BEST, WORST, cells_measured, layer_of
from xaso.modules.coverage.spreading import spread

from . import files, make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/ban-do/"
LARGEST_BYTES = 30_000
RULE = hexagon_rule(TODAY)
HERE = cell_at((22.3, 104.0), RULE)


def rings(number, cell=HERE):
    return sorted(h3.grid_ring(cell, number))


def placed(lan, village, north=22.3, east=104.0, **said):
    where = {"latitude": Decimal(f"{north:.6f}"), "longitude": Decimal(f"{east:.6f}")}
    return make.place(lan, village, **where, **said)


def page_of(browser, query=""):
    answer = browser.get(HOME + query)
    body = answer.content
    return brotli.decompress(body) if answer.get("Content-Encoding") == "br" else body


def test_farther_than_a_kilometre_from_any_sample_nobody_knows():
    found = spread({HERE: 4}, RULE)

    assert HERE not in found
    assert set(rings(1)) <= found.keys()
    assert all(far_km(middle_of(HERE), middle_of(cell)) <= 1 for cell in found)
    near = set(h3.grid_disk(HERE, 8)) - {HERE}
    within = {cell for cell in near if far_km(middle_of(HERE), middle_of(cell)) <= 1}
    assert found.keys() == within
    assert spread({}, RULE) == {}


def test_the_nearer_one_weighs_by_the_square_of_its_distance():
    west, east = rings(1)[0], rings(2)[0]
    between = spread({west: 4, east: 0}, RULE)[HERE]
    one, other = (far_km(middle_of(HERE), middle_of(cell)) for cell in (west, east))
    exact = (4 / one**2) / (1 / one**2 + 1 / other**2)

    assert abs(between - exact) <= 0.5
    assert spread({rings(1)[0]: 1, rings(1)[5]: 2}, RULE)[HERE] in (1, 2)


def test_no_more_than_five_neighbours_are_heard():
    close = dict.fromkeys(rings(1)[:5], 4)
    far = dict.fromkeys(rings(2), 0)

    assert spread({**close, **far}, RULE)[HERE] == 4


def test_a_hexagon_holds_the_median_of_its_newest_month(lan, mau_son):
    centre = placed(lan, mau_son)
    for days_ago, level in ((40, 4), (3, 1), (2, 2), (1, 2)):
        make.survey(lan, centre, levels={"viettel": level}, days_ago=days_ago)
    files.taken(lan, files.drive("20/11/2026;22.3;104.0;Viettel;4G;-120"))
    cells = cells_measured(lan.commune, make.rules(lan), RULE)

    state = cells[HERE]["viettel"]
    assert (state.level, state.count, state.newest_date.day) == (1, 4, 23)
    only = cells_measured(lan.commune, make.rules(lan), RULE, "4g")
    assert only[HERE]["viettel"].level == 0


def test_best_and_worst_are_two_layers(lan, mau_son):
    make.survey(lan, placed(lan, mau_son), levels={"viettel": 4, "mobifone": 1})
    cells = cells_measured(lan.commune, make.rules(lan), RULE)

    assert layer_of(cells, BEST)[HERE].level == 4
    assert layer_of(cells, WORST)[HERE].level == 1
    assert layer_of(cells, "vinaphone") == {}


def test_what_is_old_or_lies_elsewhere_is_not_drawn(lan, mau_son):
    make.survey(lan, placed(lan, mau_son), 4, days_ago=500)
    files.taken(lan, files.drive("20/11/2026;21.0;105.8;Viettel;4G;-80"))

    assert cells_measured(lan.commune, make.rules(lan), RULE) == {}
    assert is_outside(cell_at((22.36, 104.0), RULE), [(22.3, 104.0)], RULE)
    assert not is_outside(cell_at((22.34, 104.0), RULE), [(22.3, 104.0)], RULE)
    assert not is_outside(HERE, [], RULE)


def test_a_place_nobody_measured_is_an_empty_hexagon():
    drawn = hex_map({}, {}, [HERE], [("1", (22.3, 104.0))])

    assert [band.look for band in drawn.bands] == ["e"]


def test_a_commune_of_55_villages_fits_into_a_light_page(lan, gia_phu, sign_in):
    file = files.taken(lan, files.drive(files.driven(1)))
    points = [(22.2 + n // 8 * 0.024, 103.9 + n % 8 * 0.026) for n in range(55)]
    villages = [
        Village(commune=gia_phu, name=f"Thôn mẫu {n}", name_folded=f"thon mau {n}")
        for n in range(55)
    ]
    Village.objects.bulk_create(villages)
    Place.objects.bulk_create(
        Place(commune=gia_phu, village=village, kind="trung_tam", name="Nhà văn hóa", made_at=MORNING,
              latitude=f"{point[0]:.6f}", longitude=f"{point[1]:.6f}", has_power=True, is_hard=True)
        for village, point in zip(villages, points, strict=True)
    )  # fmt: skip
    Reading.objects.bulk_create(
        Reading(commune=gia_phu, file=file, cell=cell_at(point, RULE), operator="viettel",
                technology="4g", level=n % 5, day=TODAY, fingerprint=str(n))
        for n, point in enumerate(points)
    )  # fmt: skip

    body = page_of(sign_in(lan))
    assert body.count(b'<li><a href="?so=') == 55
    assert len(body) <= LARGEST_BYTES
    assert b"<script>" not in body


def test_the_text_says_what_the_map_shows(lan, gia_phu, mau_son, sign_in):
    far = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    make.survey(lan, placed(lan, mau_son), levels={"viettel": 3, "mobifone": 0}, note="Páo")
    placed(lan, far, 22.34)
    browser = sign_in(lan)
    seen = page_of(browser).decode()

    assert "1 ô mức 3" in seen
    assert "Nà Mẫu</a>: chưa biết sóng ở trung tâm thôn" in seen
    assert "không phải ranh giới pháp lý" in seen
    assert "Páo" not in seen
    assert "1 ô mức 0" in page_of(browser, "?mang=kem-nhat").decode()
    assert (
        "mức" not in page_of(browser, "?cong-nghe=5g").decode().split("<ol>")[1].split("</ol>")[0]
    )
    own = page_of(browser, "?so=1").decode()
    assert "Gần Nhà văn hóa: 3 – nhắn Zalo được · 1 lần đo" in own
    assert "Nà Mẫu" not in own


def test_a_file_alone_is_drawn_though_no_village_has_a_point(lan, mau_son, sign_in):
    files.taken(lan, files.drive(files.driven(1)))
    seen = page_of(sign_in(lan)).decode()

    assert 'marker-start="url(#m2)"' in seen
    assert "chưa nói được ô nào của thôn nào" in seen


def test_without_any_point_it_says_what_to_do(lan, sign_in):
    assert "Chưa điểm nào có vị trí" in page_of(sign_in(lan)).decode()
