"""A file on its pages: sent, looked over, taken, taken back."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from xaso.modules.coverage.models import Reading, Sample, SignalFile
from xaso.modules.plans.tests.browse import send

from . import files, make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/tep/"


@pytest.fixture
def centre(lan, mau_son):
    return make.place(lan, mau_son, latitude=Decimal("22.3"), longitude=Decimal("104"))


def text_of(response):
    return response.content.decode()


def sent(browser, content):
    browser.post(HOME, {"file": SimpleUploadedFile("do.csv", content)})
    return SignalFile.objects.get().get_absolute_url()


def test_a_file_is_looked_over_taken_and_undone(lan, centre, sign_in):
    browser = sign_in(lan)
    rows = [files.driven(number) for number in range(25)]
    page = sent(browser, files.drive(*rows, "hôm qua;22.3;104;Viettel;4G;-80"))
    seen = text_of(browser.get(page))

    assert "25 lần đo theo ô" in seen
    assert "Dòng 27" in seen
    assert "“hôm qua” không phải ngày, giờ." in seen
    assert seen.count('<tr class="row-good">') == 20
    assert not Reading.objects.exists()

    done = text_of(browser.get(send(browser, page).url))
    assert "Đã nhận 25 lần đo." in done
    assert "/vung-song/ban-do/" in done
    assert "0 điểm mới" not in done
    undo = reverse("coverage:undo-file", args=[SignalFile.objects.get().pk])
    assert "25 lần đo mà tệp mang vào sẽ bỏ hết" in text_of(browser.get(undo))
    browser.post(undo)
    assert not Reading.objects.exists()
    assert "nay bỏ hết" in text_of(browser.get(page))


def test_before_a_file_is_dropped_its_name_is_shown(lan, centre, sign_in):
    browser = sign_in(lan)
    page = sent(browser, b"A,B\n1,2\n")

    assert "Chưa biết cột nào là" in text_of(browser.get(page))
    asked = text_of(browser.get(f"{page}bo/"))
    assert "do.csv" in asked
    assert "không mất gì" in asked
    browser.post(f"{page}bo/")
    assert "Muốn dùng thì gửi lại tệp" in text_of(browser.get(page))


def test_the_page_asks_what_is_odd_and_reads_again_as_told(lan, centre, sign_in):
    browser = sign_in(lan)
    line = "20/11/2026 09:14;104.001;22.301;Viettel;4G;95"
    page = sent(browser, files.drive(line))
    seen = text_of(browser.get(page))
    assert "1 dòng có vĩ độ, kinh độ đảo chỗ" in seen
    assert "1 dòng có dBm dương" in seen

    columns = "&".join(f"cot_{name}={place}" for place, name in enumerate(
        ("time", "latitude", "longitude", "operator", "technology", "strength")))  # fmt: skip
    told = f"{page}?{columns}&is_swapped=on&is_positive=on"
    assert "Nhận 1 lần đo" in text_of(browser.get(told))
    send(browser, told)
    assert Reading.objects.get().strength_dbm == -95


def test_far_rows_are_listed_with_the_file(lan, centre, sign_in):
    browser = sign_in(lan)
    page = sent(browser, files.drive("20/11/2026 10:05;21.03;105.85;Viettel;4G;-80"))
    seen = text_of(browser.get(send(browser, page).url))

    assert "Ngoài địa bàn" in seen
    assert "21.03" in seen


def test_own_measurements_go_out_and_come_back_as_known(lan, centre, sign_in):
    make.survey(lan, centre, levels={"viettel": 3, "mobifone": 0})
    browser = sign_in(lan)
    content = browser.get(f"{HOME}lan-do/").content
    table = load_workbook(BytesIO(content)).active
    assert [cell.value for cell in table[1]] == files.OWN.split(",")
    blank = browser.get(f"{HOME}lan-do/?trong=1").content
    assert load_workbook(BytesIO(blank)).active.max_row == 1

    seen = text_of(browser.get(sent(browser, content)))
    assert "2 dòng đã có" in seen
    assert "Tệp không có lần đo nào mới." in seen
    assert Sample.objects.count() == 2


def test_a_dropped_file_leaves_its_name_alone(lan, centre, sign_in):
    browser = sign_in(lan)
    page = sent(browser, files.drive(files.driven(1)))
    browser.post(f"{page}bo/")

    assert "Đã bỏ" in text_of(browser.get(page))
    assert "do.csv" in text_of(browser.get(HOME))
