"""Behind HTTPS nothing is left open; a page, a cookie, a file that is open is seen."""

from types import SimpleNamespace

import pytest

from xaso.drills.browser import Answer
from xaso.drills.deploy import cookie_faults
from xaso.drills.deploy.errors import _told
from xaso.drills.deploy.headers import header_faults
from xaso.drills.deploy.secrets import file_faults, secret_faults

AT_CI = ("--n", "60", "--seed", "1")
LOCKED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": "default-src 'none'; script-src 'self'",
    "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
    "cache-control": "private, no-cache",
    "server": "",
}


def test_nothing_is_left_open_behind_https(drilled):
    outcome = drilled("deploy", *AT_CI)

    assert list(outcome.faults) == []
    assert outcome.more["deploy_check"] is True


def test_a_page_with_all_locks_is_fine():
    assert list(header_faults(Answer(200, LOCKED, b"", "/", 0.1))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"x-frame-options": ""},
        {"content-security-policy": "default-src 'none'; script-src 'self' 'unsafe-inline'"},
        {"content-security-policy": ""},
        {"strict-transport-security": "max-age=60"},
        {"cache-control": "public", "vary": "Cookie"},
        {"server": "waitress/3.0"},
        {"x-powered-by": "us"},
    ],
    ids=str,
)
def test_a_page_without_a_lock_is_told(change):
    assert len(list(header_faults(Answer(200, {**LOCKED, **change}, b"", "/", 0.1)))) == 1


def test_a_cookie_that_anybody_may_read_is_told():
    assert len(cookie_faults(SimpleNamespace(cookie_lines=["xaso_session=a; Path=/"]))) == 3


def test_a_secret_on_a_page_is_told():
    assert list(secret_faults("<p>abcdefghijkl</p>", ["abcdefghijkl"])) != []
    assert list(secret_faults("<p>argon2$argon2id$v=19</p>", [])) != []


def test_a_secret_others_may_read_is_told(tmp_path):
    (tmp_path / "secret_key").write_text("a")
    (tmp_path / "secret_key").chmod(0o644)
    tmp_path.chmod(0o755)

    assert len(file_faults(SimpleNamespace(data_dir=tmp_path))) == 2


@pytest.mark.parametrize("told", ["Traceback (most recent call last)", "django.db.utils", "a.py"])
def test_an_error_page_that_tells_too_much_is_told(told):
    assert list(_told(Answer(500, {}, f"<p>{told}</p>".encode(), "/", 0.1))) != []
