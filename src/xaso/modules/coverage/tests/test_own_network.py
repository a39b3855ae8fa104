"""An operator sees its own petitions and answers them itself; of everything else it sees nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.urls import reverse

from conftest import MORNING, TODAY
from xaso.modules.coverage import actions
from xaso.modules.coverage.models import PetitionReply, PetitionState, PlaceKind

from . import make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/nha-mang/"


@pytest.fixture
def dung(person, gia_phu, lan):
    """He builds stations for Viettel."""
    dung = person("Dũng", gia_phu, "vien_thong")
    actions.give_operator(actor=lan, account_id=dung.account_id, operator="viettel", at=MORNING)
    return dung


@pytest.fixture
def cluster(lan, mau_son):
    place = make.place(lan, mau_son, "Cụm Đầu Suối", kind=PlaceKind.CLUSTER, has_power=False)
    make.survey(lan, place, levels={"viettel": 1, "mobifone": 0}, days_ago=30)
    return place


@pytest.fixture
def both(lan, cluster):
    petition = make.petition(lan, cluster, asked=("viettel", "mobifone"))
    return make.sent(lan, petition, TODAY - timedelta(days=20))


def text_of(response):
    return response.content.decode()


def answered(actor, petition, **said):
    given = {"station_code": "LCI0427", "distance_km": Decimal("3.2"),
             "promised_date": TODAY + timedelta(days=30)}  # fmt: skip
    return actions.reply_to_own_petition(
        actor=actor, petition_id=petition.pk, at=MORNING, **{**given, **said}
    )


def test_it_answers_with_station_distance_and_dates(dung, both):
    reply = answered(dung, both)
    both.refresh_from_db()
    assert (reply.operator, reply.station_code, reply.by_id) == (
        "viettel", "LCI0427", dung.account_id,
    )  # fmt: skip
    assert (both.state, both.promised_date) == (
        PetitionState.PROMISED, TODAY + timedelta(days=30),
    )  # fmt: skip
    actions.say_own_on_air(actor=dung, petition_id=both.pk, day=TODAY, today=TODAY)
    both.refresh_from_db()

    assert both.state == PetitionState.ON_AIR
    with pytest.raises(PermissionDenied):
        actions.close_petition(actor=dung, petition_id=both.pk, today=TODAY)


def test_a_petition_of_another_network_is_not_there(lan, dung, cluster, sign_in):
    other = make.sent(lan, make.petition(lan, cluster, asked=("mobifone",)))
    draft = make.petition(lan, cluster, asked=("viettel",))
    browser = sign_in(dung)
    for petition in (other, draft):
        with pytest.raises(ObjectDoesNotExist):
            answered(dung, petition)
        assert browser.get(f"{HOME}{petition.pk}/").status_code == 404
        assert browser.post(f"{HOME}{petition.pk}/phat-song/", {"day": "1/11"}).status_code == 404

    assert "Chưa có kiến nghị nào" in text_of(browser.get(HOME))
    assert not PetitionReply.objects.exists()


def test_what_others_measured_and_answered_is_not_told(lan, dung, both, sign_in):
    make.answered(lan, both, operator="mobifone", station_code="MBF9", number="77/MBF")
    seen = text_of(sign_in(dung).get(f"{HOME}{both.pk}/"))

    assert "1 – gọi, nhắn tin chập chờn" in seen
    assert "Cụm Đầu Suối" in seen
    for word in ("MobiFone", "MBF9", "77/MBF", "0 – không sóng"):
        assert word not in seen
    assert "chờ trả lời" in seen.lower()


def test_a_reply_is_typed_on_its_page(dung, both, sign_in):
    browser = sign_in(dung)
    page = f"{HOME}{both.pk}/tra-loi/"
    assert 'name="operator"' not in text_of(browser.get(page))
    refused = browser.post(page, {"is_refusal": "on"})
    assert refused.status_code == 422
    done = browser.post(
        page, {"station_code": "LCI0427", "distance_km": "3,2", "promised_date": "24/12/2026"},
        follow=True,
    )  # fmt: skip

    seen = text_of(done)
    assert "Đã gửi trả lời tới xã." in seen
    assert "Hứa phát sóng 24/12/2026." in seen
    assert "cách 3,2 km" in seen
    assert f"{both.code}: " in text_of(browser.get(HOME))


def test_until_the_office_says_for_whom_nothing_is_seen(person, gia_phu, lan, dung, both, sign_in):
    stranger = person("Hạnh", gia_phu, "vien_thong")
    assert "Xã chưa ghi tài khoản này" in text_of(sign_in(stranger).get(HOME))
    with pytest.raises(ObjectDoesNotExist):
        answered(stranger, both)
    actions.give_operator(
        actor=lan, account_id=dung.account_id, operator="", at=MORNING + timedelta(minutes=1)
    )
    assert sign_in(dung).get(f"{HOME}{both.pk}/").status_code == 404


def test_the_office_says_who_works_for_whom(person, gia_phu, lan, minh, sign_in):
    dung = person("Dũng", gia_phu, "vien_thong")
    browser = sign_in(lan)
    path = reverse("coverage:give-operator", args=[dung.account_id])
    browser.post(path, {"operator": "vinaphone"})
    seen = text_of(browser.get(reverse("coverage:operator-logins")))

    assert "Dũng" in seen
    assert "VinaPhone" in seen
    assert '<option value="vinaphone" selected>' in text_of(browser.get(path))
    clerk = reverse("coverage:give-operator", args=[minh.account_id])
    assert browser.get(clerk).status_code == 404


@pytest.mark.parametrize(
    "page",
    ["/vung-song/", "/vung-song/ban-do/", "/vung-song/diem/", "/vung-song/kien-nghi/",
     "/vung-song/i-speed/", "/vung-song/tep/", "/vung-song/tai-khoan-nha-mang/", "/ho-dan/"],
)  # fmt: skip
def test_no_other_page_opens(dung, sign_in, page):
    assert sign_in(dung).get(page).status_code in (403, 404)
