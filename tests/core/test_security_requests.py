"""Addresses, cursors and cookies nobody would type: answered, never with a failure of ours."""

import json
from base64 import urlsafe_b64encode

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from xaso.core.pages.keyset import slice_of
from xaso.core.units.models import Village
from xaso.desk.papers.periods import bounds
from xaso.desk.papers.registry import KINDS
from xaso.lib.numbers import read_count

MANY_DIGITS = "9" * 5_000
NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", "٣", "²", " 1", MANY_DIGITS])
def test_what_is_no_small_whole_number_is_none(text):
    assert read_count(text) is None
    assert read_count("2026") == 2026


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("indicators:targets", {"nam": MANY_DIGITS}),
        ("indicators:values", {"sau": MANY_DIGITS}),
        ("plans:tasks", {"sau": MANY_DIGITS, "thon": "\0", "tim": "\0"}),
        ("desk:calendar", {"thang": "9999-12"}),
        ("desk:calendar", {"thang": "0001-01"}),
    ],
)
def test_nonsense_in_an_address_counts_as_nothing_said(sign_in, minh, page, asked):
    answer = sign_in(minh).get(reverse(page), asked)

    assert answer.status_code == 200


def test_nonsense_in_the_display_cookie_counts_as_no_wish(client, db):
    client.cookies["xaso_display"] = f"{MANY_DIGITS}..0"

    assert client.get(reverse("portal:help")).status_code == 200


@pytest.mark.parametrize("period", ["ABC", "W", "2026-11", "0000-W01", "2026-W99", "9999-W52"])
def test_a_sheet_of_no_week_does_not_exist(sign_in, minh, period):
    answer = sign_in(minh).get(f"/van-ban/bang/giao-ban/{period}/docx/")

    assert answer.status_code == 404


@pytest.mark.parametrize("address", ["-" * 36, "a" * 36, NOBODY])
@pytest.mark.parametrize("kind", ["docx", "delete"])
def test_a_paper_that_is_not_there_has_no_file(sign_in, minh, address, kind):
    answer = sign_in(minh).get(f"/van-ban/{address}/tai/{kind}/")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "period", ["0000", "0000-01", "9999", "9999-12", "２０２６", "2026\n", "1900"]
)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_paper_for_a_period_out_of_time_is_refused_in_words(kind, period):
    with pytest.raises(ValidationError):
        kind.check_period(period)
    with pytest.raises(ValidationError):
        bounds(period)


@pytest.mark.parametrize(
    "values",
    [
        ["\ud800", NOBODY],
        ["a\0", NOBODY],
        [2**70, NOBODY],
        [float("inf"), NOBODY],
        [{"a": 1}, NOBODY],
        [["a"], NOBODY],
        [None, None],
    ],
    ids=repr,
)
@pytest.mark.parametrize("field", ["name", "version", "household_count"])
def test_a_cursor_the_database_would_refuse_shows_the_beginning(gia_phu, field, values):
    rows = Village.objects.of(gia_phu).order_by(field, "pk")

    found = slice_of(rows, (field, "pk"), _cursor(json.dumps(values)), 3)

    assert found.rows == []


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-12:00"])
def test_a_cursor_at_the_end_of_time_shows_the_beginning(sign_in, minh, moment):
    cursor = _cursor(json.dumps([moment, NOBODY]))

    answer = sign_in(minh).get(reverse("desk:papers"), {"sau": cursor})

    assert answer.context["slice"].is_first


def test_a_cursor_of_nothing_but_brackets_shows_the_beginning(gia_phu):
    rows = Village.objects.of(gia_phu).order_by("name", "pk")

    assert slice_of(rows, ("name", "pk"), _cursor("[" * 9_000 + "]" * 9_000), 3).is_first


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=", b"x"),
        ("application/x-www-form-urlencoded", b"a=1&" * 1_500),
    ],
    ids=["no edge", "empty edge", "many fields"],
)
@pytest.mark.parametrize("page", ["/ke-hoach/", "/khong-co/", "/can-bo/"])
def test_a_form_that_cannot_be_read_is_refused_and_breaks_nothing(sign_in, minh, page, kind, body):
    browser = sign_in(minh)
    browser.handler.enforce_csrf_checks = True
    browser.cookies["xaso_csrf"] = "a" * 32

    answer = browser.generic("POST", page, body, content_type=kind)

    assert answer.status_code in {400, 403, 404}
    assert "Máy chủ" in answer.content.decode() or answer.status_code != 400


@pytest.mark.parametrize("header", ["referer", "hx-current-url"])
def test_an_address_nobody_can_read_counts_as_none(client, db, header):
    headers = {header: "http://[::1", "hx-request": "true" if header != "referer" else ""}

    answer = client.post("/ke-hoach/lap/", {"title": "Kế hoạch"}, headers=headers)

    assert answer.status_code in {204, 302}


def _cursor(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode()
