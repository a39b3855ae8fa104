"""What officers read of a month a phone sent, and what nobody but its village reads."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.core.sync.phones import LATER, device_of, items, send, sent
from xaso.core.people.models import RoleGrant
from xaso.core.sync.models import Code, Device, Item, Quarantined, State
from xaso.core.sync.pulling import pull
from xaso.core.sync.reading import content_of
from xaso.core.units.models import Village
from xaso.modules.teams.models import VillageReport

from . import make
from .test_report_commands import numbers, phone, wrote

__all__ = ["phone"]
pytestmark = pytest.mark.django_db


def page_of(client, name, pk):
    answer = client.get(reverse(f"desk:{name}", args=[pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def told_by_pull(actor, phone):
    found = pull(actor=actor, device=device_of(phone), cursor="", most_bytes=64_000)
    return found["st"]


def test_a_guarded_number_stands_in_no_refusal(
    phone, pao, minh, mau_son, person, gia_phu, sign_in
):
    second = person("Chu", gia_phu, "truong_thon", village=mau_son)
    make.report(second, mau_son, CT01=118, CT14=70417)
    wrote(phone, pao, mau_son, so_ct01="120", so_ct14="70399")

    said = send(phone, LATER)["st"][0][4]

    assert "máy ghi 120, ở xã đang là 118" in said
    assert "hai người ghi khác nhau" in said
    client, item = sign_in(minh), Item.objects.get()
    pages = [page_of(client, "phone", item.device_id), page_of(client, "phone-item", item.pk)]
    for text in (said, item.text, *pages):
        assert "CT14" in text
        assert "70417" not in text
        assert "70399" not in text


def test_others_who_share_a_phone_read_the_code_alone(phone, pao, minh, mau_son, person, gia_phu):
    chan = person("Chẳn", gia_phu, "thanh_vien_to", village=mau_son)
    make.report(minh, mau_son, CT01=118)
    key = wrote(phone, pao, mau_son, so_ct01="120")
    send(phone, LATER)

    (own,), (others,) = told_by_pull(pao, phone), told_by_pull(chan, phone)

    assert own[:3] == others[:3] == [str(key), "tu_choi", "sai_du_lieu"]
    assert "ở xã đang là 118" in own[4]
    assert others[3:] == ["", str(Code.WRONG.label)]


def test_an_officer_reads_the_month_before_taking_it(phone, pao, minh, mau_son, sign_in):
    Device.objects.update(state=Device.State.FROZEN)
    wrote(phone, pao, mau_son, so_ct01="70120", so_ct14="70399", vi_ct01="tách hộ", send=True)
    sent(phone, LATER)

    page = page_of(sign_in(minh), "phone-apart", Quarantined.objects.get().pk)

    for text in ("Mẫu Sơn", "11/2026", "CT01", "70120", "tách hộ", "CT14", "không hiện ở đây"):
        assert text in page
    assert "70399" not in page


def test_a_month_of_a_later_version_shows_no_number(phone, pao, minh, mau_son):
    said = content_of(minh, "teams.report", 2, {"so_ct14": "70399"})

    assert [value for _label, value in said] == ["không đọc được"]


@pytest.mark.parametrize("wrong", [{"month": "xx"}, {"village": "khong"}, {"form": "khong"}])
@pytest.mark.parametrize("apart", [True, False])
def test_what_cannot_be_read_can_be_decided(phone, pao, minh, mau_son, sign_in, wrong, apart):
    if apart:
        Device.objects.update(state=Device.State.FROZEN)
    wrote(phone, pao, mau_son, **{"so_ct01": "1", **wrong})
    sent(phone, LATER)
    client = sign_in(minh)
    if not apart:
        item = Item.objects.get()
        Item.objects.update(state=State.HELD, code=Code.APPROVAL)
        page = page_of(client, "phone-item", item.pk)
        assert reverse("desk:phone-item-back", args=[item.pk]) in page
    else:
        row = Quarantined.objects.get()
        page = page_of(client, "phone-apart", row.pk)
        assert client.post(reverse("desk:phone-apart-take", args=[row.pk])).status_code == 302
        assert items()[0][1] == State.REFUSED
    assert "Báo cáo tháng của thôn" in page
    assert "không đọc được" in page


def test_a_correction_stays_with_its_village_and_month(phone, pao, gia_phu, mau_son):
    na_mau = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    also = RoleGrant.objects.get(account=pao.account_id)
    RoleGrant.objects.create(
        account=also.account, role=also.role, village=na_mau, from_date=also.from_date,
    )  # fmt: skip
    first = wrote(phone, pao, mau_son, so_ct01="120", send=True)
    send(phone, LATER)

    wrote(phone, pao, na_mau, so_ct01="8", send=True, replaces=str(first))
    wrote(phone, pao, mau_son, month="2026-10", so_ct01="9", replaces=str(first))

    told = send(phone, LATER)["st"]
    assert [line[1] for line in told] == ["tu_choi", "tu_choi"]
    assert all("thôn hay tháng khác" in line[4] for line in told)
    assert VillageReport.objects.get().village == mau_son
    assert numbers() == {"CT01": 120}


def test_what_was_sent_back_for_its_month_is_put_right_and_corrected(phone, pao, mau_son):
    first = wrote(phone, pao, mau_son, month="2027-01", so_ct01="120", send=True)
    send(phone, LATER)
    second = wrote(phone, pao, mau_son, so_ct01="120", send=True, replaces=str(first))
    assert [line[0] for line in send(phone, LATER)["st"]] == []
    wrote(phone, pao, mau_son, so_ct01="121", own_so_ct01="120", replaces=str(second))

    assert send(phone, LATER)["st"] == []
    assert numbers() == {"CT01": 121}
