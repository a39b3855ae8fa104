"""A petition goes its way; only what was measured again ends it, and a promise is watched."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from conftest import TODAY
from xaso.core.events.models import Event
from xaso.core.law.seed import load_law
from xaso.modules.coverage import actions
from xaso.modules.coverage.models import Petition, PetitionState, PlaceKind
from xaso.modules.coverage.public import petition_letter, survey_sheet, voters_answer
from xaso.modules.coverage.rulebook import packaged
from xaso.modules.plans.tests.browse import send

from . import make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/kien-nghi/"
S = PetitionState


@pytest.fixture
def cluster(lan, mau_son):
    place = make.place(lan, mau_son, "Cụm Đầu Suối", kind=PlaceKind.CLUSTER, has_power=False)
    make.survey(lan, place, 0, days_ago=30)
    return place


@pytest.fixture
def waiting(lan, cluster):
    petition = make.petition(lan, cluster, asked=("viettel", "vinaphone"))
    return make.sent(lan, petition, TODAY - timedelta(days=20))


@pytest.fixture
def on_air(lan, waiting):
    make.answered(lan, waiting)
    return actions.note_on_air(
        actor=lan, petition_id=waiting.pk, day=TODAY - timedelta(days=4), today=TODAY
    )


def state_of(petition):
    petition.refresh_from_db()
    return petition.state


def again(lan, place, days_ago, **levels):
    for day in days_ago:
        make.survey(lan, place, levels=levels, days_ago=day)


def conclude(lan, petition):
    actions.conclude_petition(actor=lan, petition_id=petition.pk, today=TODAY)
    return state_of(petition)


def test_a_letter_never_closes_a_petition(lan, waiting, on_air):
    with pytest.raises(ValidationError, match="Chỉ đóng được khi đo lại đạt"):
        actions.close_petition(actor=lan, petition_id=waiting.pk, today=TODAY)
    with pytest.raises(ValidationError, match="Còn thiếu 2/2"):
        conclude(lan, waiting)
    assert state_of(waiting) == S.ON_AIR


@pytest.mark.parametrize(
    ("viettel", "vinaphone"),
    [
        ((0, 1), (0, 1, 2)),
        ((0, 0.01, 0.02), (0, 1, 2)),
        ((0, 1, 2), ()),
        ((5, 6, 7), (5, 6, 7)),
    ],
    ids=["two samples", "one day", "an operator missing", "before the day on air"],
)
def test_too_little_measured_again_concludes_nothing(lan, cluster, on_air, viettel, vinaphone):
    again(lan, cluster, viettel, viettel=4)
    again(lan, cluster, [day + 0.1 for day in vinaphone], vinaphone=4)

    with pytest.raises(ValidationError, match="Chưa đủ lần đo lại"):
        conclude(lan, on_air)


def test_measured_again_and_good_it_passes_and_is_closed(lan, cluster, on_air):
    again(lan, cluster, (0, 1, 2), viettel=3, vinaphone=0)

    assert conclude(lan, on_air) == S.PASSED
    actions.close_petition(actor=lan, petition_id=on_air.pk, today=TODAY)
    assert state_of(on_air) == S.CLOSED
    assert on_air.closed_date == TODAY
    told = str(voters_answer(lan.commune, on_air.pk, TODAY))
    assert "đạt, mức tốt nhất 3 – nhắn Zalo được (quy ước đo lại bản v1)" in told


def test_measured_again_and_bad_it_is_open_again_and_counts_anew(lan, cluster, on_air):
    again(lan, cluster, (0, 1, 2), viettel=2, vinaphone=1)

    assert conclude(lan, on_air) == S.REOPENED
    assert on_air.reopened_count == 1
    actions.note_on_air(actor=lan, petition_id=on_air.pk, day=TODAY, today=TODAY)
    with pytest.raises(ValidationError, match="Chưa đủ"):
        conclude(lan, on_air)


def test_a_corrected_sample_counts_once_and_as_corrected(lan, cluster, on_air):
    again(lan, cluster, (1, 2), viettel=3, vinaphone=3)
    wrong = make.survey(lan, cluster, levels={"viettel": 3, "vinaphone": 3})
    make.corrected(lan, wrong, levels={"viettel": 3})

    with pytest.raises(ValidationError, match="Còn thiếu 1/2"):
        conclude(lan, on_air)


@pytest.mark.parametrize(("days", "count"), [(29, 0), (30, 1), (31, 1)])
def test_a_promise_is_overdue_on_the_day_and_once(lan, waiting, days, count):
    promised = TODAY - timedelta(days=10)
    make.answered(lan, waiting, promised_date=promised)

    on = promised + timedelta(days=days)
    assert actions.mark_overdue(actor=lan, today=on) == count
    assert actions.mark_overdue(actor=lan, today=on) == 0
    waiting.refresh_from_db()
    assert waiting.overdue_date == (on if count else None)
    assert Event.objects.filter(kind="coverage.petitions.overdue").count() == count
    assert packaged().on(TODAY).terms.overdue == 30


def test_a_new_promise_takes_the_mark_off(lan, waiting):
    make.answered(lan, waiting, promised_date=TODAY - timedelta(days=40))
    actions.mark_overdue(actor=lan, today=TODAY)
    make.answered(lan, waiting, promised_date=TODAY + timedelta(days=5))

    waiting.refresh_from_db()
    assert (waiting.overdue_date, waiting.promised_date) == (None, TODAY + timedelta(days=5))


def test_it_is_refused_once_all_have_said_no_and_may_be_sent_again(lan, waiting):
    refusal = {"is_refusal": True, "promised_date": None}
    with pytest.raises(ValidationError, match="lý do"):
        make.answered(lan, waiting, **refusal)
    make.answered(lan, waiting, **refusal, reason="Chưa có điện lưới")
    assert state_of(waiting) == S.SENT
    make.answered(lan, waiting, **refusal, reason="Ngoài kế hoạch", operator="vinaphone")
    assert state_of(waiting) == S.REFUSED
    make.sent(lan, waiting)
    assert state_of(waiting) == S.SENT


def test_who_was_not_asked_does_not_answer(lan, waiting):
    with pytest.raises(ValidationError, match="không gửi nhà mạng này"):
        make.answered(lan, waiting, operator="mobifone")


def test_what_was_sent_is_not_dropped_and_codes_go_on(lan, cluster, waiting):
    with pytest.raises(ValidationError, match="đã gửi thì không bỏ"):
        actions.drop_petition(actor=lan, petition_id=waiting.pk)
    second = make.petition(lan, cluster)
    actions.drop_petition(actor=lan, petition_id=second.pk)

    assert (waiting.code, second.code) == ("KN-2026-01", "KN-2026-02")
    assert Petition.objects.get() == waiting


def test_village_people_send_no_petitions(pao, cluster):
    with pytest.raises(PermissionDenied):
        make.petition(pao, cluster)


def test_the_letter_names_places_people_power_and_what_was_measured(lan, waiting):
    body = petition_letter(lan.commune, waiting.pk, "Sở Khoa học và Công nghệ", TODAY)

    said = str(body)
    assert body.receivers == ("Sở Khoa học và Công nghệ", "Viettel", "VinaPhone")
    for words in ("Số hộ chịu ảnh hưởng: 40", "điện lưới: 0/1", "Trạm Gia Phú 2, 3,2 km",
                  "Khuất sau núi", "quy tắc bản v1", "Cụm Đầu Suối"):  # fmt: skip
        assert words in said


def test_voters_are_told_station_distance_and_promise_and_no_more_than_was_measured(lan, waiting):
    make.answered(lan, waiting, promised_date=TODAY)
    said = str(voters_answer(lan.commune, waiting.pk, TODAY))

    for words in ("12/UBND-VX", "trạm LCI0427", "cách 3,2 km", "hứa phát sóng 24/11/2026"):
        assert words in said
    assert "đạt" not in said


def test_the_sheet_of_all_villages_prints_the_version_of_the_rule(lan, cluster):
    sheet = survey_sheet(lan.commune, TODAY)

    assert "Quy tắc xếp loại bản v1, chưa xác minh" in sheet.note
    assert "chưa đủ số liệu 1" in str(sheet.blocks)


def test_from_the_list_to_the_end_through_the_pages(lan, cluster, sign_in):
    load_law()
    browser = sign_in(lan)
    assert "Chưa có kiến nghị nào" in browser.get(HOME).content.decode()

    browser.post(f"{HOME}lap/", {"places": [str(cluster.pk)], "operators": ["viettel"]})
    petition = Petition.objects.get()
    one = f"{HOME}{petition.pk}/"
    page = send(browser, f"{one}gui/", number="12/UBND-VX", day="10/11/2026")
    assert page.status_code == 302
    petition.refresh_from_db()
    assert petition.sent_to == "Sở Khoa học và Công nghệ, Viettel"
    browser.post(f"{one}tra-loi/", {"operator": "viettel", "day": "15/11/2026",
                                    "station_code": "LCI0427", "distance_km": "3,2",
                                    "promised_date": "20/11/2026"})  # fmt: skip
    assert "LCI0427" in browser.get(one).content.decode()
    browser.post(f"{one}phat-song/", {"day": "21/11/2026"})
    assert browser.post(f"{one}do-lai/").status_code == 422
    again(lan, cluster, (0, 1, 2), viettel=4)
    browser.post(f"{one}do-lai/")
    browser.post(f"{one}dong/")

    seen = browser.get(one).content.decode()
    assert "Đã đóng" in seen
    assert "Cụm Đầu Suối" in browser.get(f"{HOME}?loc=da-dong").content.decode()


def test_the_papers_are_drafted_at_the_desk(lan, waiting, sign_in):
    load_law()
    browser = sign_in(lan)
    for kind in ("de-nghi-phu-song", "tra-loi-cu-tri-song"):
        made = browser.post(reverse("desk:make-paper", args=[kind]), {"about": str(waiting.pk)},
                            follow=True)  # fmt: skip
        assert "Cụm Đầu Suối" in made.content.decode()
