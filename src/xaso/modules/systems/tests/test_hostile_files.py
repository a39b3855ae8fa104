"""Files nobody should trust: numbers no table keeps, a table on the last of many sheets."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from xaso.modules.systems.exports.reading_way import ONE_CELL, Rule
from xaso.modules.systems.models import SystemFile

from . import files, make
from .workbooks import by_village, workbook

pytestmark = pytest.mark.django_db
SHARE = "muc-hai-long"


@pytest.fixture
def police(lan):
    files.villages(lan.commune)
    return files.police(lan)


@pytest.mark.parametrize("number", [1e308, 10**14, "9" * 39])
def test_a_number_no_table_keeps_is_left_out_and_the_others_are_taken(lan, police, number):
    files.reading(lan, police)
    rows = [(1, "Bến Đền", 1, number, ""), (2, "Nậm Sài", 3, 7, "")]

    files.taken(lan, files.sent(lan, police, by_village(*rows, total=None)))

    assert files.numbers(lan) == {"Nậm Sài": 7}


@pytest.mark.parametrize(
    ("share", "kept"), [(0.8765432198, "87.6543"), (2 / 3, "66.6667"), (0.876545, "87.6545")]
)
def test_a_share_that_never_ends_is_kept_with_four_places(lan, police, share, kept):
    files.reading(lan, police, Rule(SHARE, ONE_CELL, "Tỷ lệ", (), "Tổng cộng"), village="")
    rows = [("Nội dung", "Phiếu", "Tỷ lệ"), ("Tổng cộng", 81, share)]
    content = workbook(*rows, percent=["C2"])

    files.taken(lan, files.sent(lan, police, content), SHARE)

    assert files.numbers(lan, SHARE) == {"": Decimal(kept)}
    again = files.sent(lan, police, content)
    with pytest.raises(ValidationError, match="đã giống"):
        files.taken(lan, again, SHARE)


def test_a_table_behind_more_sheets_than_are_kept_is_refused_in_words(lan):
    """Once read it could not be opened any more."""
    system = make.system(lan)
    numbers = {f"Trang {at}": [(1, 2)] for at in range(6)}
    content = workbook((1, 2), more=numbers | {"Bảng": [("Thôn", "Số người"), ("Bến Đền", 4)]})

    with pytest.raises(ValidationError, match="Không thấy bảng nào"):
        files.sent(lan, system, content)

    assert not SystemFile.objects.exists()


def test_a_column_of_people_taken_for_villages_is_asked_about_in_parts(lan, police, sign_in):
    """Five thousand questions were a page of 3 MB whose answers the server refused to read."""
    reading = files.reading(lan, police, village="Họ tên")
    rows = [(at, f"Nguyễn Văn {at}", 1) for at in range(1_100)]
    file = files.sent(lan, police, workbook(("STT", "Họ tên", "Số người mức 2"), *rows))
    path, browser = f"/ban-do-phan-mem/tep/{file.pk}/", sign_in(lan)

    assert browser.get(path).content.decode().count("Nguyễn Văn") == 60
    asked = browser.get(f"{path}ten-thon/").content.decode()
    assert asked.count("<select") == 60
    answers = dict.fromkeys(re.findall('<select name="([^"]+)"', asked), "khong")
    assert browser.post(f"{path}ten-thon/", answers).status_code == 302

    reading.refresh_from_db()
    assert len(reading.village_names) == 60
