"""Accounts nobody uses are closed by the rule; nobody loses the way back in."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from conftest import MORNING
from xaso.core.events.models import Event
from xaso.core.jobs.kinds import KINDS
from xaso.core.jobs.models import Job
from xaso.core.jobs.runner import run_next
from xaso.core.jobs.running import Running
from xaso.core.law.models import LegalRule
from xaso.core.law.seed import load_law
from xaso.core.people import actions
from xaso.core.people.idle import close_idle_accounts, idle_accounts
from xaso.core.people.models import Account, SignIn
from xaso.core.rights.actor import system_actor
from xaso.core.units.models import Commune

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law():
    load_law()


@pytest.fixture
def admin(person, gia_phu):
    """Minh looks after the accounts of Gia Phú."""
    return person("Minh", gia_phu, "quan_tri")


def seen(actor, days_ago):
    moment = MORNING - timedelta(days=days_ago)
    Account.objects.filter(pk=actor.account_id).update(
        last_seen_at=moment, made_at=MORNING - timedelta(days=300)
    )


def close(commune, at=MORNING):
    closed = close_idle_accounts(actor=system_actor(commune), at=at)
    return [account.full_name for account in closed]


def is_open(actor):
    return Account.objects.get(pk=actor.account_id).is_active


def test_after_45_days_without_use_an_account_is_closed(gia_phu, admin, lan, thao):
    seen(admin, 0)
    seen(lan, 45)
    seen(thao, 44)

    closed = close(gia_phu)

    account = Account.objects.get(pk=lan.account_id)
    assert closed == ["Lan"]
    assert (is_open(lan), is_open(thao)) == (False, True)
    assert account.close_reason == "Không dùng 45 ngày, phần mềm tự khóa."
    event = Event.objects.get(kind="people.account.closed_as_idle")
    assert (event.subject_id, event.actor_id) == (lan.account_id, None)


def test_an_account_nobody_has_ever_used_counts_from_the_day_it_was_made(gia_phu, admin, lan):
    seen(admin, 0)
    Account.objects.filter(pk=lan.account_id).update(made_at=MORNING - timedelta(days=46))

    assert close(gia_phu) == ["Lan"]


def test_the_days_are_a_dated_rule(gia_phu, admin, lan):
    LegalRule.objects.filter(code="account.idle.days").update(value="60")
    seen(admin, 0)
    seen(lan, 50)

    assert close(gia_phu) == []


def test_the_last_admin_is_never_closed(gia_phu, admin, lan):
    seen(admin, 90)
    seen(lan, 90)

    assert close(gia_phu) == ["Lan"]
    assert is_open(admin)


def test_of_two_unused_admins_the_one_seen_last_stays(gia_phu, admin, person):
    other = person("Dung", gia_phu, "quan_tri")
    seen(admin, 90)
    seen(other, 60)

    assert close(gia_phu) == ["Minh"]


def test_an_unused_admin_is_closed_while_another_is_at_work(gia_phu, admin, person):
    other = person("Dung", gia_phu, "quan_tri")
    seen(admin, 1)
    seen(other, 60)

    assert close(gia_phu) == ["Dung"]


def test_a_reopened_account_is_not_closed_the_same_night(gia_phu, admin, lan):
    seen(admin, 0)
    seen(lan, 100)
    close(gia_phu)

    actions.reopen_account(actor=admin, account_id=lan.account_id, at=MORNING)

    assert close(gia_phu, MORNING + timedelta(hours=17)) == []
    assert is_open(lan)


def test_the_people_of_a_sample_are_never_closed(gia_phu, lan):
    Commune.objects.filter(pk=gia_phu.pk).update(is_sample=True)
    seen(lan, 400)

    assert close(Commune.objects.get(pk=gia_phu.pk)) == []


def test_other_communes_are_left_alone(gia_phu, admin, sua):
    seen(admin, 0)
    seen(sua, 100)

    close(gia_phu)

    assert is_open(sua)


def test_an_officer_does_not_close_accounts_by_rule(lan):
    with pytest.raises(PermissionDenied):
        close_idle_accounts(actor=lan, at=MORNING)


def test_who_was_closed_and_who_will_be_is_told(gia_phu, admin, lan, thao, pao):
    seen(admin, 0)
    seen(lan, 50)
    seen(thao, 40)
    seen(pao, 30)
    close(gia_phu)

    told = idle_accounts(gia_phu, MORNING + timedelta(days=1))

    assert [account.full_name for account in told.closed] == ["Lan"]
    assert [(account.full_name, str(day)) for account, day in told.soon] == [
        ("Thào", "2026-11-30")
    ]


def test_the_last_admin_is_not_warned_of_what_will_not_happen(gia_phu, admin, lan):
    seen(admin, 44)
    seen(lan, 44)

    told = idle_accounts(gia_phu, MORNING)

    assert [account.full_name for account, _day in told.soon] == ["Lan"]


def test_a_week_later_it_is_told_no_more(gia_phu, admin, lan):
    seen(admin, 0)
    seen(lan, 50)
    close(gia_phu)
    seen(admin, -8)

    assert not idle_accounts(gia_phu, MORNING + timedelta(days=8))


def test_the_page_of_the_people_names_them(gia_phu, admin, lan, thao, sign_in):
    seen(admin, 0)
    seen(lan, 50)
    seen(thao, 41)
    close(gia_phu)

    page = sign_in(admin).get(reverse("desk:people")).content.decode()

    assert "Đã tự khóa trong 7 ngày qua" in page
    assert "Sắp tự khóa nếu không đăng nhập" in page
    assert page.index("Lan") < page.index("Thào")


def test_leaders_are_told_on_their_first_page_and_officers_are_not(
    gia_phu, admin, lan, thao, pao, sign_in
):
    for actor in (admin, lan, thao):
        seen(actor, 0)
    seen(pao, 50)
    close(gia_phu)

    pages = [sign_in(actor).get(reverse("desk:home")).content.decode() for actor in (thao, lan)]

    assert ["1 tài khoản đã tự khóa" in page for page in pages] == [True, False]


def test_the_job_of_the_night_says_whom_it_closed(gia_phu, admin, lan):
    seen(admin, 0)
    seen(lan, 50)
    kind = KINDS["people.close_idle"]
    job = Job(commune=gia_phu, name=kind.name, made_at=MORNING, run_after=MORNING)

    said = [kind.work(Running(job, MORNING)) for _night in range(2)]

    assert said == ["Đã khóa 1 tài khoản: Lan.", "Không có tài khoản nào phải khóa."]
    assert kind.per_commune


def test_sign_ins_are_told_for_a_year_and_then_forgotten(gia_phu, lan):
    for days in (10, 360, 400):
        moment = MORNING - timedelta(days=days)
        SignIn.objects.create(
            account_id=lan.account_id,
            address="10.0.0.1",
            signed_in_at=moment,
            last_seen_at=moment,
            ended_at=moment,
        )
    job = Job.objects.create(name="people.forget_sign_ins", made_at=MORNING, run_after=MORNING)

    run_next("w1")

    job.refresh_from_db()
    assert job.result == "Đã xóa 1 lần đăng nhập cũ."
    assert SignIn.objects.count() == 2
