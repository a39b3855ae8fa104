"""Two people edit one row at once, on every edit page outside plans: nobody overwrites in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from conftest import MORNING
from xaso.core.people.models import Account
from xaso.core.residents.actions import add_household
from xaso.core.units.models import Village
from xaso.modules.campaigns.tests import make as campaigns
from xaso.modules.plans.tests.browse import follow, typed
from xaso.modules.systems.tests import make as systems

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Edited:
    row: Any
    path: str
    field: str
    """Both change this one."""
    texts: tuple[str, str, str]
    """What stands there, what the first writes, what the second writes."""
    other: str
    """Only the second changes this one."""
    note: str


@pytest.fixture(params=["village", "household", "account", "campaign", "system"])
def edited(request, lan, mau_son):
    return _made(request.param, lan, mau_son)


def _made(kind, lan, mau_son):
    if kind == "village":
        path = reverse("desk:village_edit", args=[mau_son.pk])
        return Edited(mau_son, path, "name", ("Mẫu Sơn", "Mẫu Sơn 1", "Mẫu Sơn 2"), "code", "T07")
    if kind == "household":
        row = add_household(actor=lan, village_id=mau_son.pk, head_name="Lý A Sở", at=MORNING)
        path = reverse("desk:household_edit", args=[row.pk])
        names = ("Lý A Sở", "Lý A Sử", "Lý A Sủ")
        return Edited(row, path, "head_name", names, "members_count", "4")
    if kind == "account":
        row = Account.objects.get(pk=lan.account_id)
        path = reverse("desk:person_edit", args=[row.pk])
        return Edited(row, path, "job_title", ("", "Văn thư", "Kế toán"), "unit_name", "Văn phòng")
    if kind == "campaign":
        row = campaigns.draft(lan)
        path = reverse("campaigns:edit", args=[row.pk])
        goals = (row.goal, "Mỗi hộ một mã\nở cửa", "Mỗi hộ một bảng số nhà")
        return Edited(row, path, "goal", goals, "basis", "Kế hoạch của xã")
    row = systems.system(lan)
    path = reverse("systems:edit", args=[row.pk])
    uses = ("Nhận, trả hồ sơ", "Nhận hồ sơ", "Trả hồ sơ")
    return Edited(row, path, "purpose", uses, "owner_name", "Sở Nội vụ")


@pytest.fixture
def mau_son(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Mẫu Sơn", kind="thon")


@pytest.fixture
def lan(person, gia_phu):
    return person("Lan", gia_phu, "cong_chuc", "van_thu", "quan_tri")


@pytest.fixture
def minh(person, gia_phu):
    return person("Minh", gia_phu, "chanh_van_phong", "quan_tri")


def now(edited, field=""):
    edited.row.refresh_from_db()
    return str(getattr(edited.row, field or edited.field)).replace("\r\n", "\n")


@pytest.fixture
def clash(sign_in, lan, minh, edited):
    """Minh opens the page first and saves last."""
    _was, first, second = edited.texts
    of_minh = typed(
        sign_in(minh).get(edited.path), **{edited.field: second, edited.other: edited.note}
    )
    of_lan = typed(sign_in(lan).get(edited.path), **{edited.field: first.replace("\n", "\r\n")})
    assert sign_in(lan).post(edited.path, of_lan).status_code == 302
    return sign_in(minh).post(edited.path, of_minh)


def test_the_second_sees_both_and_nothing_is_written(edited, clash):
    _was, first, second = edited.texts
    page = clash.content.decode()

    assert clash.status_code == 422
    assert "Hai người cùng sửa" in page
    assert "Lan lưu lúc" in page
    assert first in page
    assert second in page
    assert now(edited) == first
    assert typed(clash)[edited.other] == [edited.note]


@pytest.mark.parametrize("pick", ["toi", "ho"])
def test_the_person_chooses_and_the_rest_is_kept(sign_in, minh, edited, clash, pick):
    answer = typed(clash, **{f"giu-{edited.field}": pick})

    assert sign_in(minh).post(edited.path, answer).status_code == 302
    assert now(edited) == edited.texts[2 if pick == "toi" else 1]
    assert now(edited, edited.other) == edited.note


def test_what_is_no_clash_goes_through(sign_in, lan, minh, edited):
    of_minh = typed(sign_in(minh).get(edited.path), **{edited.other: edited.note})
    of_lan = typed(sign_in(lan).get(edited.path), **{edited.field: edited.texts[1]})

    sign_in(lan).post(edited.path, of_lan)
    done = sign_in(minh).post(edited.path, of_minh)

    assert "Đã lưu" in follow(sign_in(minh), done)
    assert (now(edited), now(edited, edited.other)) == (edited.texts[1], edited.note)


def test_saving_untouched_changes_nothing(sign_in, minh, edited):
    """Every field says what it showed in the words it reads back."""
    before = type(edited.row).objects.filter(pk=edited.row.pk).values().get()

    sign_in(minh).post(edited.path, typed(sign_in(minh).get(edited.path)))

    after = type(edited.row).objects.filter(pk=edited.row.pk).values().get()
    assert {**after, "version": 0} == {**before, "version": 0}


def test_choices_clash_in_words(sign_in, lan, minh, mau_son):
    path = reverse("desk:village_edit", args=[mau_son.pk])
    of_minh = typed(sign_in(minh).get(path), has_signal="no")
    sign_in(lan).post(path, typed(sign_in(lan).get(path), has_signal="yes"))

    clash = sign_in(minh).post(path, of_minh)

    assert "<strong>Giữ bản của tôi</strong><br>Không có sóng" in clash.content.decode()
    assert "<strong>Giữ bản của người khác</strong><br>Có sóng" in clash.content.decode()
    sign_in(minh).post(path, typed(clash, **{"giu-has_signal": "toi"}))
    mau_son.refresh_from_db()
    assert mau_son.has_signal is False


def test_a_hidden_phone_stays_hidden_in_a_clash(sign_in, lan, minh, gia_phu, person):
    """Nobody who sees a mask learns the number by editing beside somebody else."""
    account = Account.objects.get(pk=person("Páo", gia_phu, "truong_thon").account_id)
    Account.objects.filter(pk=account.pk).update(phone="0912 345 678")
    path = reverse("desk:person_edit", args=[account.pk])
    opened = sign_in(minh).get(path)
    assert "0912 345 678" not in opened.content.decode()
    of_minh = typed(opened, phone="0987 000 111")
    sign_in(lan).post(path, typed(sign_in(lan).get(path), phone="0933 444 555"))

    clash = sign_in(minh).post(path, of_minh)

    page = clash.content.decode()
    assert "Hai người cùng sửa" in page
    assert "0933 444 555" not in page
    assert "0933444555" not in page
    sign_in(minh).post(path, typed(clash, **{"giu-phone": "toi"}))
    account.refresh_from_db()
    assert account.phone == "0987 000 111"
