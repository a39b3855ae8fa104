"""The sketch of the commune: light, without a script, the same facts as text, and no person's place."""

from __future__ import annotations

from decimal import Decimal

import brotli
import pytest

from conftest import MORNING
from xaso.core.units.models import Village
from xaso.modules.coverage.drawing import sketch_of_classes
from xaso.modules.coverage.models import PlaceKind
from xaso.modules.coverage.public import village_points
from xaso.modules.coverage.queries.judging import judged

from . import make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/so-do/"
LARGEST_BYTES = 30_000


def centre(lan, village, east, north=0, level=None):
    place = make.place(
        lan,
        village,
        latitude=Decimal("22.30") + north * Decimal("0.01"),
        longitude=Decimal("104.00") + east * Decimal("0.01"),
    )
    if level is not None:
        make.survey(lan, place, level)
    return place


def villages(commune, count):
    return [Village.objects.create(commune=commune, name=f"Thôn mẫu {n}") for n in range(count)]


def test_a_commune_of_55_villages_fits_into_a_light_page(lan, gia_phu, sign_in):
    for number, village in enumerate(villages(gia_phu, 55)):
        centre(lan, village, number % 8, number // 8, number % 5)

    page = sign_in(lan).get(HOME)
    body = page.content
    if page.get("Content-Encoding") == "br":
        body = brotli.decompress(body)
    assert body.count(b'<use href="#o-') == 55 + 5
    assert len(body) <= LARGEST_BYTES


def test_the_text_says_what_the_drawing_shows(lan, gia_phu, sign_in):
    there, dead, lost = villages(gia_phu, 3)
    centre(lan, there, 0, 0, 3)
    centre(lan, dead, 2, 2, 0)
    make.place(lan, lost)

    seen = sign_in(lan).get(HOME).content.decode()
    assert "không phải ranh giới pháp lý" in seen
    assert "Thôn mẫu 0</a>: Đ – đạt" in seen
    assert "Thôn mẫu 1</a>: T – trắng sóng" in seen
    assert "Thôn mẫu 2</a> (chưa đủ số liệu)" in seen
    assert "quy tắc bản v1" in seen
    one = sign_in(lan).get(f"{HOME}?mang=viettel").content.decode()
    assert "Thôn mẫu 0</a>: 3 – nhắn Zalo được" in one


def test_north_is_above_and_marks_do_not_cover_each_other(lan, gia_phu):
    south, north, twin = villages(gia_phu, 3)
    centre(lan, south, 0, 0)
    centre(lan, north, 4, 4)
    centre(lan, twin, 4, 4)

    first, second, third = sketch_of_classes(judged(lan.commune, make.rules(lan))).drawn
    assert (first.y or 0) > (second.y or 0)
    assert (first.x or 0) < (second.x or 0)
    assert (third.y or 0) - (second.y or 0) >= 7


def test_no_page_carries_where_or_by_whom_a_sample_was_taken(lan, pao, mau_son, sign_in):
    """Of a place the point is shown, of a person nothing: the sketch names nobody."""
    place = centre(lan, mau_son, 0)
    make.survey(pao, place, 1, note="Đứng ở đầu dốc")

    seen = sign_in(lan).get(HOME).content.decode()
    assert "Páo" not in seen
    assert "đầu dốc" not in seen
    assert MORNING.strftime("%H:%M") not in seen


def test_without_any_point_it_says_what_to_do(lan, mau_son, sign_in):
    assert "Chưa thôn nào có vị trí" in sign_in(lan).get(HOME).content.decode()


def test_others_are_told_where_villages_lie_by_their_centre_alone(lan, gia_phu):
    there, lost = villages(gia_phu, 2)
    centre(lan, there, 2, 1)
    make.place(lan, lost)
    make.place(
        lan,
        there,
        "Xóm trên",
        kind=PlaceKind.SCHOOL,
        latitude=Decimal("22.4"),
        longitude=Decimal("104.4"),
    )

    assert village_points(gia_phu) == {there.pk: (104.02, 22.31)}
