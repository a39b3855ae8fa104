"""The review of an annex: what is read, offered, typed and taken."""

from __future__ import annotations

from datetime import date

import pytest

from xaso.core.events.models import Event
from xaso.modules.plans.models import AnnexImport, Plan, Target, Task

from . import make
from .annex_files import xlsx
from .pages import ALWAYS, DRIVE, HEADER, ROWS, VAGUE, WIFI

pytestmark = pytest.mark.django_db


def test_nothing_counts_before_the_offers_are_confirmed(minh, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))

    answer = sheet.press("lam", "nhan")

    assert answer.status_code == 422
    assert "đồng ý với các đề xuất" in sheet.text
    assert Task.objects.count() == 0


def test_offers_may_wait_rows_come_in_as_drafts_that_say_what_they_lack(minh, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))

    sheet.press("lam", "nhap")

    assert set(Task.objects.values_list("state", flat=True)) == {"nhap"}
    assert Task.objects.get(title=WIFI[1]).due_date == date(2026, 12, 30)
    assert "Lắp wifi nhà văn hóa thiếu rõ người, thiếu rõ sản phẩm, thiếu rõ trách" in sheet.text
    assert Task.objects.get(title=WIFI[1]).get_absolute_url() in sheet.page.content.decode()


def test_a_row_that_lacks_a_day_is_named_at_its_cell_and_stays_a_draft(minh, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))
    assert sheet.counter == "3 nhận · 1 cần sửa · 0 bỏ"
    assert "Chưa hiểu thời hạn “Theo kế hoạch của tỉnh”" in sheet.row(2)
    assert "Thiếu rõ thời gian" in sheet.row(2)

    sheet.press("lam", "nhan", **{"dong-y": "1"})

    states = dict(Task.objects.values_list("title", "state"))
    assert (states[WIFI[1]], states[VAGUE[1]]) == ("chua_bat_dau", "nhap")
    assert Task.objects.get(title=ALWAYS[1]).recurrence == "monthly"


def test_one_answer_serves_all_rows_of_a_unit(minh, plan, review, person, gia_phu):
    sheet = review(minh, plan, xlsx(ROWS))
    other = person("Hoa", gia_phu, "cong_chuc")
    lead, due = sheet.name_of("Chủ trì: Lan"), sheet.name_of("Theo kế hoạch của tỉnh")

    sheet.press("lam", "nhan", **{"dong-y": "1", lead: f"p:{other.account_id}", due: "15/10"})

    assert set(Task.objects.exclude(lead=None).values_list("lead__full_name", flat=True)) == {
        "Hoa"
    }
    assert Task.objects.get(title=VAGUE[1]).due_date == date(2026, 10, 15)


def test_a_row_is_left_out_or_mended_by_itself(minh, plan, review, mau_son):
    sheet = review(minh, plan, xlsx(ROWS))

    sheet.press("den", "sua=1", b=["3"])
    sheet.press(
        "den", "", **{"r1-lead": f"v:{mau_son.pk}", "r1-count": "2", "r1-title": "Vận động"}
    )
    assert sheet.counter == "2 nhận · 1 cần sửa · 1 bỏ"
    assert "Đã sửa riêng" in sheet.row(1)
    sheet.press("lam", "nhan", **{"dong-y": "1"})

    task = Task.objects.get(title="Vận động")
    assert (task.evidence_count, task.village_count) == (2, 1)
    assert not Task.objects.filter(title=ALWAYS[1]).exists()
    assert "Dòng 5: Đăng tin lên trang xã" in sheet.text


def test_what_was_typed_stays_also_when_it_is_wrong(minh, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))
    due = sheet.name_of("Theo kế hoạch của tỉnh")

    sheet.press("den", "loc=sua", **{due: "32/13", "dong-y": "1"})

    assert sheet.values()[due] == ["32/13"]
    assert "“32/13” không phải một ngày" in sheet.text
    assert sheet.press("lam", "nhan").status_code == 422
    assert Task.objects.count() == 0


def test_a_long_sheet_comes_forty_rows_at_a_time_and_keeps_every_choice(minh, plan, review):
    rows = [[n, f"Việc số {n}", "Lan", "", "30/12/2026", "Báo cáo", ""] for n in range(1, 82)]
    sheet = review(minh, plan, xlsx([HEADER, *rows]))

    sheet.press("den", "trang=2", b=["0", "5"])
    sheet.press("den", "trang=3", b=["50"])
    sheet.press("den", "trang=1")

    assert sheet.values()["b"] == ["0", "5"]
    assert sheet.counter == "78 nhận · 0 cần sửa · 3 bỏ"


def test_a_twin_row_is_left_out_unless_asked_for(minh, plan, review):
    sheet = review(minh, plan, xlsx([HEADER, WIFI, WIFI]))
    assert sheet.counter == "1 nhận · 0 cần sửa · 1 bỏ"
    assert "Trùng, bỏ" in sheet.row(1)

    sheet.press("lam", "nhan", **{"dong-y": "1", "b": []})

    assert Task.objects.count() == 2


def test_a_row_without_a_name_is_not_taken_and_named(minh, plan, review):
    nameless, endless = [5, "", *WIFI[2:]], [6, "Việc rất dài " * 20, *WIFI[2:]]
    sheet = review(minh, plan, xlsx([HEADER, WIFI, nameless, endless]))
    assert sheet.counter == "1 nhận · 2 cần sửa · 0 bỏ"

    sheet.press("lam", "nhan", **{"dong-y": "1"})

    assert Task.objects.count() == 1
    assert "Dòng 3: chưa có tên nhiệm vụ" in sheet.text


def test_another_column_is_chosen_and_the_file_read_again(minh, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))

    sheet.press("lam", "doc-lai", cot3="")

    assert "Đã đọc lại tệp" in sheet.text
    assert AnnexImport.objects.get().rows[0]["coworkers"] == []
    assert "Cột chưa dùng: Phối hợp" in sheet.text


def test_changed_columns_are_read_before_anything_is_taken(minh, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))

    sheet.press("lam", "nhan", **{"dong-y": "1", "cot3": ""})

    assert Task.objects.count() == 0
    assert "Xem lại các dòng rồi nhận" in sheet.text


def test_two_columns_cannot_be_one_thing(minh, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))

    answer = sheet.press("lam", "doc-lai", cot3="lead")

    assert answer.status_code == 422
    assert "Hai cột cùng được chọn là “Chủ trì”" in sheet.text


def test_a_window_of_an_older_reading_changes_nothing(minh, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))

    sheet.press("lam", "nhan", **{"dong-y": "1", "ban": "0000"})

    assert Task.objects.count() == 0
    assert "Tệp vừa được đọc lại" in sheet.text


def test_the_numbers_follow_each_tick_and_nothing_is_kept(minh, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))

    answer = sheet.press("lam", "dem", b=["0", "1"])

    assert "1 nhận · 1 cần sửa · 2 bỏ" in answer.content.decode()
    assert AnnexImport.objects.get().choices == {}
    assert not Event.objects.filter(kind="plans.import.reviewed").exists()


def test_the_same_annex_changed_shows_and_changes_only_what_changed(minh, plan, review):
    review(minh, plan, xlsx(ROWS)).press("lam", "nhan", **{"dong-y": "1"})
    later = [*WIFI[:4], "31/12/2026", *WIFI[5:]]
    new = [5, "Mở lớp chữ ký số", "Lan", "", "20/12/2026", "Danh sách", ""]
    kept = Task.objects.get(title=DRIVE[1]).version

    sheet = review(minh, plan, xlsx([HEADER, later, DRIVE, VAGUE, new]))
    assert "1 mới, 1 thay đổi, 2 không đổi, 1 không còn trong tệp" in sheet.text
    assert "trước: 30/12/2026" in sheet.row(0)
    sheet.press("lam", "nhan", **{"dong-y": "1"})

    assert Task.objects.get(title=WIFI[1]).due_date == date(2026, 12, 31)
    assert Task.objects.get(title=DRIVE[1]).version == kept
    assert Task.objects.get(title=ALWAYS[1]).state == "chua_bat_dau"


def test_a_file_without_news_offers_nothing_to_take(minh, plan, review):
    review(minh, plan, xlsx(ROWS)).press("lam", "nhan", **{"dong-y": "1"})

    sheet = review(minh, plan, xlsx(ROWS))

    assert "không có gì mới" in sheet.text
    assert "Nhận 0" not in sheet.text


def test_a_task_the_new_file_lacks_is_cancelled_when_ticked(minh, plan, review):
    review(minh, plan, xlsx(ROWS)).press("lam", "nhan", **{"dong-y": "1"})
    wifi = Task.objects.get(title=WIFI[1])
    sheet = review(minh, plan, xlsx([HEADER, DRIVE, VAGUE, ALWAYS]))

    sheet.press("den", "xem=khong-con")
    sheet.press("lam", "nhan", g=[str(wifi.pk)])

    wifi.refresh_from_db()
    assert wifi.state == "huy"
    assert "Hủy vì không còn trong tệp 1" in sheet.text


def test_targets_stand_in_a_table_of_their_own_and_may_be_left(minh, plan, review):
    targets = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả năm 2025", "Kế hoạch năm 2026"],
        [1, "Hộ có wifi", "hộ", 100, 200],
        [2, "Thôn có tổ công nghệ số", "thôn", 20, 26],
    ]
    sheet = review(minh, plan, xlsx(ROWS, more={"PL1": targets}))

    sheet.press("den", "xem=chi-tieu")
    sheet.press("lam", "nhan", **{"dong-y": "1", "c": ["3"]})

    target = Target.objects.get()
    assert (target.name, target.target_number, target.value_code) == ("Hộ có wifi", 200, "")
    assert target.get_absolute_url() in sheet.page.content.decode()


def test_a_plan_in_force_takes_tasks_but_no_targets(minh, thao, plan, review):
    Plan.objects.filter(pk=plan.pk).update(
        state="ban_hanh",
        submitted_by=minh.account_id,
        approved_by=thao.account_id,
        approved_at=make.NOW,
    )
    targets = [["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2026"], [1, "Hộ", "hộ", 200]]
    sheet = review(minh, plan, xlsx(ROWS, more={"PL1": targets}))
    assert "1 chỉ tiêu không nhận được" in sheet.text

    sheet.press("lam", "nhan", **{"dong-y": "1"})

    assert (Task.objects.count(), Target.objects.count()) == (4, 0)


def test_one_answer_moves_every_due_date_off_a_day_off(minh, plan, review):
    sunday = [1, "Mở hội chợ", "Lan", "", "25/10/2026", "Báo cáo", ""]
    saturday = [2, "Tập huấn lần hai", "Lan", "", "31/10/2026", "Danh sách", ""]
    sheet = review(minh, plan, xlsx([HEADER, sunday, saturday, WIFI]))
    assert "2 hạn rơi vào ngày nghỉ" in sheet.text
    assert "ngày nghỉ" not in sheet.row(0)

    moved = {sheet.name_of("Hạn rơi vào ngày nghỉ"): "truoc"}
    sheet.press("lam", "nhan", **{"dong-y": "1", **moved})

    assert set(Task.objects.values_list("due_date", flat=True)) == {
        date(2026, 10, 23), date(2026, 10, 30), date(2026, 12, 30),
    }  # fmt: skip


def test_due_dates_on_days_off_stay_as_the_annex_says_when_nobody_moves_them(minh, plan, review):
    sheet = review(
        minh, plan, xlsx([HEADER, [1, "Mở hội chợ", "Lan", "", "25/10/2026", "Tệp", ""]])
    )

    sheet.press("lam", "nhan", **{"dong-y": "1"})

    assert Task.objects.get().due_date == date(2026, 10, 25)


def test_after_the_annex_the_next_step_of_the_plan_is_one_press_away(minh, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))
    sheet.press("lam", "nhan", **{"dong-y": "1"})
    page = sheet.page.content.decode()
    assert f"/ke-hoach/{plan.pk}/trinh/" in page

    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.TRINH)

    assert "/trinh/" not in sheet.client.get(sheet.address).content.decode()
