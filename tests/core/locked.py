"""A person at a browser whose screen locks, and the way back in."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from conftest import MORNING
from xaso.core.law.seed import load_law
from xaso.core.people.models import Account

UNLOCK, SIGN_IN = "/mo-khoa/", "/dang-nhap/"
PASSWORD = "suong som tren ruong bac thang"
WORDS = "Thôn Nà Mẫu “trên” – 37 hộ, đường đất ≈ 4 km"
ADD = "/don-vi/thon/them/"
FILE = ("danh sách thôn.csv", "Tên thôn\nThôn Sín Chải\n".encode())


@pytest.fixture(autouse=True)
def law(db):
    load_law()


@pytest.fixture
def signed_in(client):
    """Through the page, as a browser does, with all the cookies it gives."""

    def become(actor):
        cache.clear()
        sign_in_by_hand(client, actor)
        return client

    return become


def rests(clock, **time):
    clock.move_to(MORNING + timedelta(**time))


def unlock(client, sent):
    """From the answer to a POST over the unlock page to where the person gets."""
    page = client.get(sent["Location"])
    if page.status_code == 302:  # unlocked meanwhile in another window
        return page
    return client.post(UNLOCK, {"password": PASSWORD, "next": page.context["next_url"]})


def enter(client, actor, sent=None):
    account = Account.objects.get(pk=actor.account_id)
    back = sent["Location"].partition("next=")[2] if sent else ""
    page = client.get(f"{SIGN_IN}?next={back}")
    given = {"login": account.username, "password": PASSWORD}
    return client.post(SIGN_IN, {**given, "next": page.context["redirect_field_value"] or ""})


def text(response):
    return response.content.decode()


def sign_in_by_hand(browser, actor):
    """Through the page, as a browser does; returns the token its forms have from now on."""
    account = Account.objects.get(pk=actor.account_id)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    token = str(browser.get(SIGN_IN).context["csrf_token"])
    given = {"login": account.username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    browser.post(SIGN_IN, given)
    return str(browser.get(reverse("desk:home")).context["csrf_token"])
