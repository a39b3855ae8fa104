"""Eight questions before and after: counted sheets, no names, fast to type."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from xaso.modules.roadmap import actions
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.models import AwarenessCount
from xaso.modules.roadmap.queries.awareness import by_question, counts_in, pairs_by, whole

from . import make

pytestmark = pytest.mark.django_db
RIGHT = "".join(question.right for question in tables().awareness)
COUNT, PAGE = "/mo-hinh/nhan-thuc/nhap/", "/mo-hinh/nhan-thuc/"


def typed(**more):
    return {
        "stage": "truoc", "group": "nguoi_dan", "village": "", "held_on": "24/11/2026",
        "letters": "",
    } | more  # fmt: skip


def test_before_and_after_stand_beside_each_other_by_group_and_village(minh, gia_phu, mau_son):
    make.sheets(minh, village_id=mau_son.pk)
    make.sheets(minh, village_id=mau_son.pk, stage="sau", right=all_right(10))
    make.sheets(minh, group="can_bo", sheets=4, right=all_right(4))

    rows = counts_in(gia_phu, 2026)

    village = next(
        pair for pair in pairs_by(rows, lambda row: row.village) if pair.label != "None"
    )
    assert (village.before.percent, village.after.percent, village.change) == (50, 100, 50)
    groups = {pair.label: pair.before.sheets for pair in pairs_by(rows, lambda r: r.group)}
    assert groups == {"can_bo": 4, "nguoi_dan": 10}
    assert by_question(whole(rows, "Tất cả"))[0].after == 100


def test_nobody_asked_is_not_nought_percent(gia_phu):
    assert whole(counts_in(gia_phu, 2026), "").before.percent is None


def test_sheets_are_typed_a_line_each(minh, sign_in):
    wrong_first = ("b" if RIGHT[0] != "b" else "c") + RIGHT[1:]
    lines = f"{RIGHT}\n{' '.join(RIGHT.upper())}\n{wrong_first}\n\n{RIGHT[:7]}-"

    sign_in(minh).post(COUNT, typed(letters=lines))

    row = AwarenessCount.objects.get()
    assert row.sheets == 4
    assert [row.right_counts[q.code] for q in tables().awareness] == [3, 4, 4, 4, 4, 4, 4, 3]


def test_numbers_and_a_column_of_a_sheet_are_read_too(minh, sign_in):
    digits = "\t".join(str("abc".index(letter) + 1) for letter in RIGHT)

    sign_in(minh).post(COUNT, typed(letters=digits))

    assert AwarenessCount.objects.get().right_counts == all_right(1)


def test_a_line_with_a_slip_is_named_and_nothing_is_lost(minh, sign_in):
    page = sign_in(minh).post(COUNT, typed(letters=f"{RIGHT}\nabcab"))

    text = page.content.decode()
    assert page.status_code == 422
    assert "Dòng 2 “abcab”" in text
    assert f"{RIGHT}\nabcab" in text
    assert not AwarenessCount.objects.exists()


def test_totals_counted_on_paper_are_typed_as_totals(minh, sign_in, mau_son):
    counts = {question.code: "12" for question in tables().awareness}

    sign_in(minh).post(COUNT, typed(sheets="20", village=mau_son.pk.hex, **counts))

    row = AwarenessCount.objects.get()
    assert (row.sheets, row.village, row.right_counts["c8"]) == (20, mau_son, 12)


def test_more_right_sheets_than_sheets_are_refused(minh, sign_in):
    counts = {question.code: "21" for question in tables().awareness}

    page = sign_in(minh).post(COUNT, typed(sheets="20", **counts))

    assert page.status_code == 422
    assert "Nhiều hơn số phiếu" in page.content.decode()


def test_an_empty_entry_says_what_to_type(minh, sign_in):
    page = sign_in(minh).post(COUNT, typed())

    assert "Gõ ít nhất một phiếu" in page.content.decode()


def test_a_day_to_come_is_refused(minh):
    with pytest.raises(ValidationError, match="chưa đến"):
        make.sheets(minh, held_on=make.NOW.date() + timedelta(days=1))


def test_a_batch_by_mistake_goes_out_and_comes_back(minh, gia_phu, sign_in):
    row = make.sheets(minh)

    gone = sign_in(minh).post(f"{PAGE}{row.pk}/bo/", follow=True)
    assert counts_in(gia_phu, 2026) == []
    assert "Hoàn tác" in gone.content.decode()
    actions.restore_count(actor=minh, count_id=row.pk)

    assert counts_in(gia_phu, 2026) == [row]


def test_another_communes_sheets_are_not_there(minh, sua):
    row = make.sheets(minh)

    with pytest.raises(ObjectDoesNotExist):
        actions.remove_count(actor=sua, count_id=row.pk, at=make.NOW)


def test_sheet_and_words_to_read_aloud_show_every_picture(minh, sign_in):
    client = sign_in(minh)

    sheet = client.get(f"{PAGE}phieu/").content.decode()
    aloud = client.get(f"{PAGE}hoi/").content.decode()

    for question in tables().awareness:
        assert f"pictures.svg#{question.picture}" in sheet
        assert question.question in sheet
        assert question.aloud in aloud
    assert tables().awareness[0].why not in sheet


def test_every_picture_is_drawn():
    from django.contrib.staticfiles import finders

    with open(finders.find("roadmap/pictures.svg"), encoding="utf-8") as file:
        drawn = file.read()

    assert all(f'id="{question.picture}"' in drawn for question in tables().awareness)


def all_right(count):
    return {question.code: count for question in tables().awareness}
