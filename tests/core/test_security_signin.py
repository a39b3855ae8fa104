"""Guessing is stopped, and a prank does not shut the person out."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from conftest import MORNING
from xaso.core.law.models import LegalRule
from xaso.core.law.seed import load_law
from xaso.core.people.adapter import AccountAdapter
from xaso.core.people.known_browser import COOKIE
from xaso.core.people.limits import shut_until, unlock_sign_in
from xaso.core.people.models import Account, RoleGrant
from xaso.core.people.tries import Counter

PASSWORD = "ruộng bậc thang tháng chín"
LOCKED = "Nhập sai quá nhiều lần"
LAST_ONE = "nên phần mềm tạm khóa cửa đăng nhập. Đăng nhập lại được từ 08:15"


@pytest.fixture
def account(gia_phu):
    cache.clear()
    account = Account(
        commune=gia_phu,
        username="lan.gia-phu",
        full_name="Lan",
        made_at=MORNING,
        must_change_password=False,
    )
    account.set_password(PASSWORD)
    account.save()
    RoleGrant.objects.create(account=account, role="cong_chuc", from_date=MORNING.date())
    return account


def sign_in(browser, password, name="lan.gia-phu", **more):
    address = reverse("account_login")
    return browser.post(address, {"login": name, "password": password}, **more)


def prank(**more):
    return [sign_in(Client(), f"sai {turn}", **more) for turn in range(6)]


def test_guessing_is_stopped_after_five_tries(account):
    answers = prank()

    assert LOCKED not in answers[4].content.decode()
    assert LOCKED in answers[5].content.decode()
    assert LOCKED in sign_in(Client(), PASSWORD).content.decode()


def test_the_wrong_password_that_shuts_the_door_says_so_and_until_when(account):
    pages = [answer.content.decode() for answer in prank()]

    assert [LAST_ONE in page for page in pages] == [False] * 4 + [True, False]


def test_a_name_nobody_has_is_shut_with_the_same_words(account):
    known, unknown = (
        [answer.context["form"].errors for answer in prank(name=name, REMOTE_ADDR=address)]
        for name, address in (("lan.gia-phu", "10.0.0.1"), ("khong-co-ai", "10.0.0.2"))
    )

    assert known == unknown


def test_the_last_wrong_password_at_the_locked_screen_says_so_too(account, clock):
    load_law()
    own = Client()
    sign_in(own, PASSWORD)
    clock.shift(16 * 60)
    own.get(reverse("desk:home"))

    pages = [
        own.post(reverse("lock:unlock"), {"password": f"sai {turn}"}).content.decode()
        for turn in range(5)
    ]

    assert "Mật khẩu không đúng" in pages[3]
    assert "tạm khóa cửa đăng nhập. Đăng nhập lại được từ 08:31" in pages[4]


@pytest.mark.parametrize(
    "disguise",
    [
        lambda turn: {"HTTP_HOST": f"may-{turn}.example"},
        lambda turn: {"HTTP_X_FORWARDED_FOR": f"10.0.0.{turn}"},
        lambda turn: {"REMOTE_ADDR": f"10.0.0.{turn}"},
        lambda turn: {"name": ["lan.gia-phu", "LAN.gia-phu", " lan.gia-phu"][turn % 3]},
    ],
    ids=["host", "forwarded", "address", "spelling"],
)
def test_guessing_in_disguise_is_stopped_as_early(account, disguise, settings):
    settings.ALLOWED_HOSTS = ["*"]  # as a commune may have it; else a strange host ends it at once
    for turn in range(5):
        sign_in(Client(), f"sai {turn}", **disguise(turn))

    assert LOCKED in sign_in(Client(), PASSWORD, **disguise(9)).content.decode()


def test_a_prank_does_not_shut_a_person_out_of_the_own_machine(account):
    own = Client()
    sign_in(own, PASSWORD)
    own.post(reverse("account_logout"))

    prank()

    assert sign_in(own, PASSWORD).status_code == 302


def test_a_known_machine_is_no_free_place_to_guess(account):
    own = Client()
    sign_in(own, PASSWORD)
    own.post(reverse("account_logout"))

    for turn in range(5):
        sign_in(own, f"sai {turn}")

    assert LOCKED in sign_in(own, PASSWORD).content.decode()


@pytest.mark.parametrize("forged", ["", "x", "x:y:z"])
def test_a_forged_mark_of_a_known_machine_helps_nobody(account, forged):
    prank()

    stranger = Client()
    stranger.cookies[COOKIE] = forged
    assert LOCKED in sign_in(stranger, PASSWORD).content.decode()


@pytest.fixture
def colleague(account, gia_phu):
    colleague = Account(
        commune=gia_phu, username="minh", full_name="Minh", made_at=MORNING,
        must_change_password=False,
    )  # fmt: skip
    colleague.set_password(PASSWORD)
    colleague.save()
    return colleague


def test_the_machine_of_a_colleague_is_not_the_own_one(colleague):
    other = Client()
    sign_in(other, PASSWORD, name=colleague.username)
    other.post(reverse("account_logout"))

    prank()

    assert LOCKED in sign_in(other, PASSWORD).content.decode()
    assert "lan" not in other.cookies[COOKIE].value


def test_signing_in_oneself_gives_no_new_tries_at_a_colleague_of_the_same_machine(colleague):
    shared = Client()
    for name in ("lan.gia-phu", colleague.username):
        sign_in(shared, PASSWORD, name=name)
        shared.post(reverse("account_logout"))

    for turn in range(5):
        sign_in(shared, f"sai {turn}")
        sign_in(shared, PASSWORD, name=colleague.username)
        shared.post(reverse("account_logout"))

    assert LOCKED in sign_in(shared, PASSWORD).content.decode()


def test_who_sits_at_an_open_session_does_not_guess_where_the_password_is_changed(account, clock):
    load_law()
    owner = Client()
    sign_in(owner, PASSWORD)
    new = dict.fromkeys(("password1", "password2"), "Suối chảy qua 3 bản")

    for turn in range(5):
        owner.post(reverse("account_change_password"), {"oldpassword": f"sai {turn}", **new})
        clock.shift(20)
    answer = owner.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})

    assert LOCKED in answer.content.decode()
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_a_new_session_begins_with_the_sign_in(account):
    browser = Client()
    browser.get(reverse("account_login"))
    browser.cookies["xaso_session"] = "0" * 32

    sign_in(browser, PASSWORD)

    assert browser.cookies["xaso_session"].value != "0" * 32


def test_unknown_and_known_names_get_the_same_words(account):
    unknown, known = sign_in(Client(), "sai", name="khong-co-ai"), sign_in(Client(), "sai")

    assert unknown.context["form"].errors == known.context["form"].errors


def test_the_numbers_of_tries_and_minutes_are_dated_rules(account, clock):
    load_law()
    LegalRule.objects.filter(code="lockout.tries").update(value="3")
    LegalRule.objects.filter(code="lockout.minutes").update(value="4")
    for turn in range(3):
        sign_in(Client(), f"sai {turn}")

    shut = sign_in(Client(), PASSWORD)
    clock.shift(4 * 60 + 1)

    assert "Đăng nhập lại được từ 08:04" in shut.content.decode()
    assert sign_in(Client(), PASSWORD).status_code == 302


def test_the_same_is_said_about_a_name_nobody_has(account):
    prank()
    prank(name="khong-co-ai")

    answers = [sign_in(Client(), PASSWORD, name=name) for name in ("lan.gia-phu", "khong-co-ai")]

    assert answers[0].context["form"].errors == answers[1].context["form"].errors


def test_a_flood_of_names_does_not_wash_the_counters_away(account):
    """Django's cache throws away what it holds past its limit, which is 300 by itself."""
    prank()
    for number in range(400):
        Counter(f"name:ai-do-{number}", 5, 900).take()

    assert LOCKED in sign_in(Client(), PASSWORD).content.decode()


def test_the_admin_opens_the_door_for_who_is_shut_out(account, person, gia_phu):
    admin = person("Quản trị", gia_phu, "quan_tri")
    prank()

    unlock_sign_in(actor=admin, account_id=account.pk)

    assert sign_in(Client(), PASSWORD).status_code == 302


def test_after_that_the_prank_goes_on_elsewhere_without_shutting_the_door_again(
    account, person, gia_phu
):
    admin = person("Quản trị", gia_phu, "quan_tri")
    prank(REMOTE_ADDR="10.0.0.9")
    unlock_sign_in(actor=admin, account_id=account.pk)

    again = prank(REMOTE_ADDR="10.0.0.9")

    assert LOCKED in again[5].content.decode()
    assert sign_in(Client(), PASSWORD, REMOTE_ADDR="192.168.1.20").status_code == 302


def test_the_page_of_the_person_says_who_is_shut_out_and_has_the_button(
    account, person, gia_phu, client
):
    cache.clear()
    admin = person("Quản trị", gia_phu, "quan_tri")
    client.force_login(
        Account.objects.get(pk=admin.account_id), "xaso.core.people.backend.AccountBackend"
    )
    prank()
    page = client.get(reverse("desk:person", args=[account.pk])).content.decode()

    client.post(reverse("desk:person_unlock", args=[account.pk]))

    assert "Đang bị chặn đăng nhập" in page
    assert shut_until(account) is None


@pytest.mark.slow
def test_a_thousand_guesses_from_a_hundred_addresses_open_nothing(account, settings):
    """Addresses told in X-Forwarded-For are nobody's word: no proxy of ours stands in front."""
    own = Client()
    sign_in(own, PASSWORD)
    own.post(reverse("account_logout"))
    browsers = [Client() for _number in range(100)]

    answers = [
        sign_in(
            browsers[turn % 100],
            f"đoán {turn}",
            REMOTE_ADDR=f"10.1.0.{turn % 100}",
            HTTP_X_FORWARDED_FOR=f"172.16.{turn % 250}.{turn % 99}",
        )
        for turn in range(1000)
    ]

    tried = [answer for answer in answers if LOCKED not in answer.content.decode()]
    assert len(tried) == 5
    assert not any(answer.status_code == 302 for answer in answers)
    assert sign_in(own, PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "192.0.2.1"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (1, "", "192.0.2.1"),
        (2, "6.6.6.6", "192.0.2.1"),
        (1, "khong phai dia chi", "192.0.2.1"),
    ],
    ids=["no proxy", "one proxy", "straight to us", "too few", "nonsense"],
)
def test_only_our_own_proxies_are_believed(rf, settings, proxies, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    told = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", **told)

    assert AccountAdapter(request).get_client_ip(request) == address
