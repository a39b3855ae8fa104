"""A plan annex as people bring it in: the file, the tasks that come of it, and the way back."""

from __future__ import annotations

import time

import brotli
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from xaso.modules.plans.annex.sample import (
    filled_annex_docx,
    filled_annex_xlsx,
    sample_targets,
    sample_tasks,
)
from xaso.modules.plans.five_clear import unclear
from xaso.modules.plans.models import AnnexImport, Plan, Target, Task

from . import make
from .annex_files import xlsx
from .pages import ALWAYS, HEADER, ROWS, UPLOAD, WIFI

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("write", [filled_annex_xlsx, filled_annex_docx])
def test_eighty_rows_become_eighty_tasks_with_all_five_clear(
    office, review, sign_in, write, capsys
):
    minh = office.people["minh"]
    plan = make.plan(minh)
    content = write(sample_tasks(), sample_targets(), commune="xã Gia Phú", year=2026)

    sign_in(minh).get(UPLOAD)
    start = time.perf_counter()
    sheet = review(minh, plan, content)
    seconds = time.perf_counter() - start
    assert sheet.counter == "80 nhận · 0 cần sửa · 0 bỏ"
    assert "Nhận 80 nhiệm vụ" in sheet.text
    assert Task.objects.count() == Target.objects.count() == 0
    sheet.press("lam", "nhan", **{"dong-y": "1"})

    tasks = Task.objects.all()
    assert len(tasks) == 80
    assert [unclear(task) for task in tasks] == [[]] * 80
    assert {task.state for task in tasks} == {"chua_bat_dau"}
    assert Target.objects.count() == 26
    assert "Đã giao, đủ 5 rõ 80" in sheet.text
    assert seconds < 5
    with capsys.disabled():
        print(f"\n80 rows read and shown in {seconds:.2f} s ", end="")  # noqa: T201


def test_the_whole_import_is_taken_back_after_its_name_was_said_again(minh, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))
    sheet.press("lam", "nhan", **{"dong-y": "1"})
    undo = reverse("plans:import-undo", args=[AnnexImport.objects.get().pk])
    assert "Hoàn tác cả lần nhập “phu-luc.xlsx”?" in sheet.client.get(undo).content.decode()

    answer = sheet.client.post(undo, {"confirm": "1"}, follow=True)

    assert Task.objects.count() == 0
    assert "Đã hoàn tác" in answer.content.decode()


def test_work_done_since_keeps_the_import_and_is_named(minh, lan, plan, review):
    sheet = review(minh, plan, xlsx(ROWS))
    sheet.press("lam", "nhan", **{"dong-y": "1"})
    make.handed_in(lan, Task.objects.get(title=ALWAYS[1]))

    answer = sheet.client.post(
        reverse("plans:import-undo", args=[AnnexImport.objects.get().pk]), {"confirm": "1"}
    )

    assert answer.status_code == 422
    assert ALWAYS[1] in answer.content.decode()
    assert Task.objects.count() == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.7", "tệp PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kiểu cũ"),
        (xlsx([["Danh sách"], ["Lan"]]), "Không thấy bảng nhiệm vụ"),
        (xlsx([HEADER]), "chưa có dòng nào"),
    ],
)
def test_a_wrong_file_stays_on_the_page_with_a_plain_sentence(minh, plan, sign_in, content, said):
    file = SimpleUploadedFile("a.xlsx", content)

    answer = sign_in(minh).post(UPLOAD, {"plan": str(plan.pk), "file": file})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert AnnexImport.objects.count() == 0


def test_the_plan_of_the_year_is_made_when_there_is_none(minh, lan, sign_in):
    client = sign_in(minh)
    page = client.get(UPLOAD).content.decode()
    assert "Kế hoạch chuyển đổi số năm 2027 (lập mới)" in page

    file = SimpleUploadedFile("a.xlsx", xlsx(ROWS))
    client.post(UPLOAD, {"plan": "nam-2027", "file": file})
    client.post(UPLOAD, {"plan": "nam-2026", "file": SimpleUploadedFile("b.xlsx", b"%PDF-")})

    assert list(Plan.objects.values_list("year", flat=True)) == [2027]
    assert "Xem lại tiếp" in client.get(UPLOAD).content.decode()


def test_the_plan_of_a_drive_is_not_offered_first(minh, plan, sign_in):
    Plan.objects.filter(pk=plan.pk).update(kind=Plan.Kind.DOT)

    page = sign_in(minh).get(UPLOAD).content.decode()

    assert f'value="{plan.pk}" selected' not in page
    assert f'value="{plan.pk}"' in page


def test_the_plan_that_waits_for_its_annex_is_offered_first(minh, plan, review, sign_in):
    review(minh, plan, xlsx(ROWS)).press("lam", "nhan", **{"dong-y": "1"})
    client = sign_in(minh)

    usual = client.get(UPLOAD).content.decode()
    asked = client.get(UPLOAD, {"ke_hoach": str(plan.pk)}).content.decode()

    assert 'value="nam-2027" selected' in usual
    assert "phu-luc-mau-80-viec.docx?nam=2027" in usual
    assert f'value="{plan.pk}" selected' in asked


def test_a_file_of_another_year_is_noticed(minh, review, lan):
    sheet = review(minh, make.plan(minh), xlsx([[*HEADER], [*WIFI[:4], "1/2/2024", "", ""]]))

    assert "trước năm 2026" in sheet.text


def test_a_clerk_brings_in_drafts_for_those_who_assign(person, gia_phu, plan, review):
    clerk = person("Mai", gia_phu, "van_thu")
    sheet = review(clerk, plan, xlsx(ROWS))
    assert "chưa có quyền giao việc" in sheet.text

    sheet.press("lam", "nhan", **{"dong-y": "1"})

    assert set(Task.objects.values_list("state", flat=True)) == {"nhap"}
    assert "Nháp đủ 5 rõ, chờ giao 3" in sheet.text


def test_only_those_with_the_right_and_of_the_commune_see_it(
    minh, lan, plan, review, sign_in, person, ta_van
):
    sheet = review(minh, plan, xlsx(ROWS))
    away = person("Nhung", ta_van, "chanh_van_phong")

    assert sign_in(lan).get(UPLOAD).status_code == 403
    assert sign_in(away).get(sheet.address).status_code == 404
    assert sign_in(away).post(sheet.address, {"lam": "nhap"}).status_code == 404


def test_samples_to_try_are_handed_out(minh, sign_in):
    client = sign_in(minh)

    names = ("phu-luc-mau.docx", "phu-luc-mau.xlsx", "phu-luc-mau-80-viec.xlsx")
    assert [client.get(f"/ke-hoach/phu-luc-mau/{name}").content[:2] for name in names] == [
        b"PK"
    ] * 3
    assert client.get("/ke-hoach/phu-luc-mau/khac.docx").status_code == 404


def test_the_page_is_light_and_asks_little(office, review, django_assert_max_num_queries):
    minh = office.people["minh"]
    content = filled_annex_docx(sample_tasks(), sample_targets(), commune="xã", year=2026)
    sheet = review(minh, make.plan(minh), content)

    with django_assert_max_num_queries(12):
        page = sheet.client.get(sheet.address)

    assert len(brotli.compress(page.content, quality=5)) <= 14_000
