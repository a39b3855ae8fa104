"""Two people save one list at once: nobody's entry is overwritten in silence, nothing typed is lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from conftest import MORNING
from tests.core.whole_pages import WHOLE
from xaso.core.law.seed import load_law
from xaso.core.units.actions import add_cluster, close_village
from xaso.core.units.models import Village
from xaso.modules.campaigns.tests import make as campaigns
from xaso.modules.plans.tests.browse import send, typed
from xaso.modules.roadmap.queries.surveys import answers_of
from xaso.modules.roadmap.tests import make as roadmap
from xaso.modules.systems.forms.importing import name_field
from xaso.modules.systems.tests import files
from xaso.modules.systems.tests.workbooks import by_village

pytestmark = pytest.mark.django_db
ROLES = ("cong_chuc", "chanh_van_phong", "quan_tri")


@pytest.fixture
def lan(person, gia_phu):
    return person("Lan", gia_phu, *ROLES)


@pytest.fixture
def minh(person, gia_phu):
    return person("Minh", gia_phu, *ROLES)


@pytest.fixture
def villages(gia_phu):
    return [Village.objects.create(commune=gia_phu, name=name) for name in ("Mẫu Sơn", "Nà Mẫu")]


@pytest.fixture(params=WHOLE)
def whole(request, lan, villages):
    return WHOLE[request.param](lan, villages)


@pytest.fixture
def now(sign_in, lan):
    """What stands there, as whoever opens the page reads it."""

    def read(path, field):
        return "".join(typed(sign_in(lan).get(path)).get(field, []))

    return read


@pytest.fixture
def meet(sign_in, lan, minh):
    """Minh opens the page first and saves last."""

    def answer(path, of_lan, of_minh):
        sent_last = typed(sign_in(minh).get(path), **of_minh)
        done = send(sign_in(lan), path, **of_lan)
        assert done.status_code == 302, done.content.decode()
        return sign_in(minh).post(path, sent_last)

    return answer


@pytest.fixture
def clash(whole, meet):
    mine = {whole.field: whole.second, whole.other: whole.note}
    return meet(whole.path, {whole.field: whole.first}, mine)


def test_the_second_is_told_who_and_what_and_nothing_is_overwritten(whole, clash, now):
    page = clash.content.decode()

    assert clash.status_code == 422
    assert "Hai người cùng sửa" in page
    assert f"<strong>Giữ bản của tôi</strong><br>{whole.second}<" in page
    assert f"<strong>Giữ bản của người khác</strong><br>{whole.first}<" in page
    assert "Lan lưu lúc 08:00" in page
    assert typed(clash)[whole.field] == [whole.second]
    assert typed(clash)[whole.other] == [whole.note]
    assert now(whole.path, whole.field) == whole.first


def test_pressing_again_without_choosing_overwrites_nothing(whole, clash, now, sign_in, minh):
    again = sign_in(minh).post(whole.path, typed(clash))

    assert again.status_code == 422
    assert now(whole.path, whole.field) == whole.first


@pytest.mark.parametrize("pick", ["toi", "ho"])
def test_the_person_chooses_and_the_rest_is_kept(whole, clash, now, sign_in, minh, pick):
    chosen = typed(clash, **{f"giu-{whole.field}": pick})

    assert sign_in(minh).post(whole.path, chosen).status_code == 302
    assert now(whole.path, whole.field) == (whole.second if pick == "toi" else whole.first)
    assert now(whole.path, whole.other) == whole.note


def test_entries_each_of_them_changed_alone_both_stand(whole, meet, now):
    done = meet(whole.path, {whole.field: whole.first}, {whole.other: whole.note})

    assert done.status_code == 302
    assert now(whole.path, whole.field) == whole.first
    assert now(whole.path, whole.other) == whole.note


def test_the_same_typed_by_both_is_no_clash(whole, meet, now):
    both = {whole.field: whole.first, whole.other: whole.note}

    done = meet(whole.path, both, both)

    assert done.status_code == 302 or "Chưa có mức nào thay đổi" in done.content.decode()
    assert now(whole.path, whole.field) == whole.first


def test_what_does_not_say_what_was_seen_counts_as_a_clash(whole, meet, sign_in, minh, now):
    sent = typed(sign_in(minh).get(whole.path), **{whole.field: whole.second})
    bare = {name: value for name, value in sent.items() if not name.startswith("initial-")}
    first = sent | {whole.field: whole.first}
    assert sign_in(minh).post(whole.path, first).status_code == 302

    answer = sign_in(minh).post(whole.path, bare)

    assert answer.status_code == 422
    assert now(whole.path, whole.field) == whole.first


def test_who_saves_between_the_question_and_the_answer_is_not_overwritten(
    whole, clash, now, sign_in, lan, minh
):
    third = {"4": "5", "7": "8", "12": "13", "30": "31", "66": "67"}.get(whole.first, "2026")
    chosen = typed(clash, **{f"giu-{whole.field}": "toi"})
    assert send(sign_in(lan), whole.path, **{whole.field: third}).status_code == 302

    answer = sign_in(minh).post(whole.path, chosen)

    assert answer.status_code == 422
    assert f"<br>{third}<" in answer.content.decode()
    assert now(whole.path, whole.field) == third


def test_the_tick_under_a_law_stands_for_the_text_that_was_seen(meet, now):
    load_law()
    path = reverse("desk:law_text_confirm", args=["nd-30-2020"])

    answer = meet(path, {"title": "về văn thư", "checked": "on"}, {"checked": "on"})

    assert answer.status_code == 422
    assert "Giữ bản của người khác</strong><br>về văn thư<" in answer.content.decode()
    assert now(path, "title") == "về văn thư"


def test_the_sentence_of_who_moved_a_block_first_is_seen_by_who_moves_it_next(lan, meet):
    made = roadmap.roadmap(lan)
    path = reverse("roadmap:block-of", args=[made.pk, "CQ6"])
    line = made.lines.get(block="CQ6")

    answer = meet(
        path,
        {"quarter": "0", "sentence": "Tỉnh đang làm"},
        {"sentence": "Xã tự làm trước"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Lan lưu lúc 08:00" in page
    assert "Giữ bản của người khác</strong><br>Bỏ ra khỏi lộ trình<" in page
    assert "Tỉnh đang làm" in page
    line.refresh_from_db()
    assert line.person_reason == "Tỉnh đang làm"


def test_a_village_somebody_took_out_is_not_put_back_by_its_number(lan, villages, meet, now):
    one, two = villages
    made = campaigns.opened(lan, {one: 10, two: 10})
    path = reverse("campaigns:villages", args=[made.pk])

    answer = meet(path, {f"thon-{one.pk}": None}, {f"chi-tieu-{one.pk}": "15"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<legend>Mẫu Sơn tham gia</legend>" in page
    assert "<legend>Chỉ tiêu Mẫu Sơn</legend>" in page
    assert now(path, f"thon-{one.pk}") == ""


def test_a_number_for_a_village_that_is_gone_is_shown_once_more(
    lan, minh, villages, sign_in, meet
):
    one, two = villages
    made = campaigns.opened(lan, {one: 10, two: 10})
    path = reverse("campaigns:villages", args=[made.pk])
    sent = typed(sign_in(minh).get(path), **{f"chi-tieu-{one.pk}": "15"})
    close_village(actor=lan, village_id=one.pk, at=MORNING)

    answer = sign_in(minh).post(path, sent)

    assert answer.status_code == 422
    assert "1 ô anh chị vừa điền không còn trên trang này: 15." in answer.content.decode()
    assert sign_in(minh).post(path, typed(answer)).status_code == 302


def test_many_clashes_are_answered_at_once_and_nothing_else_is_given_up(
    lan, minh, gia_phu, sign_in, meet, now
):
    rows = campaigns.villages(gia_phu, "Bản Cam", "Soi Giá", "Nậm Hẻn", "Hang Đá", "Nà Mẫu")
    made = campaigns.opened(lan, dict.fromkeys(rows, 10))
    path = reverse("campaigns:villages", args=[made.pk])
    fields = [f"chi-tieu-{row.pk}" for row in rows]
    last = fields.pop()

    clash = meet(path, dict.fromkeys(fields, "11"), dict.fromkeys([*fields, last], "12"))
    chosen = typed(clash, **{"giu-het": "ho", f"giu-{fields[0]}": "toi"})
    done = sign_in(minh).post(path, chosen)

    assert "Giữ hết bản của người khác" in clash.content.decode()
    assert done.status_code == 302
    assert [now(path, field) for field in [*fields, last]] == ["12", "11", "11", "11", "12"]


def test_a_wrong_entry_of_ones_own_names_what_somebody_else_saved(meet, lan):
    survey = roadmap.survey(lan)
    path = reverse("roadmap:group", args=[survey.pk, "xa_hoi"])

    answer = meet(path, {"XH01": "30"}, {"XH03": "rất đông"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Lan lưu lúc 08:00" in page
    assert "Mục anh chị không sửa đã lấy theo bản mới" in page
    assert typed(answer)["XH01"] == ["30"]


def test_of_many_taken_over_the_first_are_named_and_the_rest_hinted_at(lan, gia_phu, meet):
    rows = campaigns.villages(gia_phu, *(f"Thôn {place}" for place in range(10)))
    made = campaigns.opened(lan, dict.fromkeys(rows, 10))
    *fields, last = (f"chi-tieu-{row.pk}" for row in rows)
    path = reverse("campaigns:villages", args=[made.pk])

    answer = meet(path, dict.fromkeys(fields, "11"), {last: "rất đông"})

    assert "Chỉ tiêu Thôn 7; …." in answer.content.decode()


def test_an_answer_nobody_touched_stays_whose_it_is(lan, minh, sign_in):
    survey = roadmap.survey(lan)
    path = reverse("roadmap:group", args=[survey.pk, "xa_hoi"])
    send(sign_in(lan), path, XH01="30")

    send(sign_in(minh), path, XH03="40")

    answers = answers_of(survey)
    assert answers["XH01"].answered_by == lan.account_id
    assert answers["XH03"].answered_by == minh.account_id


def test_a_name_two_people_say_differently_is_asked_about(lan, minh, gia_phu, sign_in, meet):
    one, two = campaigns.villages(gia_phu, "Nậm Sài", "Bến Đền")
    system = files.police(lan)
    reading = files.reading(lan, system)
    content = by_village((1, "Nậm Sàii", 10, 3, ""), (2, "Xã khác", 10, 5, ""), total=None)
    path = reverse("systems:file-names", args=[files.sent(lan, system, content).pk])
    near, strange = name_field("nam saii"), name_field("xa khac")

    clash = meet(
        path, {near: str(one.pk), strange: "khong"}, {near: str(two.pk), strange: "khong"}
    )
    done = sign_in(minh).post(path, typed(clash, **{f"giu-{near}": "ho"}))

    assert clash.status_code == 422
    assert "Giữ bản của tôi</strong><br>Bến Đền<" in clash.content.decode()
    assert done.status_code == 302
    reading.refresh_from_db()
    assert reading.village_names == {"nam saii": str(one.pk), "xa khac": ""}


def test_the_head_of_a_village_is_not_changed_beneath_somebody(lan, minh, villages, meet, now):
    made = campaigns.opened(lan, dict.fromkeys(villages, 10))
    path = reverse("campaigns:responsible", args=[made.pk, villages[0].pk])

    answer = meet(path, {"account": str(lan.account_id)}, {"account": str(minh.account_id)})

    assert answer.status_code == 422
    assert "Giữ bản của người khác</strong><br>Lan<" in answer.content.decode()
    assert now(path, "account") == str(lan.account_id)


def test_a_cluster_is_renamed_by_one_person_at_a_time(lan, minh, villages, meet, now):
    cluster = add_cluster(actor=lan, village_id=villages[0].pk, name="Hang Đá")
    path = reverse("desk:cluster_rename", args=[cluster.pk])

    answer = meet(path, {"name": "Hang Đá 1"}, {"name": "Hang Đá Trên"})

    assert answer.status_code == 422
    assert "Lan lưu lúc 08:00" in answer.content.decode()
    assert now(path, "name") == "Hang Đá 1"
