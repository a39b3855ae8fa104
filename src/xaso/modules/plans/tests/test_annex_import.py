"""From a file to tasks and back: nothing is written before a person accepts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from xaso.modules.plans import actions
from xaso.modules.plans.actions import RowChoice, Upload
from xaso.modules.plans.models import AnnexImport, NumberSeries, Target, Task
from xaso.modules.plans.queries.imports import review

from . import make
from .annex_files import xlsx

pytestmark = pytest.mark.django_db
HEADER = [
    "TT",
    "Nhiệm vụ",
    "Chủ trì",
    "Phối hợp",
    "Thời gian",
    "Sản phẩm",
    "Kinh phí (triệu đồng)",
]
WIFI = [1, "Lắp wifi nhà văn hóa", "Lan", "Công an xã", "30/12/2026", "Báo cáo", "12,5"]
DRIVE = [2, "Vận động dùng VNeID", "Các thôn", "", "15/12/2026", "Số hộ", ""]
VAGUE = [3, "Mua máy in", "Lan", "", "Theo kế hoạch của tỉnh", "Hóa đơn", ""]
ROWS = [HEADER, ["I", "Hạ tầng số"], WIFI, ["II", "Xã hội số"], DRIVE, VAGUE]


@pytest.fixture
def plan(minh, lan, thao, mau_son):
    return make.plan(minh)


def started(actor, plan, rows=ROWS, name="phu-luc.xlsx"):
    return actions.start_import(
        actor=actor, plan_id=plan.pk, file=Upload(name, xlsx(rows)), at=make.NOW
    )


def accepted(actor, annex_import, leave=(), **more):
    reviewed = review(annex_import, make.TODAY)
    choices = [
        RowChoice.as_offered(each.row, each.offer)
        for each in reviewed.rows
        if each.row.stt not in leave
    ]
    return actions.accept_import(
        actor=actor, import_id=annex_import.pk, choices=choices, at=make.NOW, **more
    )


def test_a_preview_writes_no_task(minh, plan):
    annex_import = started(minh, plan)

    assert annex_import.state == "xem_truoc"
    assert Task.objects.count() == 0
    offers = [each.offer for each in review(annex_import, make.TODAY).rows]
    assert [(o.lead and o.lead.full_name, o.lead_role, o.follower.full_name) for o in offers] == [
        ("Lan", "", "Thào"),
        (None, "truong_thon", "Thào"),
        ("Lan", "", "Thào"),
    ]


def test_confirmed_rows_are_given_and_incomplete_ones_stay_drafts(minh, plan, mau_son):
    accepted(minh, started(minh, plan))

    wifi, drive, vague = Task.objects.order_by("id")
    assert (wifi.code, wifi.pillar, wifi.budget_million) == (
        "NV-2026-001",
        "ha_tang",
        Decimal("12.5"),
    )
    assert (drive.code, drive.evidence_kind, drive.village_count) == ("NV-2026-002", "so_lieu", 1)
    assert (vague.state, vague.code, vague.due_date) == ("nhap", "", None)


def test_a_clerk_without_the_right_to_assign_makes_drafts_only(person, gia_phu, plan):
    clerk = person("Mai", gia_phu, "van_thu")

    accepted(clerk, started(clerk, plan))

    assert set(Task.objects.values_list("state", flat=True)) == {"nhap"}


def test_bad_rows_are_all_named_and_nothing_is_written(minh, plan):
    long = [4, "Rất dài " * 40, "Lan", "", "30/12/2026", "Báo cáo", ""]
    annex_import = started(minh, plan, [*ROWS, long])

    with pytest.raises(ValidationError, match="Dòng 7"):
        accepted(minh, annex_import)

    annex_import.refresh_from_db()
    assert (annex_import.state, Task.objects.count()) == ("xem_truoc", 0)
    assert NumberSeries.objects.count() == 0


def test_the_same_file_again_changes_nothing(minh, plan):
    accepted(minh, started(minh, plan))
    before = list(Task.objects.order_by("id").values_list("id", "version"))

    accepted(minh, started(minh, plan))

    assert list(Task.objects.order_by("id").values_list("id", "version")) == before


def test_a_changed_file_changes_only_what_changed_in_it(minh, plan, lan):
    accepted(minh, started(minh, plan))
    wifi = Task.objects.get(code="NV-2026-001")
    actions.report_progress(actor=lan, task_id=wifi.pk, progress=30, at=make.NOW)
    later = [*WIFI[:4], "31/12/2026", "Biên bản", "12,5"]
    new = [3, "Mở lớp chữ ký số", "Lan", "", "20/12/2026", "Danh sách", ""]

    second = started(minh, plan, [HEADER, ROWS[1], later, ROWS[3], DRIVE, new])
    found = review(second, make.TODAY)
    assert [each.change for each in found.rows] == ["changed", "same", "new"]
    assert [known.title for known in found.gone] == ["Mua máy in"]
    accepted(minh, second)

    wifi.refresh_from_db()
    assert (wifi.due_date, wifi.original_due_date, wifi.product, wifi.progress) == (
        date(2026, 12, 31),
        date(2026, 12, 30),
        "Biên bản",
        30,
    )
    assert Task.objects.filter(title="Mua máy in").exists()
    assert Task.objects.get(title="Mở lớp chữ ký số").code == "NV-2026-003"


def test_a_row_given_to_another_unit_moves_to_its_person(minh, plan, person, gia_phu):
    hoa = make.account(person("Hoa", gia_phu, "cong_chuc"))
    accepted(minh, started(minh, plan))

    accepted(minh, started(minh, plan, [HEADER, ROWS[1], [*WIFI[:2], "Hoa", *WIFI[3:]]]))

    wifi = Task.objects.get(code="NV-2026-001")
    assert (wifi.lead, wifi.lead_unit_text) == (hoa, "Hoa")


def test_a_yearly_row_is_due_this_year_and_repeats_until_its_last(minh, plan):
    row = [1, "Rà soát hạ tầng số", "Lan", "", "2026-2030", "Báo cáo", ""]

    accepted(minh, started(minh, plan, [HEADER, ["I", "Hạ tầng số"], row]))

    task = Task.objects.get()
    assert (task.state, task.due_date, task.recurrence, task.recurrence_until) == (
        "chua_bat_dau",
        date(2026, 12, 31),
        "yearly",
        date(2030, 12, 31),
    )


def test_a_whole_import_is_undone_and_its_numbers_are_given_again(minh, thao, lan, plan):
    first = accepted(minh, started(minh, plan))

    actions.undo_import(actor=minh, import_id=first.pk, at=make.NOW)

    assert Task.objects.count() == 0
    assert make.task(thao, lan).code == "NV-2026-001"


def test_undoing_the_second_import_brings_back_what_the_first_said(minh, plan):
    accepted(minh, started(minh, plan))
    later = [*WIFI[:4], "31/12/2026", "Biên bản", "99"]
    second = started(minh, plan, [HEADER, ROWS[1], later, ROWS[3], DRIVE])
    gone = [known.reference for known in review(second, make.TODAY).gone]
    Task.objects.filter(pk__in=gone).delete()
    accepted(minh, second)

    actions.undo_import(actor=minh, import_id=second.pk, at=make.NOW)

    wifi = Task.objects.get(code="NV-2026-001")
    assert (wifi.due_date, wifi.product, wifi.budget_million) == (
        date(2026, 12, 30),
        "Báo cáo",
        Decimal("12.5"),
    )


def test_an_import_somebody_worked_on_is_not_undone(minh, lan, plan):
    annex_import = accepted(minh, started(minh, plan))
    wifi = Task.objects.get(code="NV-2026-001")
    actions.start_task(actor=lan, task_id=wifi.pk)

    with pytest.raises(ValidationError, match="NV-2026-001 Lắp wifi"):
        actions.undo_import(actor=minh, import_id=annex_import.pk, at=make.NOW)

    assert Task.objects.count() == 3


def test_a_task_the_new_annex_lacks_is_cancelled_only_when_asked(minh, plan):
    accepted(minh, started(minh, plan))
    wifi = Task.objects.get(code="NV-2026-001")
    second = started(minh, plan, [HEADER, ROWS[3], DRIVE, VAGUE])

    accepted(minh, second, cancel_gone=[wifi.pk])

    wifi.refresh_from_db()
    assert (wifi.state, wifi.cancel_reason) == ("huy", "Không còn trong phụ lục mới")
    actions.undo_import(actor=minh, import_id=second.pk, at=make.NOW)
    wifi.refresh_from_db()
    assert wifi.state == "chua_bat_dau"


def test_an_accepted_import_cannot_be_accepted_again(minh, plan):
    annex_import = accepted(minh, started(minh, plan))

    with pytest.raises(ValidationError, match="đã nhận"):
        accepted(minh, annex_import)


def test_targets_of_the_annex_are_taken_changed_and_undone(minh, plan):
    def rows(number):
        return [
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả năm 2025", "Kế hoạch năm 2026"],
            [1, "Hộ có wifi", "hộ", 100, number],
            [2, "Thôn có tổ công nghệ số", "thôn", 20, 26],
        ]

    first = accepted(minh, started(minh, plan, rows(200)), target_rows=[2, 3])
    second = accepted(minh, started(minh, plan, rows(250)), target_rows=[2, 3])

    assert list(Target.objects.order_by("order").values_list("code", "target_number")) == [
        ("CT01", 250),
        ("CT02", 26),
    ]
    actions.undo_import(actor=minh, import_id=second.pk, at=make.NOW)
    assert Target.objects.get(code="CT01").target_number == 200
    actions.undo_import(actor=minh, import_id=first.pk, at=make.NOW)
    assert Target.objects.count() == 0


def test_targets_numbered_anew_in_each_group_stay_apart(minh, plan):
    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2026"],
        ["I", "Chính quyền số"],
        [1, "Hồ sơ trực tuyến", "%", 75],
        ["II", "Kinh tế số"],
        [1, "Hộ bán hàng qua mạng", "hộ", 90],
    ]

    accepted(minh, started(minh, plan, rows), target_rows=[3, 5])
    accepted(minh, started(minh, plan, rows), target_rows=[3, 5])

    assert list(Target.objects.order_by("code").values_list("code", "name", "version")) == [
        ("CT01", "Hồ sơ trực tuyến", 2),
        ("CT02", "Hộ bán hàng qua mạng", 2),
    ]


def test_the_columns_are_chosen_again_for_the_same_file(minh, plan):
    annex_import = started(minh, plan)

    actions.remap_import(actor=minh, import_id=annex_import.pk, mapping={"coworkers": None})

    annex_import.refresh_from_db()
    assert "coworkers" not in annex_import.mapping["columns"]
    assert annex_import.rows[0]["coworkers"] == []


def test_a_broken_file_says_what_to_do(minh, plan):
    with pytest.raises(ValidationError):
        actions.start_import(
            actor=minh, plan_id=plan.pk, file=Upload("a.xlsx", b"PK\x03\x04x"), at=make.NOW
        )

    assert AnnexImport.objects.count() == 0


def test_only_those_with_the_right_import_and_only_into_their_own_plan(lan, plan, person, ta_van):
    other = person("Vàng", ta_van, "chanh_van_phong")

    with pytest.raises(PermissionDenied):
        started(lan, plan)
    with pytest.raises(ObjectDoesNotExist):
        started(other, plan)
