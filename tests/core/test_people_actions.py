from datetime import date

import pytest
from django.contrib.auth.hashers import get_hasher
from django.core.exceptions import PermissionDenied, ValidationError

from conftest import MORNING, TODAY
from xaso.core.people import actions
from xaso.core.people.models import Account
from xaso.core.rights.roles import all_roles
from xaso.core.rights.signed_in import actor_for


@pytest.fixture
def admin(person, gia_phu):
    return person("Quản trị", gia_phu, "quan_tri")


@pytest.fixture
def law(db):
    from xaso.core.law.seed import load_law

    load_law()


def open_for(admin, username="lan.vhxh", **more):
    return actions.open_account(
        actor=admin, username=username, full_name="Nguyễn Thị Lan", at=MORNING, **more
    )


def test_the_admin_opens_an_account_without_an_e_mail(admin):
    account, password = open_for(admin)

    assert account.check_password(password)
    assert account.must_change_password
    assert not hasattr(account, "email")


def test_an_officer_does_not_open_accounts(lan):
    with pytest.raises(PermissionDenied):
        open_for(lan)


def test_a_user_name_belongs_to_one_person(admin):
    open_for(admin)

    with pytest.raises(ValidationError) as refused:
        open_for(admin, username="LAN.vhxh")

    assert "username" in refused.value.error_dict


def test_a_leaver_is_out_at_once(admin, lan):
    actions.close_account(actor=admin, account_id=lan.account_id, reason="nghỉ hưu", at=MORNING)

    account = Account.objects.get(pk=lan.account_id)
    assert not account.is_active
    assert account.full_name == "Lan"


def test_the_admin_cannot_close_the_own_account(admin):
    with pytest.raises(ValidationError, match="tự khóa"):
        actions.close_account(actor=admin, account_id=admin.account_id, reason="nhầm", at=MORNING)


def test_accounts_of_another_commune_do_not_exist(admin, sua):
    with pytest.raises(Account.DoesNotExist):
        actions.reset_password(actor=admin, account_id=sua.account_id, at=MORNING)


def test_a_role_holds_between_its_days(admin, lan):
    actions.grant_role(
        actor=admin,
        account_id=lan.account_id,
        role="van_thu",
        from_date=TODAY,
        to_date=TODAY,
    )
    actions.grant_role(
        actor=admin, account_id=lan.account_id, role="chu_tich", from_date=date(2027, 1, 1)
    )

    roles = actor_for(Account.objects.get(pk=lan.account_id)).roles

    assert roles == ("cong_chuc", "van_thu")


def test_a_village_role_needs_its_village(admin, lan):
    with pytest.raises(ValidationError, match="Chọn thôn"):
        actions.grant_role(
            actor=admin, account_id=lan.account_id, role="truong_thon", from_date=TODAY
        )


def test_a_village_head_reaches_the_own_village_only(pao, mau_son, gia_phu):
    assert pao.reaches_village(mau_son.pk)
    assert not pao.reaches_village(gia_phu and pao.account_id)


def test_the_new_password_must_be_long(admin, law):
    account, _password = open_for(admin)

    with pytest.raises(ValidationError, match="ít nhất 14 ký tự"):
        actions.change_own_password(account=account, password="ngan123", at=MORNING)


def test_the_first_password_is_gone_after_the_change(admin, law):
    account, password = open_for(admin)

    actions.change_own_password(account=account, password="Ruộng bậc thang tháng 9", at=MORNING)

    assert not account.check_password(password)
    assert not account.must_change_password


def test_hashing_a_password_takes_little_memory():
    hasher = get_hasher("default")

    assert (hasher.memory_cost, hasher.time_cost, hasher.parallelism) == (19_456, 2, 1)


def test_every_role_of_the_sheet_is_in_the_rights_file():
    """Eighteen; and a commune's server that reports to this one."""
    assert len(all_roles()) == 18 + 1
