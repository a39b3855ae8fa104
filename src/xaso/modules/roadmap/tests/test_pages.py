"""Minh answers, reads the profile, gets a roadmap and a plan, page after page."""

from datetime import timedelta

import pytest
from django.apps import apps

from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import follow, send
from xaso.modules.roadmap import actions
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.models import Roadmap, Survey
from xaso.modules.roadmap.queries.surveys import answers_of
from xaso.modules.roadmap.words import GROUPS

from . import make

pytestmark = pytest.mark.django_db
HOME = "/mo-hinh/"
NEXT_QUARTER = make.NOW + timedelta(days=60)


def posted(group, numbers):
    """What is typed into the form of a group; what is not in `numbers` is not known."""
    given = {}
    for code, question in tables().questions.items():
        if question.group == group and code in numbers:
            given[code] = str(numbers[code])
        elif question.group == group and question.kind == "so":
            given |= {code: "", f"{code}-chua-biet": "on"}
        elif question.group == group:
            given[code] = "?"
    return given


def text(response):
    return response.content.decode()


def test_a_commune_that_never_asked_is_told_where_to_begin(minh, sign_in):
    page = text(sign_in(minh).get(HOME))

    assert "Xã chưa khảo sát lần nào" in page
    assert f'href="{HOME}khao-sat/mo/"' in page


def test_from_the_first_question_to_the_draft_plan(minh, thao, mau_son, sign_in):
    client = sign_in(minh)
    client.post(f"{HOME}khao-sat/mo/")
    survey = Survey.objects.get()
    for group in GROUPS:
        answered = posted(group, make.FAR_AWAY)
        assert (
            send(client, f"{HOME}khao-sat/{survey.pk}/nhom/{group}/", **answered).status_code
            == 302
        )
    profile = client.post(f"{HOME}khao-sat/{survey.pk}/xong/", follow=True)
    client.post(f"{HOME}khao-sat/{survey.pk}/de-xuat/", {"first_day": "2027-01-01"})
    roadmap = Roadmap.objects.get()
    shown = text(client.get(f"{HOME}lo-trinh/{roadmap.pk}/"))
    plan = client.post(f"{HOME}lo-trinh/{roadmap.pk}/lap-ke-hoach/", follow=True)

    assert "Sóng yếu" in text(profile)
    assert "7 thôn trên 12, là 58 %" in text(profile)
    assert "Quý I/2027" in shown
    assert "Làm cách thay" in shown
    assert "Chọn người chủ trì" in text(plan)
    assert apps.get_model("plans", "Plan").objects.get().year == 2027


def test_what_is_right_is_kept_while_another_answer_is_wrong(minh, sign_in):
    survey = make.survey(minh)
    url = f"{HOME}khao-sat/{survey.pk}/nhom/xa_hoi/"

    page = sign_in(minh).post(url, {"XH01": "55", "XH02": "hai", "XH03": "120"})

    assert page.status_code == 422
    assert answers_of(survey)["XH01"].number == 55
    assert 'value="hai"' in text(page)
    assert "Ghi một số từ 0 đến 100" in text(page)


def test_a_number_and_not_known_together_are_asked_about(minh, sign_in):
    survey = make.survey(minh)
    url = f"{HOME}khao-sat/{survey.pk}/nhom/xa_hoi/"

    page = sign_in(minh).post(url, {"XH01": "55", "XH01-chua-biet": "on"})

    assert "bỏ dấu “Chưa biết”" in text(page)
    assert "XH01" not in answers_of(survey)


def test_a_question_left_for_later_stays_open(minh, sign_in):
    survey = make.survey(minh)
    url = f"{HOME}khao-sat/{survey.pk}/nhom/xa_hoi/"

    sign_in(minh).post(url, {"XH01": "55", "stay": "1"})

    assert {"XH01"} == {code for code in answers_of(survey) if code.startswith("XH")}


def test_a_filled_answer_shows_where_it_comes_from(minh, gia_phu, sign_in):
    Village.objects.create(commune=gia_phu, name="Mẫu Sơn", has_signal=True)
    survey = make.survey(minh)

    page = text(sign_in(minh).get(f"{HOME}khao-sat/{survey.pk}/nhom/ha_tang/"))

    assert "Phần mềm điền: Danh mục thôn" in page


def test_a_finished_survey_says_so_and_keeps_what_it_has(minh, sign_in):
    survey = make.survey(minh, make.FAR_AWAY)
    url = f"{HOME}khao-sat/{survey.pk}/nhom/xa_hoi/"

    page = send(sign_in(minh), url, XH01="99")

    assert page.status_code == 422
    assert "Khảo sát đã xong" in text(page)
    assert answers_of(survey)["XH01"].number == 30


def test_a_survey_with_gaps_says_how_many(minh, sign_in):
    survey = make.survey(minh)

    page = sign_in(minh).post(f"{HOME}khao-sat/{survey.pk}/xong/")

    assert "câu chưa trả lời" in text(page)


def test_the_next_survey_shows_the_change_beside_what_was_done(minh, thao, mau_son, sign_in):
    roadmap = make.only(make.roadmap(minh), "NT1", "NT6")
    actions.write_roadmap_plan(actor=minh, roadmap_id=roadmap.pk, at=make.NOW)
    better = make.FAR_AWAY | {"NT01": 1, "NT02": 5, "CN02": 1}
    second = make.survey(minh, better, at=NEXT_QUARTER)

    page = text(sign_in(minh).get(f"{HOME}khao-sat/{second.pk}/so-sanh/"))

    assert "Khảo sát quý IV năm 2026" in page
    changed = [tables().questions[code].text for code in ("NT01", "NT02", "CN02")]
    assert all(question in page for question in changed)
    assert tables().questions["XH01"].text not in page
    nt1 = page.partition("NT1 Ban chỉ đạo")[2].partition("</tr>")[0]
    assert "0/4" in nt1
    assert nt1.index("chưa có") < nt1.index("Đã có")


def test_a_block_is_moved_on_its_page(minh, thao, mau_son, sign_in):
    roadmap = make.roadmap(minh)
    client = sign_in(minh)
    url = f"{HOME}lo-trinh/{roadmap.pk}/vien-gach/CQ6/"

    shown = text(client.get(url))
    said = follow(client, send(client, url, quarter="0", sentence="Tỉnh đang làm trang mới"))

    assert "Việc sẽ ghi vào kế hoạch" in shown
    assert "Đã bỏ CQ6" in said
    assert "Tỉnh đang làm trang mới" in said


def test_the_printed_roadmap_has_every_block_and_two_signatures(minh, thao, mau_son, sign_in):
    roadmap = make.roadmap(minh)

    page = text(sign_in(minh).get(f"{HOME}lo-trinh/{roadmap.pk}/in/"))

    to_do = roadmap.lines.filter(state="lam").values_list("block", flat=True)
    assert all(f"{code} {tables().blocks[code].name}" in page for code in to_do)
    assert "NGƯỜI LẬP" in page


def test_who_only_reads_sees_no_button_that_refuses(person, gia_phu, minh, thao, sign_in):
    roadmap = make.roadmap(minh)
    dua = person("Dua", gia_phu, "bi_thu")
    client = sign_in(dua)

    page = text(client.get(f"{HOME}lo-trinh/{roadmap.pk}/"))
    block = text(client.get(f"{HOME}lo-trinh/{roadmap.pk}/vien-gach/CQ6/"))

    assert "lap-ke-hoach" not in page
    assert 'name="sentence"' not in block
    assert client.post(f"{HOME}lo-trinh/{roadmap.pk}/lap-ke-hoach/").status_code == 403


def test_another_communes_roadmap_does_not_exist(minh, thao, sua, sign_in):
    roadmap = make.roadmap(minh)

    assert sign_in(sua).get(f"{HOME}lo-trinh/{roadmap.pk}/").status_code == 404


def test_the_catalogue_shows_tasks_both_ways(minh, sign_in):
    client = sign_in(minh)

    page = text(client.get(f"{HOME}vien-gach/NT5/"))
    part = text(client.get(f"{HOME}vien-gach/?phan=kinh_te"))

    assert "Việc phải làm theo cách thay" in page
    assert "đánh dấu điểm hứng sóng" in page
    assert "KT1" in part
    assert "XH1" not in part
    assert client.get(f"{HOME}vien-gach/NT99/").status_code == 404


def test_needs_and_promises_are_typed_on_their_pages(minh, thao, mau_son, sign_in):
    roadmap = make.roadmap(minh)
    client = sign_in(minh)
    home = f"{HOME}lo-trinh/{roadmap.pk}/"
    client.post(f"{home}nhu-cau/lap/")
    need = roadmap.needs.get(block="NT8")
    form = {}
    for row in roadmap.needs.all():
        form |= {f"sl-{row.pk.hex}": "1", f"gia-{row.pk.hex}": "", f"nguon-{row.pk.hex}": "tỉnh"}

    send(client, f"{home}nhu-cau/", **form | {f"gia-{need.pk.hex}": "12.000.000"})
    page = text(client.get(f"{home}nhu-cau/"))
    kept = {f"hua-{item.code}": "3" for item in tables().commitments}
    send(client, f"{home}cam-ket/", **kept, **{"lam-hop": "2"})

    need.refresh_from_db()
    assert need.unit_price_vnd == 12_000_000
    assert "Cộng các dòng đã có giá: 12.000.000 đồng" in page
    assert roadmap.commitments.get(code="hop").kept == 2


def test_a_price_that_is_no_number_keeps_everything_typed(minh, thao, mau_son, sign_in):
    roadmap = make.roadmap(minh)
    actions.draft_needs(actor=minh, roadmap_id=roadmap.pk)
    need = roadmap.needs.first()

    page = send(
        sign_in(minh),
        f"{HOME}lo-trinh/{roadmap.pk}/nhu-cau/",
        **{f"sl-{need.pk.hex}": "3", f"gia-{need.pk.hex}": "rất đắt"},
    )

    assert page.status_code == 422
    assert 'value="rất đắt"' in text(page)
