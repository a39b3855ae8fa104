"""Places and surveys as the office sees them, from the keyboard alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from xaso.core.events.deliver import deliver_all
from xaso.modules.coverage.models import Place, PlaceKind, Sample
from xaso.modules.plans.tests.browse import send

from . import make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/"


@pytest.fixture
def centre(lan, mau_son):
    return make.place(lan, mau_son)


def text_of(response):
    return response.content.decode()


def test_an_empty_list_says_what_to_do_first(lan, sign_in):
    seen = text_of(sign_in(lan).get(f"{HOME}diem/"))

    assert "Chưa có điểm đo nào" in seen
    assert f'href="{HOME}them/"' in seen


def test_a_place_is_added_and_measured_in_one_form_each(lan, mau_son, sign_in):
    browser = sign_in(lan)
    told = {"kind": "trung_tam", "name": "Nhà văn hóa", "village": str(mau_son.pk),
            "household_count": "86", "has_power": "yes", "is_hard": "no", "latitude": "22,35",
            "longitude": "104,05"}  # fmt: skip
    added = browser.post(f"{HOME}them/", told)
    place = Place.objects.get()
    assert added.url == place.get_absolute_url()

    page = browser.post(
        f"{HOME}diem/{place.pk}/do/",
        {"level_viettel": "3", "technology_viettel": "4g", "dbm_viettel": "-97",
         "level_mobifone": "0", "way": "do_tai_cho"},
        follow=True,
    )  # fmt: skip

    seen = text_of(page)
    assert "Đã ghi lần đo" in seen
    assert "Viettel: 3 – nhắn Zalo được · 4G · -97 dBm" in seen
    assert "3 – nhắn Zalo được" in seen
    assert seen.count("Chưa đo") >= 2
    assert Sample.objects.count() == 2


def test_a_number_without_its_minus_comes_back_where_it_was_typed(lan, centre, sign_in):
    page = sign_in(lan).post(
        f"{HOME}diem/{centre.pk}/do/",
        {"level_viettel": "3", "dbm_viettel": "97", "way": "do_tai_cho"},
    )

    assert page.status_code == 422
    assert "Có phải -97 không?" in text_of(page)
    assert 'value="97"' in text_of(page)
    assert not Sample.objects.exists()


def test_a_survey_is_put_right_and_the_old_one_stays_to_be_read(lan, centre, sign_in):
    old = make.survey(lan, centre, levels={"viettel": 4})
    browser, path = sign_in(lan), reverse("coverage:correct", args=[old.id])

    page = browser.get(path)
    assert '<option value="4" selected>' in text_of(page)
    done = browser.post(path, {"level_viettel": "2", "way": "do_tai_cho"}, follow=True)

    seen = text_of(done)
    assert "<del>Viettel: 4 – xem video được</del>" in seen
    assert "Viettel: 2 – gọi được, không vào mạng" in seen
    assert browser.get(path).status_code == 404


def test_the_list_finds_without_accents_and_by_what_was_never_measured(
    lan, mau_son, centre, sign_in
):
    make.survey(lan, centre, 3)
    make.place(lan, mau_son, "Cụm Nà Mẫu", kind=PlaceKind.CLUSTER)
    browser = sign_in(lan)

    assert "Cụm Nà Mẫu" in text_of(browser.get(f"{HOME}diem/?q=na+mau"))
    never = text_of(browser.get(f"{HOME}diem/?loc=chua-do"))
    assert "Cụm Nà Mẫu" in never
    assert "Nhà văn hóa</a>" not in never
    rows = load_workbook(BytesIO(browser.get(f"{HOME}diem/?tai=xlsx").content)).active
    assert rows.max_row == 3


def test_a_place_is_edited_closed_and_opened_again(lan, centre, sign_in):
    browser, one = sign_in(lan), f"{HOME}diem/{centre.pk}/"

    send(browser, f"{one}sua/", name="Nhà văn hóa thôn", has_power="no")
    centre.refresh_from_db()
    assert (centre.name, centre.has_power) == ("Nhà văn hóa thôn", False)

    browser.post(f"{one}thoi-do/")
    assert browser.get(f"{one}do/").status_code == 404
    assert "Thôi đo" in text_of(browser.get(one))
    browser.post(f"{one}do-lai/")
    assert browser.get(f"{one}do/").status_code == 200


def test_a_place_of_another_commune_is_not_there(lan, centre, person, ta_van, sign_in):
    sua = person("Sua", ta_van, "cong_chuc")

    assert sign_in(sua).get(centre.get_absolute_url()).status_code == 404
    assert sign_in(sua).post(f"{HOME}diem/{centre.pk}/do/", {}).status_code == 404


def test_who_only_reads_is_offered_nothing_to_write(person, gia_phu, lan, centre, sign_in):
    reader = sign_in(person("Dua", gia_phu, "bi_thu"))
    seen = text_of(reader.get(centre.get_absolute_url()))

    assert "Ghi lần đo" not in seen
    assert reader.get(f"{HOME}diem/{centre.pk}/do/").status_code == 403


def test_a_place_is_found_from_every_page_without_accents(lan, mau_son, sign_in):
    make.place(lan, mau_son, "Cụm Đầu Suối", kind=PlaceKind.CLUSTER)

    deliver_all()
    seen = text_of(sign_in(lan).get("/tim/?q=dau+suoi"))
    assert "Cụm Đầu Suối" in seen
    assert f"{HOME}diem/" in seen
