"""A month written where there is no line: the page's form, and two versions never overwrite each other blindly."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from conftest import MORNING
from tests.core.sync.phones import LATER, items, phone_for, send, sent
from xaso.core.events.models import Event
from xaso.core.units.models import Village
from xaso.modules.teams import actions
from xaso.modules.teams.models import ReportState, VillageReport

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(person, gia_phu, pao):
    return phone_for(person("Trung", gia_phu, "quan_tri"), pao, MORNING)


def wrote(phone, pao, there, *, replaces=None, **said):
    body = {"village": str(there.pk), "month": "2026-11", **said}
    more = {"replaces": replaces} if replaces else {}
    return phone.save(
        str(pao.account_id),
        "teams.report",
        body,
        at=MORNING,
        scope=f"thon:{there.pk}",
        **more,
    )


def numbers():
    report = VillageReport.objects.get()
    return {cell.item: int(cell.value) for cell in report.cells.all() if cell.value is not None}


def test_a_month_of_the_road_is_the_report_of_the_page(phone, pao, mau_son):
    key = wrote(
        phone, pao, mau_son, so_ct01="120", so_ct02="500", so_ct03="0", so_ct14="1",
        vi_ct01="tách hộ", send=True,
    )  # fmt: skip

    assert send(phone, LATER)["st"] == []
    report = VillageReport.objects.get()
    assert (str(report.pk), report.state, report.by_id) == (
        str(key), ReportState.SENT, pao.account_id,
    )  # fmt: skip
    assert numbers() == {"CT01": 120, "CT02": 500, "CT03": 0, "CT14": 1}
    assert report.cells.get(item="CT01").note == "tách hộ"


def test_sent_twice_is_one_report(phone, pao, mau_son):
    wrote(phone, pao, mau_son, so_ct01="120", send=True)
    sent(phone, LATER)

    assert send(phone, LATER)["st"] == []
    assert VillageReport.objects.get().state == ReportState.SENT


def test_what_the_phone_left_alone_stays_as_it_is(phone, pao, minh, mau_son):
    make.report(minh, mau_son, CT01=118, CT02=500)
    wrote(phone, pao, mau_son, so_ct03="7")

    assert send(phone, LATER)["st"] == []
    assert numbers() == {"CT01": 118, "CT02": 500, "CT03": 7}


def test_what_registers_say_is_counted_though_the_phone_had_not_heard_it(phone, lan, pao, mau_son):
    make.member(lan, make.team(lan, mau_son))
    make.visit(pao, mau_son, "DVCTT XONG", female=3)
    wrote(phone, pao, mau_son, so_ct01="120", send=True)

    assert send(phone, LATER)["st"] == []
    assert numbers() == {"CT01": 120, "CT12": 1, "CT13": 3}


def test_a_count_that_was_put_aside_on_the_phone_is_not_taken(phone, lan, pao, mau_son):
    make.member(lan, make.team(lan, mau_son))
    make.visit(pao, mau_son, "DVCTT XONG", female=3)
    wrote(phone, pao, mau_son, nhu_ct12="", so_ct13="4", send=True)

    assert send(phone, LATER)["st"] == []
    assert numbers() == {"CT13": 4}


def test_two_versions_are_both_named_and_nothing_is_overwritten(phone, pao, minh, mau_son):
    make.report(minh, mau_son, CT01=118)
    first = wrote(phone, pao, mau_son, so_ct01="120", so_ct02="500")
    answer = send(phone, LATER)

    assert [state for _kind, state, _code in items()] == ["tu_choi"]
    said = answer["st"][0][4]
    assert "máy ghi 120" in said
    assert "ở xã đang là 118" in said
    assert numbers() == {"CT01": 118}

    wrote(phone, pao, mau_son, so_ct01="120", saw_so_ct01="118", so_ct02="500", replaces=first)
    assert send(phone, LATER)["st"] == []
    assert numbers() == {"CT01": 120, "CT02": 500}


def test_what_both_wrote_alike_is_no_trouble(phone, pao, minh, mau_son):
    make.report(minh, mau_son, CT01=120)
    wrote(phone, pao, mau_son, so_ct01="120", send=True)

    assert send(phone, LATER)["st"] == []
    assert VillageReport.objects.get().state == ReportState.SENT


def test_a_report_the_office_holds_comes_back_in_plain_words(phone, pao, minh, mau_son):
    make.approved(pao, minh, mau_son, CT01=120)
    wrote(phone, pao, mau_son, so_ct01="121", saw_so_ct01="120")

    assert "đã duyệt" in send(phone, LATER)["st"][0][4]
    assert numbers() == {"CT01": 120}


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"so_ct01": "-1"}, "từ 0 trở lên"),
        ({"so_ct01": "1,5"}, "số nguyên"),
        ({"so_ct01": "120", "month": "2026-13"}, "thiếu tháng"),
        ({"so_ct01": "120", "month": "2027-01"}, "chưa đến"),
        ({"send": True}, "chưa có số nào"),
    ],
)
def test_what_the_page_refuses_is_refused_here(phone, pao, mau_son, said, text):
    wrote(phone, pao, mau_son, **said)

    assert text in send(phone, LATER)["st"][0][4]
    assert not VillageReport.objects.exists()


def test_another_village_is_out_of_reach(phone, pao, gia_phu, mau_son):
    na_mau = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    wrote(phone, pao, mau_son, village=str(na_mau.pk), so_ct01="120")

    assert send(phone, LATER)["st"][0][1:3] == ["tu_choi", "khong_quyen"]


def test_a_member_of_the_team_writes_no_report(person, gia_phu, mau_son):
    chan = person("Chẳn", gia_phu, "thanh_vien_to", village=mau_son)
    phone = phone_for(person("Trung", gia_phu, "quan_tri"), chan, MORNING)
    wrote(phone, chan, mau_son, so_ct01="120", send=True)

    assert send(phone, LATER)["st"][0][1:3] == ["tu_choi", "khong_quyen"]
    assert not VillageReport.objects.exists()


def test_a_report_sent_back_is_corrected_from_the_phone(phone, pao, minh, mau_son):
    key = wrote(phone, pao, mau_son, so_ct01="120", send=True)
    send(phone, LATER)
    actions.return_report(
        actor=minh, report_id=VillageReport.objects.get().pk, comments={"CT01": "xem lại"},
        at=LATER,
    )  # fmt: skip
    wrote(phone, pao, mau_son, so_ct01="122", saw_so_ct01="120", send=True, replaces=str(key))

    assert send(phone, LATER)["st"] == []
    assert numbers() == {"CT01": 122}


def said_again(phone, pao, there, first, **said):
    """As the phone writes it: what was seen before the first word, and the first word itself."""
    return wrote(phone, pao, there, send=True, replaces=str(first), **said)


def test_what_was_sent_is_said_again_as_long_as_nobody_decided(phone, pao, mau_son):
    first = wrote(phone, pao, mau_son, so_ct01="120", so_ct02="500", send=True)
    said_again(
        phone, pao, mau_son, first,
        so_ct01="122", saw_so_ct01="", own_so_ct01="120",
        so_ct02="500", saw_so_ct02="", own_so_ct02="500",
    )  # fmt: skip

    assert send(phone, LATER)["st"] == []
    assert VillageReport.objects.get().state == ReportState.SENT
    assert numbers() == {"CT01": 122, "CT02": 500}
    kinds = Event.objects.filter(kind__startswith="teams.report.").order_by("number")
    assert [kind.rpartition(".")[2] for kind in kinds.values_list("kind", flat=True)] == [
        "saved", "sent", "taken_back", "saved", "sent",
    ]  # fmt: skip


def test_where_the_first_word_clashed_the_second_does_too(phone, pao, minh, mau_son):
    make.report(minh, mau_son, CT01=118)
    first = wrote(phone, pao, mau_son, so_ct01="120", send=True)
    said_again(
        phone, pao, mau_son, first,
        so_ct01="120", saw_so_ct01="", own_so_ct01="120", so_ct02="500",
    )  # fmt: skip

    told = send(phone, LATER)["st"]

    assert [each[1] for each in told] == ["tu_choi", "tu_choi"]
    assert "ở xã đang là 118" in told[1][4]
    assert numbers() == {"CT01": 118}


def test_what_is_decided_or_was_sent_by_another_is_not_taken_back(phone, pao, minh, mau_son):
    first = wrote(phone, pao, mau_son, so_ct01="120", send=True)
    send(phone, LATER)
    actions.approve_reports(actor=minh, report_ids=[VillageReport.objects.get().pk], at=LATER)
    said_again(phone, pao, mau_son, first, so_ct01="121", saw_so_ct01="120")

    assert "đã duyệt" in send(phone, LATER)["st"][0][4]
    assert numbers() == {"CT01": 120}
    with pytest.raises(ValidationError, match="người đã gửi"):
        actions.take_back_report(actor=minh, report_id=VillageReport.objects.get().pk)


def test_a_locked_month_says_so(phone, pao, minh, mau_son):
    report = make.approved(pao, minh, mau_son, CT01=120)
    due = MORNING.replace(month=11, day=26)
    actions.lock_month(actor=minh, form=report.form, month=make.month(), at=due)
    wrote(phone, pao, mau_son, so_ct01="121", saw_so_ct01="120", send=True)

    assert "Kỳ này đã khóa" in send(phone, LATER)["st"][0][4]
    assert numbers() == {"CT01": 120}
