from datetime import date
from io import BytesIO

import pytest
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from xaso.modules.indicators.models import PackEntry, Value
from xaso.modules.indicators.tests import make
from xaso.modules.indicators.tests.look import page, shown

pytestmark = pytest.mark.django_db
PACK = "xaso-1.0"
MARKS = ("SAVEPOINT", "RELEASE")
"""Of the transaction a page has on PostgreSQL."""


def test_an_empty_commune_is_told_what_to_do_first(lan, sign_in):
    client = sign_in(lan)

    assert "chưa có chỉ tiêu nào" in shown(client, "targets")
    assert "chưa đủ số liệu" in shown(client, "pack", PACK).lower()
    assert "0 điểm" not in shown(client, "packs")


@pytest.mark.parametrize(
    "address",
    [
        ("targets",),
        ("packs",),
        ("pack", PACK),
        ("pack", "qd766"),
        ("gaps", PACK),
        ("self-score", PACK),
        ("item", PACK, "8.4"),
        ("item", PACK, "2.5"),
        ("item", "qd766", "766.1.x"),
        ("values",),
        ("value", "ho"),
    ],
)
def test_who_reads_sees_every_page_and_who_has_no_right_sees_none(thao, pao, sign_in, address):
    shown(sign_in(thao), *address)

    assert sign_in(pao).get(page(*address)).status_code == 403


@pytest.mark.parametrize(
    "address", [("pack", "khong-co"), ("item", PACK, "9.9"), ("value", "khong-co")]
)
def test_what_does_not_exist_is_not_found(lan, sign_in, address):
    assert sign_in(lan).get(page(*address)).status_code == 404


def test_numbers_are_found_without_accents_and_by_what_is_missing(lan, sign_in):
    make.value(lan, "cbcc", 30)
    client = sign_in(lan)

    assert "Tổng số cán bộ, công chức" in shown(client, "values", tim="cbcc")
    assert "Tổng số cán bộ, công chức<" not in shown(client, "values", tim="cbcc", loc="thieu")
    assert "Không có số liệu nào" in shown(client, "values", tim="xyz")


def test_what_if_works_from_the_address_and_writes_nothing(lan, minh, sign_in):
    make.value(lan, "hs-tiep-nhan", 1400)
    make.value(lan, "hs-truc-tuyen", 560)
    sign_in(minh).post(
        page("set-target", PACK, "6.2"),
        {"target_number": "60", "document_number": "9/QĐ-UBND", "document_date": "9/1/2026"},
    )
    client = sign_in(lan)

    said = shown(client, "item", PACK, "6.2", tu=665, mau=1400)
    assert "560 hồ sơ ÷ 1.400 hồ sơ = 40 %; đích 60 % → 26,67 / 40" in said
    assert "→ 31,67 / 40 (nhiều hơn 5,00 điểm)" in said
    assert "Thêm 280 hồ sơ nữa" in said
    assert "Nhập số nguyên" in shown(client, "item", PACK, "6.2", tu="abc")
    assert Value.objects.count() == 2


def test_answers_are_given_in_words(lan, sign_in):
    client = sign_in(lan)

    client.post(page("answer", PACK, "1.1"), {"level": "pho"})
    client.post(page("answer", PACK, "2.5"), {"phan_0": "co", "phan_1": "khong"})
    client.post(page("answer", PACK, "2.1"), {"yes": "co"})

    assert "10,00" in shown(client, "item", PACK, "1.1")
    assert PackEntry.objects.get(item_code="2.5").parts == [True, False, None]
    assert "20,00" in shown(client, "item", PACK, "2.1")


def test_an_empty_answer_comes_back_with_a_sentence(lan, sign_in):
    answer = sign_in(lan).post(page("answer", PACK, "2.1"), {})

    assert answer.status_code == 422
    assert "Chọn câu trả lời" in answer.content.decode()


def test_a_pack_is_taken_into_use_and_left_by_who_runs_the_plan(minh, lan, sign_in):
    assert sign_in(lan).get(page("follow", PACK)).status_code == 403
    client = sign_in(minh)

    client.post(page("follow", PACK, ky=2026))
    assert "Xã đang dùng" in shown(client, "packs")
    assert client.post(page("follow", PACK, ky=2026)).status_code == 422

    client.post(page("unfollow", PACK, ky=2026))
    assert "Xã đang dùng" not in shown(client, "packs")


def test_the_workbook_of_a_self_score_has_the_columns_of_the_province(lan, sign_in):
    make.value(lan, "nguoi-lon", 1980)
    make.value(lan, "nguoi-chu-ky-so", 412)

    answer = sign_in(lan).get(page("self-score", PACK, tai="xlsx"))

    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    found = next(row for row in rows if row[0] == "8.4")
    assert {"Mã", "Điểm tối đa", "Tử số", "Mẫu số", "Điểm tự chấm", "Giải trình"} <= set(rows[0])
    assert (found[5], found[6], found[10]) == (412, 1980, 10.4)


def test_lists_of_numbers_and_targets_are_workbooks_too(lan, sign_in):
    client = sign_in(lan)

    for name in ("values", "targets"):
        answer = client.get(page(name, tai="xlsx"))
        assert load_workbook(BytesIO(answer.content)).active.max_row >= 1


def test_another_year_shows_its_own_numbers(lan, sign_in):
    make.value(lan, "cbcc", 28, on=date(2025, 12, 31))
    client = sign_in(lan)

    assert "28 người" not in shown(client, "values", tim="cbcc")
    assert "28 người" in shown(client, "values", tim="cbcc", ky=2025)
    assert "Năm 2026" in shown(client, "values", ky="bậy")


@pytest.mark.parametrize(
    ("address", "most"),
    # One of each but the targets is for the commune's own rules of signal, by which villages are judged.
    [
        (("targets",), 4),
        (("values",), 13),
        (("packs",), 14),
        (("pack", PACK), 16),
        (("gaps", PACK), 15),
    ],
)
def test_lists_cost_few_queries(lan, sign_in, address, most):
    from django.db import connection

    make.value(lan, "cbcc", 30)
    client = sign_in(lan)
    client.get(page(*address))

    with CaptureQueriesContext(connection) as caught:
        client.get(page(*address))

    about_people = ("django_session", "people_account", "people_rolegrant")
    own = [
        query["sql"]
        for query in caught
        if not any(f'FROM "{table}"' in query["sql"] for table in about_people)
        if not query["sql"].startswith(MARKS)
    ]
    assert len(own) <= most, own
