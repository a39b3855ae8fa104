"""Everything a person can meet while signing in is said in Vietnamese."""

import re
from html.parser import HTMLParser
from pathlib import Path

import allauth.account
import django.contrib.auth.password_validation as auth_rules
import pytest
from babel.messages.extract import extract_from_file
from django import forms
from django.core import validators
from django.core.cache import cache
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from conftest import MORNING
from xaso.core.law.seed import load_law
from xaso.core.people.models import Account, RoleGrant

pytestmark = pytest.mark.django_db
PASSWORD = "ruộng bậc thang tháng chín"
ENGLISH = re.compile(
    r"\b(account|again|and|attempts?|already|be|cannot|change|characters?|choice|code|common|"
    r"correct|current|email|enter|ensure|failed|field|file|forgot|has|have|incorrect|invalid|is|"
    r"least|login|log|many|more|must|new|no|not|number|or|out|password|please|required|reset|"
    r"select|sign|signed|similar|short|specified|successfully|the|this|time|too|try|type|use|"
    r"user|username|valid|value|you|your)\b",
    re.IGNORECASE,
)
READ_ALOUD = ("alt", "title", "placeholder", "aria-label", "value")
MARKS_OF_CODE = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}|https?://\S+|JSON|Caps Lock|IPv[46]")


class _Words(HTMLParser):
    """What a person reads or hears: text and spoken attributes, no scripts, no addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        given = dict(attrs)
        if tag in ("input", "button") and given.get("type") in ("hidden", "password"):
            given.pop("value", None)
        if tag == "button" or given.get("name") in ("login", "language", "next"):
            given.pop("value", None)
        self.texts += [given[name] or "" for name in READ_ALOUD if name in given]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


def _english(response) -> list[str]:
    reader = _Words()
    reader.feed(response.content.decode())
    return sorted({found.group() for text in reader.texts for found in ENGLISH.finditer(text)})


@pytest.fixture
def account(gia_phu) -> Account:
    """Lan with a password of her own."""
    load_law()
    cache.clear()
    account = Account(
        commune=gia_phu,
        username="lan.gp",
        full_name="Nguyễn Thị Lan",
        must_change_password=False,
        made_at=MORNING,
    )
    account.set_password(PASSWORD)
    account.save()
    RoleGrant.objects.create(account=account, role="cong_chuc", from_date=MORNING.date())
    return account


def _sign_in(client: Client, password: str = PASSWORD, **more: object):
    fields = {"login": "lan.gp", "password": password}
    return client.post(reverse("account_login"), fields, **more)


def _change(client: Client, old: str, new: str, again: str):
    fields = {"oldpassword": old, "password1": new, "password2": again}
    return client.post(reverse("account_change_password"), fields)


def test_the_doors_are_in_vietnamese(client, account):
    names = ("account_login", "account_inactive")

    said = {name: _english(client.get(reverse(name))) for name in names}

    assert said == {name: [] for name in names}


def test_a_wrong_password_is_said_in_vietnamese(client, account):
    page = _sign_in(client, "sai")

    assert "Tên đăng nhập hoặc mật khẩu không đúng" in page.content.decode()
    assert _english(page) == []


def test_empty_boxes_are_said_in_vietnamese(client, account):
    page = client.post(reverse("account_login"), {})

    assert "Điền ô này." in page.content.decode()
    assert _english(page) == []


def test_a_closed_account_is_said_in_vietnamese(client, account):
    Account.objects.update(is_active=False, closed_at=MORNING)

    page = _sign_in(client, follow=True)

    assert _english(page) == []
    assert "_auth_user_id" not in client.session


def test_too_many_tries_are_said_in_vietnamese(client, account):
    pages = [_sign_in(client, f"sai {number}") for number in range(7)]

    assert "Nhập sai quá nhiều lần" in pages[-1].content.decode()
    assert _english(pages[-1]) == []
    assert "Nhập sai quá nhiều lần" in _sign_in(client).content.decode()


def test_after_the_lock_the_right_password_works_again(client, account, clock):
    for number in range(6):
        _sign_in(client, f"sai {number}")

    clock.shift(15 * 60 + 1)

    assert _sign_in(client).status_code == 302


def test_the_page_of_too_many_requests_is_in_vietnamese(client, account, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/m/ip"}

    _sign_in(client, "sai")
    page = _sign_in(client, "sai")

    assert page.status_code == 429
    assert _english(page) == []


def test_signing_in_and_out_is_said_in_vietnamese(client, account):
    inside = _sign_in(client, follow=True)
    asked = client.get(reverse("account_logout"))
    outside = client.post(reverse("account_logout"), follow=True)

    assert [_english(page) for page in (inside, asked, outside)] == [[], [], []]


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("sai", "một câu dài dễ nhớ", "một câu dài dễ nhớ", "Nhập mật khẩu đang dùng"),
        (PASSWORD, "Một câu dài dễ nhớ 9", "Một câu khác hẳn 10", "chưa giống nhau"),
        (PASSWORD, "ngắn quá", "ngắn quá", "cần ít nhất 14 ký tự, mới có 8"),
        (PASSWORD, "một câu dài dễ nhớ", "một câu dài dễ nhớ", "còn thiếu chữ hoa, chữ số"),
        (PASSWORD, "nguyễn thị lan 1", "nguyễn thị lan 1", "quá giống"),
        ("", "", "", "Điền ô này."),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said_in_vietnamese(
    client, account, old, new, again, said
):
    _sign_in(client)

    page = _change(client, old, new, again)

    assert said in page.content.decode()
    assert _english(page) == []


def test_a_changed_password_is_said_in_vietnamese(client, account):
    _sign_in(client)

    asked = client.get(reverse("account_change_password"))
    done = client.get(_change(client, PASSWORD, *["Suối chảy qua 3 bản"] * 2).headers["Location"])

    assert "Đã đổi mật khẩu." in done.content.decode()
    assert [_english(page) for page in (asked, done)] == [[], []]


def test_confirming_the_password_is_said_in_vietnamese(client, account):
    _sign_in(client)

    asked = client.get(reverse("account_reauthenticate"))
    wrong = client.post(reverse("account_reauthenticate"), {"password": "sai"})

    assert "Mật khẩu không đúng." in wrong.content.decode()
    assert [_english(page) for page in (asked, wrong)] == [[], []]


def _vietnamese(text: str) -> str:
    with override("vi"):
        return gettext(text)


def _library_texts() -> set[str]:
    """Every text of the sign-in library, so that a new release cannot bring English back."""
    home = Path(allauth.account.__file__).parent
    files = [path for path in home.rglob("*.py") if path.name not in ("admin.py", "apps.py")]
    found = {
        message
        for path in files
        if "tests" not in path.parts and "migrations" not in path.parts
        for _line, message, *_rest in extract_from_file("python", path, keywords={"_": None})
        if isinstance(message, str)
    }
    messages = home.parent / "templates" / "account" / "messages"
    block = re.compile(r"{%\s*blocktrans\w*[^%]*%}(.*?){%\s*endblocktrans", re.DOTALL)
    for path in messages.glob("*.txt"):
        for text in block.findall(path.read_text(encoding="utf-8")):
            found.add(re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", text.strip()))
    return found


def test_every_text_of_the_sign_in_library_has_its_vietnamese():
    texts = _library_texts()

    assert len(texts) > 60
    assert sorted(text for text in texts if _vietnamese(text) == text) == []


def _form_errors() -> dict[str, str]:
    """What Django says about a box, by class and code."""
    kinds = [*vars(forms.fields).values(), *vars(models.fields).values()]
    kinds += [models.JSONField, models.ForeignKey, *vars(validators).values()]
    with override("vi"):
        return {
            f"{kind.__name__}.{code}": MARKS_OF_CODE.sub("", str(text))
            for kind in kinds
            if isinstance(kind, type)
            for code, text in _errors_of(kind).items()
        }


def _errors_of(kind: type) -> dict[str, object]:
    errors = dict(vars(kind).get("default_error_messages") or {})
    message = vars(kind).get("message")
    return errors | ({"message": message} if message else {})


def test_no_error_of_a_form_is_left_in_english():
    errors = _form_errors()

    left = {name: text for name, text in errors.items() if ENGLISH.search(text)}
    assert len(errors) > 40
    assert left == {}


def test_the_password_rules_speak_vietnamese(account):
    rules = [auth_rules.CommonPasswordValidator(), auth_rules.UserAttributeSimilarityValidator()]

    with override("vi"):
        texts = [rule.get_help_text() for rule in rules]

    assert [text for text in texts if ENGLISH.search(text)] == []
