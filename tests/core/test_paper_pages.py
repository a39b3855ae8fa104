"""A report on its way: drafted, words added, numbered by the clerk, signed, downloaded."""

import pytest

from xaso.core.papers.models import OfficialPaper, PaperSettings
from xaso.modules.plans.tests import make


@pytest.fixture
def mai(person, gia_phu):
    PaperSettings.objects.create(commune=gia_phu, chairman_name="Lý A Thào")
    return person("Mai", gia_phu, "van_thu")


def drafted(client, period="2026-10"):
    client.post("/van-ban/lap/bao-cao/", {"period": period})
    return OfficialPaper.objects.get(kind="bao-cao", period=period)


def test_an_officer_drafts_and_the_clerk_numbers(sign_in, lan, mai):
    client = sign_in(lan)
    paper = drafted(client)
    page = client.get(paper.get_absolute_url()).content.decode()
    assert "TỒN TẠI VÀ NGUYÊN NHÂN" in page
    assert "Cấp số" not in page

    client = sign_in(mai)
    answer = client.post(f"/van-ban/{paper.pk}/cap-so/", {"paper_date": "31/10/2026"}, follow=True)

    assert "Đã cấp số 01/BC-UBND, ngày 31/10/2026." in answer.content.decode()


def test_asking_for_the_same_month_opens_the_draft_that_is_there(sign_in, lan):
    client = sign_in(lan)

    drafted(client)
    drafted(client)

    assert OfficialPaper.objects.count() == 1


def test_a_draft_takes_the_newest_figures_by_a_button(sign_in, lan):
    client = sign_in(lan)
    paper = drafted(client)

    page = client.get(paper.get_absolute_url()).content.decode()
    answer = client.post(f"/van-ban/{paper.pk}/lay-so-lieu/", follow=True)

    assert f'action="/van-ban/{paper.pk}/lay-so-lieu/"' in page
    assert answer.status_code == 200


def test_a_period_that_is_none_gets_a_sentence(sign_in, lan):
    client = sign_in(lan)

    answer = client.post("/van-ban/lap/bao-cao/", {"period": "tháng 10"}, follow=True)

    assert "Ghi tháng và năm" in answer.content.decode()


def test_own_words_are_saved_and_shown(sign_in, lan):
    client = sign_in(lan)
    paper = drafted(client)

    answer = client.post(
        paper.get_absolute_url(),
        {
            "saw_version": paper.version,
            "title": "Kết quả tháng 10",
            "words-ket-qua": "Nhờ bà con thôn Mẫu Sơn.",
        },
        follow=True,
    )

    assert "Nhờ bà con thôn Mẫu Sơn." in answer.content.decode()


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_a_draft_can_be_downloaded_before_it_has_a_number(sign_in, lan, minh, kind, start):
    make.target(minh, make.begun(minh, lan))
    client = sign_in(lan)
    paper = drafted(client)

    answer = client.get(f"/van-ban/{paper.pk}/tai/{kind}/")

    assert answer.getvalue().startswith(start)
    assert "attachment" in answer["Content-Disposition"]


def test_the_weekly_sheet_prints_at_once(sign_in, lan):
    answer = sign_in(lan).get("/van-ban/bang/giao-ban/2026-W48/pdf/")

    assert answer.getvalue().startswith(b"%PDF")


def test_papers_of_gia_phu_are_not_found_from_ta_van(sign_in, lan, sua):
    paper = drafted(sign_in(lan))
    client = sign_in(sua)

    for place in ("", "tai/docx/", "trang/1/", "cap-so/", "bo-ban-thao/"):
        answer = client.get(f"/van-ban/{paper.pk}/{place}")
        assert answer.status_code in {403, 404}, place


def test_a_discarded_draft_is_asked_about_by_its_name_first(sign_in, lan):
    client = sign_in(lan)
    paper = drafted(client)

    asked = client.get(f"/van-ban/{paper.pk}/bo-ban-thao/").content.decode()
    client.post(f"/van-ban/{paper.pk}/bo-ban-thao/", {"confirm": "1"})

    assert paper.title in asked
    assert not OfficialPaper.objects.exists()


def test_lan_writes_the_month_as_people_do(sign_in, lan):
    client = sign_in(lan)

    client.post("/van-ban/lap/bao-cao/", {"period": "9/2026"})

    assert OfficialPaper.objects.get().period == "2026-09"
