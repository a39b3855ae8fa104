"""Papers beside the monthly report: longer periods, one topic, decisions, invitations, minutes."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from conftest import TODAY
from xaso.core.law.seed import load_law
from xaso.core.papers.models import OfficialPaper, PaperSettings
from xaso.core.papers.produce import produce
from xaso.core.papers.queries import body_of, compose, compose_body, settings_of
from xaso.desk.papers.kinds import Ask
from xaso.desk.papers.periods import before, bounds, period_to_type, period_words
from xaso.desk.papers.registry import KINDS
from xaso.lib.periods import period_typed
from xaso.modules.campaigns.tests import make as drives
from xaso.modules.indicators.tests.test_rounds import at_council, mo, opened, review
from xaso.modules.plans import actions as plan_actions
from xaso.modules.plans.tests import make

__all__ = ["at_council", "mo", "opened"]
"""Stories of the council begin where those of its rounds do."""

NEEDS_SOMETHING_FIRST = {"to-trinh-lo-trinh", "bao-cao-ra-quan", "bien-ban-hoi-dong"}


def drafted(client, kind, **typed):
    answer = client.post(f"/van-ban/lap/{kind}/", typed)
    assert answer.status_code == 302, answer.content.decode()
    return OfficialPaper.objects.get(pk=answer["Location"].strip("/").split("/")[-1])


def chosen_from(client, page, words):
    """What is chosen already on the form behind the link that reads so; the link stands on `page`."""
    link = re.search(rf'href="([^"]+)">{words}<', client.get(page).content.decode())
    shown = client.get(link[1].replace("&amp;", "&"))
    return shown.context["form"].get_initial_for_field(
        shown.context["form"].fields["about"], "about"
    )


def printed(paper):
    return str(compose(paper, settings_of(paper.commune), TODAY))


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("quý IV/2026", "2026-Q4", "quý IV năm 2026"),
        ("Q2/2026", "2026-Q2", "quý II năm 2026"),
        ("6 tháng đầu năm 2026", "2026-H1", "6 tháng đầu năm 2026"),
        ("11/2026", "2026-11", "tháng 11 năm 2026"),
        ("2026", "2026", "năm 2026"),
        ("2026-2030", "2026-2030", "giai đoạn 2026-2030"),
        ("30/11/2026", "2026-11-30", "ngày 30/11/2026"),
    ],
)
def test_a_period_is_read_as_people_write_it(typed, kept, words):
    assert period_typed(typed) == kept
    assert period_words(kept) == words
    assert period_typed(period_to_type(kept)) == kept


def test_the_period_before_is_as_long_and_ends_the_day_before():
    assert before("2026-Q1") == bounds("2025-Q4")
    assert before("2026-H1").first == date(2025, 7, 1)
    assert before("2026").last == date(2025, 12, 31)


def test_a_quarter_is_set_beside_the_quarter_before_which_nobody_wrote_down(sign_in, lan, thao):
    make.done(thao, lan, make.task(thao, lan))

    paper = drafted(sign_in(lan), "bao-cao-quy", period="quý IV/2026")

    said = printed(paper)
    assert paper.title == "Kết quả chuyển đổi số quý IV năm 2026"
    assert "II. SO VỚI QUÝ TRƯỚC" in said
    assert "Hoàn thành 1 việc (quý trước: chưa có số liệu)" in said


def test_a_quarter_that_has_not_begun_is_refused_in_words(sign_in, lan):
    answer = sign_in(lan).post("/van-ban/lap/bao-cao-quy/", {"period": "quý I/2027"})

    assert answer.status_code == 422
    assert "Kỳ này chưa bắt đầu" in answer.content.decode()


def test_the_reason_pao_gave_stands_among_the_shortcomings_and_is_proposed_for(
    sign_in, lan, thao, pao, mau_son
):
    task = make.village_task(thao, [mau_son], due_date=date(2026, 11, 26))
    plan_actions.send_village_report(
        actor=pao,
        task_id=task.pk,
        village_id=mau_son.pk,
        outcome="CHUA_XONG",
        reason_code="KHONG_SONG",
        at=make.NOW,
    )

    said = printed(drafted(sign_in(lan), "bao-cao-nam", period="2026"))

    assert "Lý do các thôn nêu khi chưa làm được: không có sóng (1)" in said
    assert "Lý do nhiều nhất là “không có sóng” (1 trường hợp): đề nghị tháo gỡ trước" in said


def test_a_village_without_a_figure_is_printed_so_and_never_as_zero(sign_in, lan, thao, mau_son):
    make.village_task(thao, [mau_son], target=make.target(thao, make.plan(thao)))

    said = printed(drafted(sign_in(lan), "bao-cao-6-thang", period="6 tháng cuối năm 2026"))

    annex = said[said.index("Số liệu chỉ tiêu theo thôn") :]
    assert "Row(cells=(1, 'Mẫu Sơn', None), bold=False)" in annex


def test_a_topic_counts_the_tasks_of_its_pillar_alone(sign_in, lan, thao):
    make.task(thao, lan, "Lắp wifi")
    make.task(thao, lan, "Bán mật ong qua mạng", pillar="kinh_te_so")

    paper = drafted(sign_in(lan), "bao-cao-chuyen-de", period="quý IV/2026", about="kinh_te_so")

    assert paper.title == "Chuyên đề Kinh tế số, quý IV năm 2026"
    assert "Trong kỳ giao 1 việc" in printed(paper)


def test_lan_has_to_choose_a_topic(sign_in, lan):
    answer = sign_in(lan).post("/van-ban/lap/bao-cao-chuyen-de/", {"period": "2026"})

    assert "Chọn một mục trong danh sách." in answer.content.decode()


def test_a_plan_or_a_drive_of_another_commune_does_not_exist(sign_in, lan, sua):
    plan = make.plan(lan)
    drive = drives.draft(lan)
    client = sign_in(sua)

    for kind, about in (("bao-cao-chuyen-de", plan.pk), ("bao-cao-ra-quan", drive.pk)):
        answer = client.post(f"/van-ban/lap/{kind}/", {"period": "2026", "about": str(about)})
        assert answer.status_code == 404, kind
    sheet = client.get(f"/van-ban/bang/viec-theo-nguoi/2026-11-24/pdf/?ve={lan.account_id}")
    assert sheet.status_code == 404
    assert not OfficialPaper.objects.exists()


def test_the_report_of_a_drive_gets_a_number_and_stands_in_the_register(
    sign_in, person, lan, gia_phu, mau_son
):
    PaperSettings.objects.create(commune=gia_phu, chairman_name="Lý A Thào")
    drive = drives.opened(lan, {mau_son: 10})
    drives.counts(lan, drive, mau_son, done=4)
    client = sign_in(lan)
    assert chosen_from(client, drive.get_absolute_url(), "Soạn báo cáo để lấy số") == str(drive.pk)
    assert chosen_from(client, drive.get_absolute_url(), "Soạn giấy mời") == str(drive.pk)
    paper = drafted(client, "bao-cao-ra-quan", about=str(drive.pk))
    mai = sign_in(person("Mai", gia_phu, "van_thu"))

    mai.post(f"/van-ban/{paper.pk}/cap-so/", {"paper_date": "24/11/2026"})

    assert "01/BC-UBND" in mai.get("/van-ban/").content.decode()
    assert "xong 4 hộ, chỉ tiêu 10 hộ" in printed(paper)


def test_the_committee_comes_from_the_accounts_and_keeps_what_minh_wrote_over_it(
    sign_in, minh, thao, lan
):
    client = sign_in(minh)
    paper = drafted(client, "quyet-dinh-ban-chi-dao", about="kien-toan")
    (list_of,) = [each for each in body_of(paper).sections if each.is_annex]
    offered = list_of.typed[0].text
    assert offered.splitlines()[0] == "Thào; ; Trưởng ban"

    client.post(
        paper.get_absolute_url(),
        {
            "saw_version": paper.version,
            "title": paper.title,
            "typed-danh-sach-thanh-vien": "Thào; Chủ tịch UBND xã; Trưởng ban\nPáo; ; Ủy viên",
            "typed-dieu-4-thay-the": "Quyết định số 05/QĐ-UBND ngày 03/2/2026",
        },
    )
    client.post(f"/van-ban/{paper.pk}/lay-so-lieu/")

    paper.refresh_from_db()
    said = printed(paper)
    assert "(2, 'Páo', '', 'Ủy viên')" in said
    assert "Quyết định số 05/QĐ-UBND ngày 03/2/2026" in said
    assert "Minh" not in said


def test_a_decision_is_the_chairmans_own_and_says_what_it_stands_on(sign_in, minh, lan):
    load_law()
    paper = drafted(sign_in(minh), "quyet-dinh-phu-trach", about=str(lan.account_id))

    document = compose(paper, settings_of(paper.commune), TODAY)

    assert document.decider == "Chủ tịch Ủy ban nhân dân xã Gia Phú"
    assert document.signature.authority == ()
    assert document.letterhead.symbol == "QĐ-UBND"
    assert document.bases[0].startswith("Căn cứ Luật Tổ chức chính quyền địa phương")
    assert "ông (bà) Lan phụ trách chuyển đổi số" in printed(paper)


def test_an_invitation_leaves_room_for_what_nobody_knows_yet(sign_in, lan):
    paper = drafted(sign_in(lan), "giay-moi", period="30/11/2026", about="hop")

    said = printed(paper)

    assert "Thứ Hai, ngày 30 tháng 11 năm 2026" in said
    assert "lead='Địa điểm: '" in said
    assert "… … …" in said


def test_nobody_is_chased_when_nothing_is_late(sign_in, lan, thao):
    client = sign_in(thao)
    refused = client.post("/van-ban/lap/cong-van-don-doc/", {}).content.decode()
    make.task(thao, lan, "Kê khai máy tính", due_date=date(2026, 11, 20))

    paper = drafted(client, "cong-van-don-doc", about="tat-ca")

    assert "Không có việc quá hạn" in refused
    assert "còn 1 việc quá hạn" in printed(paper)
    assert compose(paper, settings_of(paper.commune), TODAY).kind is None


def test_the_list_of_lan_holds_her_tasks_alone_and_opens_in_excel_too(sign_in, lan, minh, thao):
    make.task(thao, lan, "Lắp wifi")
    make.task(thao, minh, "Họp tổ")
    client = sign_in(lan)

    answer = client.post(
        "/van-ban/lap/viec-theo-nguoi/", {"period": "24/11/2026", "about": str(lan.account_id)}
    )

    (kind,) = [kind for kind in KINDS if kind.code == "viec-theo-nguoi"]
    sheet = str(kind.sheet(Ask(lan.commune, "2026-11-24", TODAY, str(lan.account_id))))
    assert answer["Location"].endswith(f"/pdf/?ve={lan.account_id}")
    assert "Lắp wifi" in sheet
    assert "Họp tổ" not in sheet
    workbook = client.get("/van-ban/bang/viec-theo-nguoi/2026-11-24/xlsx/").getvalue()
    assert workbook.startswith(b"PK")


def test_the_minutes_of_the_council_name_who_sat_and_what_was_scored_otherwise(
    sign_in, minh, mo, at_council
):
    review(mo, at_council, "8.4", "cho_diem", Decimal("9.5"), "trừ chữ ký hết hạn")

    client, about = sign_in(minh), str(at_council.pk)
    assert chosen_from(client, at_council.get_absolute_url(), "Soạn biên bản hội đồng") == about
    paper = drafted(client, "bien-ban-hoi-dong", about=about)

    document = compose(paper, settings_of(paper.commune), TODAY)
    said = printed(paper)
    assert document.letterhead.symbol == "BB-HĐ"
    assert document.letterhead.body == ("Hội đồng thẩm định",)
    assert document.also_signs.post == "Thư ký"
    assert "Mơ" in said
    assert "trừ chữ ký hết hạn" in said


@pytest.mark.parametrize("villages", [0, 55])
def test_every_kind_prints_for_an_empty_commune_and_for_the_largest(gia_phu, minh, villages):
    for number in range(villages):
        make.village(gia_phu, f"Thôn {number:02}")
    today = timezone.localdate()

    for kind in KINDS:
        choices = kind.choices_of(gia_phu, today)
        if kind.code in NEEDS_SOMETHING_FIRST or (kind.choices and not choices and kind.body):
            continue
        about = choices[0][0] if choices and kind.body else ""
        ask = Ask(gia_phu, kind.period_of(today), today, about)
        if kind.sheet:
            made = produce(kind.sheet(ask))
        else:
            paper = OfficialPaper(
                commune=gia_phu, kind=kind.code, type_symbol=kind.type_symbol,
                title=kind.title(ask), basis_codes=list(kind.basis_codes),
            )  # fmt: skip
            made = produce(compose_body(paper, kind.body(ask), settings_of(gia_phu), today))
        assert made.pdf.startswith(b"%PDF"), kind.code
        assert made.docx.startswith(b"PK"), kind.code
