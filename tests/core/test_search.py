"""One box finds what a person may open: with or without accents, and nothing else."""

import re

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from conftest import MORNING, TODAY
from xaso.core.events.deliver import deliver_all
from xaso.core.papers import actions as papers
from xaso.core.papers.body import Body
from xaso.core.residents.actions import add_household
from xaso.core.rights.actor import system_actor
from xaso.core.rights.roles import all_rights, all_roles
from xaso.core.search.finding import by_kind, of_one_kind, with_this_code
from xaso.core.search.keeping import look_over
from xaso.core.search.kinds import KINDS, kinds_for
from xaso.core.search.models import MOST_LETTERS, Entry
from xaso.core.search.words import asked, index_text
from xaso.core.units.actions import add_village, close_village
from xaso.core.units.catalogue import load_catalogue
from xaso.core.units.models import Commune
from xaso.lib.ids import new_id
from xaso.lib.text import fold
from xaso.modules.plans import actions as plans
from xaso.modules.plans.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(sign_in):
    """Titles on the page, after all events have been handed on."""

    def look(actor, typed, **more):
        deliver_all()
        page = sign_in(actor).get("/tim/", {"q": typed, **more}).content.decode()
        return re.findall(r'<div class="item-text"><a href="[^"]*">([^<]*)</a>', page)

    return look


def test_accents_are_optional_and_words_may_be_half_typed(found, thao, lan):
    make.task(thao, lan, "Đăng ký chữ ký số cho hộ Mường Hum")

    for typed in ("đăng ký", "dang ky", "ĐĂNG KÝ", "muong hum", "chu k", "mường hum đăng"):
        assert found(lan, typed) == ["Đăng ký chữ ký số cho hộ Mường Hum"], typed
    assert found(lan, "mường hát") == []


def test_a_code_comes_first_however_its_signs_are_typed(found, thao, lan):
    first = make.task(thao, lan, "Lắp wifi")
    make.task(thao, lan, f"Việc nhắc đến {first.code}")

    for typed in (first.code, first.code.lower(), first.code.replace("-", " ")):
        assert found(lan, typed)[0] == "Lắp wifi"


def test_a_paper_is_found_by_its_number_with_or_without_the_zero(found, person, gia_phu):
    clerk = person("Mai", gia_phu, "van_thu")
    papers.save_settings(actor=system_actor(gia_phu), chairman_name="Thào", place_name="Gia Phú")
    paper = papers.draft_paper(
        actor=clerk, kind="bao-cao", title="Kết quả tháng 11", body=Body(), at=MORNING,
        type_symbol="BC",
    )  # fmt: skip
    numbered = papers.give_number(
        actor=clerk, paper_id=paper.pk, paper_date=TODAY, basis_checked=True, at=MORNING
    )

    assert numbered.full_number == "01/BC-UBND"
    assert found(clerk, "1/BC-UBND")[0] == found(clerk, "01/bc-ubnd")[0] == "Kết quả tháng 11"


def test_what_changes_is_found_as_it_is_now(found, thao, lan, gia_phu):
    village = add_village(actor=system_actor(gia_phu), name="Nà Mẫu", kind="thon")
    draft = make.draft(thao, "Tên cũ của việc")
    assert found(thao, "tên cũ") == ["Tên cũ của việc"]

    plans.drop_draft(actor=thao, task_id=draft.pk)
    close_village(actor=system_actor(gia_phu), village_id=village.pk, at=MORNING)

    assert found(thao, "tên cũ") == []
    assert Entry.objects.get(object_id=village.pk).is_over


def test_only_kinds_a_person_may_open_are_looked_through(found, person, gia_phu, thao, lan):
    make.task(thao, lan, "Việc của Giàng")
    person("Giàng A Sử", gia_phu, "cong_chuc")
    look_over(gia_phu)
    admin, officer = person("Minh", gia_phu, "quan_tri"), person("Mai", gia_phu, "mot_cua")

    assert found(admin, "giàng") == ["Giàng A Sử"]
    assert found(officer, "giàng") == ["Việc của Giàng"]
    assert found(thao, "giàng") == ["Việc của Giàng", "Giàng A Sử"]


def test_another_commune_is_never_found(found, thao, lan, sua):
    make.task(thao, lan, "Lắp wifi nhà văn hóa")

    assert found(sua, "wifi") == []
    assert found(lan, "wifi") == ["Lắp wifi nhà văn hóa"]


def test_people_of_a_village_find_the_work_of_their_village(sign_in, found, person, gia_phu, thao):
    village, other = make.village(gia_phu, "Mẫu Sơn"), make.village(gia_phu, "Nà Mẫu")
    pao = person("Páo", gia_phu, "truong_thon", village=village)
    own = make.village_task(thao, [village, other], "Vận động dùng VNeID")
    make.village_task(thao, [other], "Vận động ở Nà Mẫu")
    make.task(thao, person("Trung", gia_phu, "cong_chuc"), "Vận động của phòng")

    assert found(pao, "vận động") == ["Vận động dùng VNeID"]
    page = sign_in(pao).get("/tim/", {"q": "van dong"}).content.decode()
    assert f"/ke-hoach/thon/viec/{own.pk}/{village.pk}/" in page
    assert sign_in(pao).get(f"/ke-hoach/thon/viec/{own.pk}/{village.pk}/").status_code == 200


def test_every_address_a_search_gives_opens(sign_in, person, gia_phu, thao, lan):
    plan = make.plan(thao)
    make.target(thao, plan)
    make.task(thao, lan, "Kế hoạch nhỏ", plan=plan)
    add_village(actor=system_actor(gia_phu), name="Kế Mẫu", kind="thon")
    look_over(gia_phu)
    client = sign_in(thao)

    hits = [
        hit
        for kind in kinds_for(thao)
        for hit in of_one_kind(thao, kind.name, asked(""), "", 9).hits
    ]

    assert {str(hit.kind) for hit in hits} >= {
        "Nhiệm vụ",
        "Kế hoạch",
        "Chỉ tiêu",
        "Thôn",
        "Cán bộ",
    }
    assert [hit.url for hit in hits if client.get(hit.url).status_code != 200] == []


def test_a_phone_number_finds_nobody(found, thao, lan):
    account = make.account(lan)
    account.phone = "0912345678"
    account.save()
    look_over(account.commune)

    assert found(thao, "0912345678") == found(thao, "912345678") == []


def test_a_household_is_found_by_its_head_only_by_those_who_read_names(
    sign_in, found, person, gia_phu, minh, thao, mau_son, pao
):
    add_household(
        actor=minh, village_id=mau_son.pk, head_name="Lý Thị Mỷ", code="MS-017", at=MORNING
    )
    add_household(
        actor=minh,
        village_id=make.village(gia_phu, "Nà Mẫu").pk,
        head_name="Lý A Sử",
        code="NM-002",
        at=MORNING,
    )

    assert found(minh, "ly thi") == ["MS-017 · Lý Thị Mỷ"]
    assert found(pao, "lý") == ["MS-017 · Lý Thị Mỷ"]
    assert found(thao, "lý") == found(thao, "~ly") == []
    assert "Thị" not in found(thao, "ms 17")[0]
    assert "Lý" not in "".join(Entry.objects.values_list("title", "hint").first())


def test_a_part_that_is_switched_off_is_not_found(gia_phu, thao, monkeypatch):
    assert "nhiem-vu" in {kind.name for kind in kinds_for(thao)}

    monkeypatch.setattr("xaso.core.search.kinds.is_on", lambda commune, part: part != "plans")

    assert {"nhiem-vu", "chi-tieu"}.isdisjoint({kind.name for kind in kinds_for(thao)})


def test_more_of_one_kind_goes_on_where_the_page_ended(sign_in, thao, lan):
    for number in range(28):
        make.draft(thao, f"Rà soát hộ {number}")
    deliver_all()
    client = sign_in(thao)

    first = client.get("/tim/", {"q": "ra soat"}).content.decode()
    page = client.get("/tim/", {"q": "ra soat", "loai": "nhiem-vu"})
    after = page.context["slice"].after
    rest = client.get("/tim/", {"q": "ra soat", "loai": "nhiem-vu", "sau": after})

    assert first.count("Rà soát hộ") == 5
    assert "loai=nhiem-vu" in first
    assert (len(page.context["hits"]), len(rest.context["hits"])) == (25, 3)
    assert page.context["hits"][0].title == "Rà soát hộ 27"


def test_a_kind_that_is_not_for_the_person_is_not_there(sign_in, person, gia_phu):
    admin = sign_in(person("Minh", gia_phu, "quan_tri"))

    assert admin.get("/tim/?q=a&loai=nhiem-vu").status_code == 404
    assert admin.get("/tim/?q=a&loai=khong-co").status_code == 404


def test_the_empty_page_says_what_can_be_found_and_signs_alone_find_nothing(sign_in, lan):
    client = sign_in(lan)

    assert "nhiệm vụ, kế hoạch" in client.get("/tim/").content.decode()
    assert "Gõ ít nhất một chữ" in client.get("/tim/?q=%25%2A--").content.decode()
    assert "Không tìm thấy gì" in client.get("/tim/?q=zzzz").content.decode()


def test_the_box_stands_in_the_header_of_those_who_may_search(sign_in, person, gia_phu, lan):
    partner = person("Bưu điện", gia_phu, "doi_tac")

    assert 'action="/tim/"' in sign_in(lan).get("/viec-cua-toi/").content.decode()
    assert "/tim/" not in sign_in(partner).get("/viec-cua-toi/").content.decode()
    assert sign_in(partner).get("/tim/").status_code == 403


@pytest.mark.parametrize(
    "typed",
    [
        "'", '"', "';--", "%", "_", "*", "a%' OR 1=1 --", "\\", "tap\u0000huan", "\u202e\u0007",
        "a" * 5000, " ".join("abcdefghijklmnop"), "~ly", "𝔘𝔫𝔦", "NEAR(a b)", "{{ x }}", "<b>", "٣٤",
        "\ud7ff\ue000", "0000", "-1", "ß ẞ İ ı",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_answered(sign_in, thao, lan, typed):
    make.task(thao, lan, "Lắp wifi nhà văn hóa 100%")
    deliver_all()

    for more in ({}, {"loai": "nhiem-vu"}, {"loai": "nhiem-vu", "sau": typed}):
        assert sign_in(lan).get("/tim/", {"q": typed, **more}).status_code in (200, 400)


def test_a_percent_sign_stands_for_nothing(found, thao, lan):
    make.task(thao, lan, "Lắp wifi")

    assert found(lan, "l%p") == found(lan, "l_p") == found(lan, "*ifi") == []


def test_the_night_puts_right_what_came_past_the_events(gia_phu, thao, lan):
    task = make.task(thao, lan, "Lắp wifi")
    make.village_task(thao, [make.village(gia_phu, "Mẫu Sơn")], "Của thôn")
    deliver_all()
    look_over(gia_phu)
    assert look_over(gia_phu) == 0

    type(task).objects.filter(pk=task.pk).update(title="Lắp máy chiếu")
    stray = Entry.objects.create(
        commune=gia_phu, kind="nhiem-vu", object_id=new_id(), title="Không còn", words=" x"
    )
    Entry.objects.create(
        commune=gia_phu, kind="phan-da-bo", object_id=new_id(), title="Cũ", words=" x"
    )

    assert look_over(gia_phu) == 3
    assert Entry.objects.get(object_id=task.pk).title == "Lắp máy chiếu"
    assert not Entry.objects.filter(pk=stray.pk).exists()


def test_every_kind_says_which_events_it_hears_and_who_may_open_it():
    for kind in KINDS.values():
        assert kind.heard, kind.name
        assert {kind.right, kind.private_right} - {""} <= all_rights(), kind.name


def test_whoever_may_search_can_find_something(person, gia_phu):
    for role in all_roles().values():
        opens = any(
            kind.right in role.rights
            if role.reach == "commune"
            else kind.door and kind.door.right in role.rights
            for kind in KINDS.values()
        )
        assert opens == ("search.find" in role.rights), role.code


VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ 0123456789-/.",
    min_size=1,
    max_size=60,
)


class AnyText(TestCase):
    """With and without accents, whole or in part: the row is found."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(title=VIETNAMESE, data=st.data())
    def test_a_row_is_found_by_its_own_words(self, title, data):
        words = title.split()
        if not asked(title):
            return
        Entry.objects.create(
            commune=self.commune, kind="nhiem-vu", object_id=new_id(), title=title,
            words=index_text([title]),
        )  # fmt: skip
        typed = data.draw(st.sampled_from([title, fold(title), title.upper(), *words]))

        if asked(typed):
            titles = [
                hit.title for group in by_kind(self.actor, asked(typed)) for hit in group.hits
            ]
            assert title[:300] in titles or len(titles) == 5

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(typed=st.text(max_size=300))
    def test_no_text_breaks_the_search(self, typed):
        by_kind(self.actor, asked(typed))
        with_this_code(self.actor, asked(typed))

    def setUp(self):
        load_catalogue()
        self.commune = Commune.objects.get(pk="02923")
        self.actor = system_actor(self.commune)


@given(st.lists(st.text(max_size=200), max_size=6))
def test_words_are_kept_short_whole_and_without_signs_that_mean_something(texts):
    kept = index_text(texts, private=("Lý Thị Mỷ",))

    assert len(kept) <= MOST_LETTERS
    assert kept.startswith(" ~ly ~thi ~my")
    assert "\0" not in kept


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the file")
def test_whoever_writes_comes_in_between_two_bites_of_the_night(gia_phu, thao, lan, monkeypatch):
    breaths = []
    monkeypatch.setattr(
        "xaso.core.search.keeping.breathe", lambda: breaths.append(connection.in_atomic_block)
    )
    monkeypatch.setattr("xaso.core.search.keeping.AT_A_TIME", 1)
    for title in ("Lắp wifi", "Lắp loa", "Lắp máy chiếu"):
        make.task(thao, lan, title)
    told = []

    look_over(gia_phu, lambda done, total: told.append((done, total)))

    assert breaths == [False] * len(told)
    assert len(told) == told[-1][1] >= 3
    assert told[-1][0] == told[-1][1]
