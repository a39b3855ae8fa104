"""The way of a plan by its pages, and the lists of plans and tasks."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from xaso.modules.plans import actions
from xaso.modules.plans.models import Plan, Target

from . import make
from .browse import MOST_BYTES, compressed, follow, send, typed

pytestmark = pytest.mark.django_db


def url(name, row):
    return reverse(f"plans:{name}", args=[row.pk])


def approved(lan, thao):
    plan = make.plan(lan)
    actions.submit_plan(actor=lan, plan_id=plan.pk, at=make.NOW)
    return actions.approve_plan(actor=thao, plan_id=plan.pk, at=make.NOW)


def test_a_plan_is_made_submitted_approved_and_signed(sign_in, lan, thao):
    office = sign_in(lan)
    send(office, reverse("plans:make-plan"), title="Kế hoạch chuyển đổi số năm 2027")
    plan = Plan.objects.get()
    assert (plan.year, plan.kind, plan.period_to) == (2027, "nam", date(2027, 12, 31))

    assert "Đã trình" in follow(office, office.post(url("submit-plan", plan)))
    leader = sign_in(thao)
    page = leader.get(plan.get_absolute_url()).content.decode()
    assert "Lan trình lúc 08:00 ngày 24/11/2026" in page
    assert "Đã phê duyệt" in follow(leader, leader.post(url("approve-plan", plan)))

    office = sign_in(lan)
    done = send(
        office,
        url("sign-plan", plan),
        document_number="15/KH-UBND",
        document_date="20/11/2026",
        signer_name="Thào",
        signer_title="Chủ tịch",
        scan=SimpleUploadedFile("kh.pdf", b"%PDF-1.7 ke hoach"),
    )
    assert "Số 15/KH-UBND ngày 20/11/2026, Thào ký" in follow(office, done)
    assert b"".join(office.get(url("plan-file", plan))) == b"%PDF-1.7 ke hoach"


def test_who_submitted_a_plan_has_no_button_to_approve_it(sign_in, thao):
    plan = make.plan(thao)
    actions.submit_plan(actor=thao, plan_id=plan.pk, at=make.NOW)
    leader = sign_in(thao)

    assert url("approve-plan", plan) not in leader.get(plan.get_absolute_url()).content.decode()
    assert "không tự duyệt được" in leader.post(url("approve-plan", plan)).content.decode()


def test_a_plan_comes_back_with_a_reason_everybody_reads(sign_in, lan, thao):
    plan = make.plan(lan)
    actions.submit_plan(actor=lan, plan_id=plan.pk, at=make.NOW)
    leader = sign_in(thao)

    done = send(leader, url("return-plan", plan), reason="Thiếu kinh phí")

    assert "Lý do: Thiếu kinh phí" in follow(leader, done)


def test_a_plan_in_force_opens_again_only_by_adjusting(sign_in, lan, thao):
    plan = approved(lan, thao)
    office = sign_in(lan)
    assert url("adjust-plan", plan) in office.get(plan.get_absolute_url()).content.decode()

    refused = send(office, url("edit-plan", plan), title="Tên khác")
    assert "Chuyển sang điều chỉnh trước khi sửa" in refused.content.decode()

    send(office, url("adjust-plan", plan), reason="Tỉnh giao thêm")
    assert send(office, url("edit-plan", plan), title="Tên khác").status_code == 302


def test_closing_a_plan_repeats_its_name(sign_in, lan, thao):
    plan = approved(lan, thao)
    leader = sign_in(thao)

    page = leader.get(url("close-plan", plan)).content.decode()
    done = send(leader, url("close-plan", plan), reason="Hết năm")

    assert "Kết thúc “Kế hoạch chuyển đổi số năm 2026”?" in page
    assert "Đã kết thúc kế hoạch." in follow(leader, done)


def test_goals_and_targets_are_added_on_their_page(sign_in, lan):
    plan = make.plan(lan)
    office = sign_in(lan)
    send(office, url("add-goal", plan), pillar="xa_hoi_so", text="Người dân dùng được dịch vụ số")
    done = send(
        office,
        url("add-target", plan),
        code="CT 5",
        name="Hộ dùng VNeID",
        pillar="xa_hoi_so",
        unit="hộ",
        target_number="1.500",
        baseline_number="",
    )

    text = follow(office, done)
    target = Target.objects.get()
    assert (target.target_number, target.baseline_number) == (1500, None)
    assert target.by_date == date(2026, 12, 31)
    assert "1.500 hộ" in text
    assert "chưa có số liệu" in text
    assert "Người dân dùng được dịch vụ số" in text


def test_a_list_says_code_lead_due_state_evidence_and_target(sign_in, thao, lan):
    plan = make.plan(lan)
    target = make.target(lan, plan, per_village=False)
    make.task(thao, lan, plan=plan, target=target, due_date=date(2026, 11, 27))

    text = sign_in(lan).get(plan.get_absolute_url()).content.decode()

    for said in ("NV-2026-001", "CT 5", "Lan", "Thứ Sáu 27/11", "Còn 3 ngày", "0/1"):
        assert said in text


def test_the_pillars_stand_beside_the_list_with_what_is_done(sign_in, thao, lan):
    plan = make.plan(lan)
    make.done(thao, lan, make.task(thao, lan, plan=plan))
    make.task(thao, lan, "Việc khác", plan=plan)

    text = sign_in(lan).get(plan.get_absolute_url()).content.decode()

    assert "1/2 xong" in text
    assert "Kinh tế số" in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"wifi", "chậm", "nháp", "xong"}),
        ("loc=cua_toi", {"wifi", "chậm", "xong"}),
        ("loc=cham", {"chậm"}),
        ("loc=nhap", {"nháp"}),
        ("loc=xong", {"xong"}),
        ("loc=sap_han", set()),
        ("tru_cot=kinh_te_so", {"chậm"}),
        ("tim=lap%20wifi", {"wifi"}),
        ("tim=NV-2026-002", {"chậm"}),
        ("thon=khong-phai-ma&ct=1&sau=sai", {"wifi", "chậm", "nháp", "xong"}),
    ],
)
def test_filters_are_links_and_the_search_needs_no_accents(
    sign_in, thao, lan, clock, asked, found
):
    plan = make.plan(lan)
    names = {
        "wifi": "Lắp wifi nhà văn hóa",
        "chậm": "Báo cáo quý",
        "nháp": "Mua máy in",
        "xong": "Họp thôn",
    }
    make.task(thao, lan, names["wifi"], plan=plan)
    make.task(
        thao, lan, names["chậm"], plan=plan, due_date=date(2026, 11, 20), pillar="kinh_te_so"
    )
    make.draft(thao, names["nháp"], plan=plan)
    make.done(thao, lan, make.task(thao, lan, names["xong"], plan=plan))

    text = sign_in(lan).get(f"{plan.get_absolute_url()}?{asked}").content.decode()

    assert {key for key, name in names.items() if f">{name}</a>" in text} == found


def test_the_tasks_of_one_village_are_a_link_away(sign_in, thao, gia_phu, mau_son):
    plan = make.plan(thao)
    other = make.village(gia_phu, "Nà Mẫu")
    make.village_task(thao, [mau_son], "Việc của Mẫu Sơn", plan=plan)
    make.village_task(thao, [other], "Việc của Nà Mẫu", plan=plan)
    leader = sign_in(thao)
    link = f"{reverse('plans:tasks')}?thon={mau_son.pk}"
    assert link in leader.get(reverse("plans:village-work")).content.decode()

    for address in (link, f"{plan.get_absolute_url()}?thon={mau_son.pk}"):
        text = leader.get(address).content.decode()
        assert "Việc của Mẫu Sơn" in text
        assert "Việc của Nà Mẫu" not in text
        assert "Thôn Mẫu Sơn" in text


def test_a_long_list_goes_on_without_a_gap_or_a_double(sign_in, thao, lan):
    plan = make.plan(lan)
    for number in range(45):
        make.task(thao, lan, f"Việc {number:02}", plan=plan)
    office, address, seen = sign_in(lan), plan.get_absolute_url(), []

    while address:
        page = office.get(address)
        seen += [row.card.title for row in page.context["rows"]]
        after = page.context["slice"].after
        address = f"{plan.get_absolute_url()}?sau={after}" if after else ""

    assert sorted(seen) == [f"Việc {number:02}" for number in range(45)]


def test_the_list_comes_as_a_workbook_with_the_same_filter(sign_in, thao, lan, tmp_path):
    plan = make.plan(lan)
    make.task(thao, lan, "Lắp wifi", plan=plan)
    make.draft(thao, "Mua máy in", plan=plan)

    response = sign_in(lan).get(f"{plan.get_absolute_url()}?loc=nhap&tai=xlsx")

    file = tmp_path / "viec.xlsx"
    file.write_bytes(response.content)
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    told = [cell for row in rows for cell in row if cell]
    assert "Việc phải làm" in told
    assert "Mua máy in" in told
    assert "Lắp wifi" not in told


def test_an_empty_plan_says_what_to_do_first(sign_in, lan):
    plan = make.plan(lan)

    text = sign_in(lan).get(plan.get_absolute_url()).content.decode()

    assert "Kế hoạch chưa có việc nào" in text
    assert "Nhập phụ lục Word hoặc Excel" in text


def test_lists_stay_light(sign_in, thao, lan):
    plan = make.plan(lan)
    for number in range(25):
        make.task(
            thao, lan, f"Tuyên truyền phòng chống lừa đảo trực tuyến đợt {number}", plan=plan
        )
    office = sign_in(lan)

    for address in ("/ke-hoach/", reverse("plans:tasks"), plan.get_absolute_url()):
        assert compressed(office.get(address)) <= MOST_BYTES


def test_forms_stay_light_with_sixty_villages_and_thirty_targets(sign_in, thao, gia_phu):
    plan = make.plan(thao)
    villages = [make.village(gia_phu, f"Thôn mẫu số {number}") for number in range(60)]
    for number in range(30):
        make.target(thao, plan, code=f"CT {number}", name=f"Hộ dùng dịch vụ số thứ {number}")
    task = make.village_task(thao, villages, plan=plan)
    leader = sign_in(thao)

    for address in (
        reverse("plans:draft-task"),
        reverse("plans:draft-from-document"),
        url("edit-task", task),
        url("task-villages", task),
        task.get_absolute_url(),
        reverse("plans:village-work"),
        url("plan-targets", plan),
    ):
        assert compressed(leader.get(address)) <= MOST_BYTES, address


def test_what_was_typed_about_a_plan_is_not_lost(sign_in, lan):
    page = send(
        sign_in(lan),
        reverse("plans:make-plan"),
        title="Kế hoạch thử",
        period_from="1/5/2027",
        period_to="1/4/2027",
    )

    assert "Ngày kết thúc phải sau ngày bắt đầu." in page.content.decode()
    assert typed(page)["title"] == ["Kế hoạch thử"]


def test_the_number_on_a_filter_is_what_the_filter_shows(sign_in, thao, lan):
    plan = make.plan(lan)
    make.task(thao, lan, "Việc chậm", plan=plan, due_date=date(2026, 11, 20))
    make.task(thao, lan, "Việc gần", plan=plan, due_date=date(2026, 11, 27))
    make.done(thao, lan, make.task(thao, lan, "Việc xong", plan=plan))
    make.handed_in(lan, make.task(thao, lan, "Việc chờ", plan=plan))
    make.draft(lan, "Việc nháp", plan=plan)
    office = sign_in(lan)

    for address in (plan.get_absolute_url(), reverse("plans:tasks")):
        told = {
            link.url: link.count for link in office.get(address).context["filters"] if link.count
        }
        assert len(told) == 5
        for asked, count in told.items():
            assert len(office.get(address + asked).context["rows"]) == count
