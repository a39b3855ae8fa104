"""The frame around every page: who is here, what the menu offers, how the letters look."""

import gzip

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from xaso.core.ui.context import Frame
from xaso.core.ui.display import COOKIE, Display, display_of, wished
from xaso.core.ui.states import STATES


def test_the_living_page_shows_every_component_to_anybody(client, db):
    page = client.get(reverse("ui:components")).content.decode()

    parts = "notice tile steps items filters table pager facts chart bar thumbs empty form"
    for part in parts.split():
        assert f'class="{part}' in page, part
    assert "card running" in page
    for state in STATES.values():
        assert str(state.word) in page


def test_the_living_page_is_light(client, db):
    page = client.get(reverse("ui:components")).content

    assert len(gzip.compress(page, 6)) <= 14_000


def test_an_officer_sees_her_commune_her_name_and_the_way_out(lan, sign_in):
    page = sign_in(lan).get(reverse("ui:components")).content.decode()

    assert "Xã Gia Phú" in page
    assert "Đăng xuất" in page
    assert "Đến nội dung chính" in page


def test_a_visitor_is_offered_to_sign_in(client, db):
    page = client.get(reverse("ui:components")).content.decode()

    assert reverse("account_login") in page
    assert "Đăng xuất" not in page


def test_the_menu_offers_what_the_person_may_open(rf: RequestFactory, lan, settings):
    settings.XASO_MENU = [
        {"label": "Của mọi người", "url": "ui:components", "right": "", "icon": "home"},
        {"label": "Của Lan", "url": "ui:display", "right": sorted(lan.rights)[0], "icon": "home"},
        {"label": "Của người khác", "url": "ui:display", "right": "moon.land", "icon": "home"},
        {"label": "Chưa bật", "url": "gardens:list", "right": "", "icon": "home"},
    ]
    request = rf.get("/giao-dien/")
    request.actor = lan

    menu = Frame(request).menu

    assert [item.label for item in menu] == ["Của mọi người", "Của Lan"]
    assert [item.is_current for item in menu] == [True, False]


def test_a_sample_commune_says_so_on_every_page(lan, sign_in):
    lan.commune.is_sample = True
    lan.commune.save()

    assert "Dữ liệu mẫu" in sign_in(lan).get(reverse("ui:components")).content.decode()


def test_larger_letters_stay_for_the_next_page_and_lead_back(client, db):
    answer = client.post(reverse("ui:display"), {"text": "+", "next": "/giao-dien/?a=1"})

    assert answer["Location"] == "/giao-dien/?a=1"
    assert '<html lang="vi" class="text-3">' in client.get("/giao-dien/").content.decode()


def test_letters_stop_growing_and_shrinking_somewhere():
    assert Display(text=5).resized(6).text == 5
    assert Display(text=1).resized(0).text == 1


def test_contrast_and_theme_are_two_wishes():
    display = wished(wished(Display(), {"theme": "dark"}), {"contrast": "1"})

    assert display.html_class == "theme-dark contrast"
    assert wished(display, {"contrast": "0"}).html_class == "theme-dark"
    assert wished(display, {"theme": "pink", "text": "99"}) == display


@pytest.mark.parametrize("cookie", ["", "9.dark.1", "x", "2.pink.0", "<script>", "22222222"])
def test_a_cookie_that_makes_no_sense_is_no_wish(rf: RequestFactory, cookie):
    rf.cookies[COOKIE] = cookie

    assert display_of(rf.get("/")) == Display()


@pytest.mark.parametrize("elsewhere", ["https://evil.vn/", "//evil.vn", "javascript:alert(1)"])
def test_a_display_wish_never_leads_to_another_house(client, db, elsewhere):
    assert client.post(reverse("ui:display"), {"text": "+", "next": elsewhere})["Location"] == "/"


def test_an_english_browser_still_reads_vietnamese(client, db):
    page = client.get(reverse("ui:components"), headers={"accept-language": "en-US,en"})

    assert '<html lang="vi"' in page.content.decode()
    assert page["Content-Language"] == "vi"


def test_english_comes_when_it_is_chosen(client, db):
    client.post(reverse("ui:display"), {"language": "en"})

    assert '<html lang="en"' in client.get(reverse("ui:components")).content.decode()


def test_signing_in_is_asked_in_vietnamese(client, db):
    page = client.get(reverse("account_login")).content.decode()

    assert "Tên đăng nhập" in page
    assert "Username" not in page
    assert "Sign" not in page


BARE = {"500", "507_bare"}
"""Made when nothing else works any more."""


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500", "507", "507_bare"])
def test_each_error_page_says_what_to_do_next(rf: RequestFactory, code):
    page = render_to_string(f"{code}.html", {}, None if code in BARE else rf.get("/x/"))

    assert "Về trang đầu" in page
    assert page.count("<h1>") == 1


def test_an_address_nobody_has_answers_in_words(client, db):
    answer = client.get("/khong-co-dau/")

    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


def test_a_page_behind_a_door_keeps_its_place_in_the_menu(sign_in, lan):
    page = sign_in(lan).get("/lich/").content.decode()

    assert page.count('aria-current="page"') == 1
    assert '<a href="/thong-tin-xa/" aria-current="page">' in page
