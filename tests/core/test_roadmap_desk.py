"""What the desk makes of the roadmap: papers with their numbers, a word on the first page."""

import pytest

from conftest import MORNING
from xaso.core.law.seed import load_law
from xaso.core.papers.models import OfficialPaper
from xaso.core.papers.produce import produce
from xaso.core.papers.queries import body_of
from xaso.desk.papers.kinds import Ask
from xaso.desk.papers.registry import kind_named
from xaso.modules.roadmap import actions
from xaso.modules.roadmap.given import Promise, Wanted
from xaso.modules.roadmap.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap(minh, thao, mau_son):
    load_law()
    return make.roadmap(minh)


def test_the_request_names_troubles_and_every_row_with_its_price(minh, roadmap, sign_in):
    actions.draft_needs(actor=minh, roadmap_id=roadmap.pk)
    need = roadmap.needs.get(block="NT8")
    rows = [Wanted("NT8", need.item, 2, 12_000_000, "tỉnh")]
    actions.save_needs(actor=minh, roadmap_id=roadmap.pk, rows=rows)

    sign_in(minh).post("/van-ban/lap/to-trinh-lo-trinh/", {"period": "2027"})

    paper = OfficialPaper.objects.get()
    told = repr(body_of(paper))
    assert paper.type_symbol == "TTr"
    assert "Sóng yếu" in told
    assert "24000000" in told
    assert "24.000.000 đồng" in told
    assert "chưa có đơn giá" in told


def test_without_a_table_of_needs_the_clerk_is_told_where_to_begin(minh, roadmap, sign_in):
    page = (
        sign_in(minh)
        .post("/van-ban/lap/to-trinh-lo-trinh/", {"period": "2027"}, follow=True)
        .content.decode()
    )

    assert "lập bảng nhu cầu trước" in page
    assert not OfficialPaper.objects.exists()


def test_the_promises_fit_one_page_to_sign(minh, gia_phu, roadmap):
    promises = [Promise("hop", 6, None)]
    actions.save_promises(actor=minh, roadmap_id=roadmap.pk, promises=promises)

    sheet = kind_named("cam-ket").sheet(Ask(gia_phu, "2027", MORNING.date()))

    assert "6" in repr(sheet.blocks[1].rows[0].cells)
    assert produce(sheet).docx


def test_an_open_survey_stands_on_the_first_page_of_who_runs_the_plan(minh, lan, sign_in):
    asked = make.survey(minh)

    of_minh = sign_in(minh).get("/viec-cua-toi/").content.decode()
    of_lan = sign_in(lan).get("/viec-cua-toi/").content.decode()

    assert "Khảo sát quý IV năm 2026 đang mở" in of_minh
    assert f"/mo-hinh/khao-sat/{asked.pk}/" in of_minh
    assert "đang mở" not in of_lan


def test_a_finished_survey_is_no_news(minh, sign_in):
    make.survey(minh, make.FAR_AWAY)

    assert "đang mở" not in sign_in(minh).get("/viec-cua-toi/").content.decode()
