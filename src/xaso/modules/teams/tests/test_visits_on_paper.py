"""Forty lines of a sheet in some minutes, keyboard only; a message of one line goes the same way."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from conftest import TODAY
from xaso.core.units.models import Village
from xaso.modules.teams.codes import CodeBook, packaged
from xaso.modules.teams.models import Visit
from xaso.modules.teams.one_line import Keys, NotRead, read_visit
from xaso.modules.teams.tests import make

DAY = date(2026, 11, 24)
KEYS = Keys.of(CodeBook(packaged()))


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("24 1x 0/1", {"day": "24/11/2026", "service_1": "VNEID2", "outcome_1": "XONG",
                       "male": "0", "female": "1"}),
        ("25 1x 0/1", {"day": "25/10/2026"}),
        ("24.11.26 1X 0/1", {"day": "24/11/2026", "outcome_1": "XONG"}),
        ("30/12 1x 1/0", {"day": "30/12/2025"}),
        ("5c4 1/0 10p", {"day": "20/11/2026", "service_1": "HSSK", "outcome_1": "CHUA_XONG",
                         "reason_1": "KHONG_SIM", "minutes": "10"}),
        ("24 1x 2m 1/1 #GP-012", {"service_2": "DVCTT", "outcome_2": "XONG_MOT_PHAN",
                                  "household": "gp-012"}),
        ("1v", {"outcome_1": "VANG"}),
        ("1x 0/1 t nvh - Hẹn Thứ Năm", {"part": "toi", "place": "NVH", "note": "Hẹn Thứ Năm"}),
    ],
)  # fmt: skip
def test_a_line_reads_as_people_write_it(line, read):
    said = read_visit(line, KEYS, DAY, above=date(2026, 11, 20))

    assert {name: said[name] for name in read} == read


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("24 0/1", "Thiếu việc"),
        ("24 99x 0/1", "việc số 99"),
        ("24 1z 0/1", "kết quả “z”"),
        ("24 1c99 0/1", "lý do số 99"),
        ("24 1x 0/1 gì", "“gì”"),
        ("31/2 1x 0/1", "Ngày 31/2"),
        ("45 1x 0/1", "Ngày 45"),
        (" - chỉ có ghi chú", "Dòng trống"),
    ],
)
def test_what_is_not_understood_is_named(line, told):
    with pytest.raises(NotRead, match=told):
        read_visit(line, KEYS, DAY)


@pytest.fixture
def mau_son(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Mẫu Sơn", kind="thon")


@pytest.fixture
def lan(person, gia_phu, mau_son):
    lan = person("Lan", gia_phu, "chanh_van_phong")
    make.team(lan, mau_son)
    return lan


@pytest.fixture
def typed(sign_in, lan, mau_son):
    """Sends the sheet as the page gave it."""
    client, where = sign_in(lan), reverse("teams:enter-visits")
    sheet = str(client.get(where).context["form"]["sheet"].value())

    def send(text):
        data = {"sheet": sheet, "village": str(mau_son.pk), "source": "giay", "text": text}
        return client.post(where, data)

    return send


@pytest.mark.django_db
def test_a_sheet_is_written_down_once_however_often_it_is_sent(typed):
    text = f"{TODAY.day} 1x 0/1\n5c4 1/0 10p\n\n1v\n" + "2x 1/1\n" * 37

    first, second = typed(text), typed(text)

    assert (first.status_code, second.status_code) == (302, 302)
    rows = Visit.objects.all()
    assert rows.count() == 40
    assert {row.get_source_display() for row in rows} == {"phiếu giấy"}
    assert {row.day for row in rows} == {TODAY}


@pytest.mark.django_db
def test_a_bad_line_is_named_and_nothing_is_written_nor_lost(typed):
    answer = typed(f"{TODAY.day} 1x 0/1\n1c 0/1\n99x 1/1")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Dòng 2 (1c 0/1)" in page
    assert "Dòng 3 (99x 1/1)" in page
    assert "1c 0/1\n99x 1/1" in page
    assert not Visit.objects.exists()


@pytest.mark.django_db
def test_the_blank_sheet_says_what_each_number_means(sign_in, lan, mau_son):
    page = sign_in(lan).get(reverse("teams:blank-sheet", args=[mau_son.pk])).content.decode()

    assert "1 định danh mức 2 (VNeID)" in page
    assert "x xong" in page
    assert "4 không có SIM chính chủ" in page
    assert page.count("<tr><td") == 15
