"""What goes with every answer, and what is refused before any page looks at it."""

import pytest
from django.test import Client
from django.urls import reverse

from xaso.core.pages.too_large import MOST_BYTES


@pytest.mark.parametrize("page", ["desk:home", "plans:tasks", "indicators:targets", "portal:help"])
def test_a_page_of_a_person_is_kept_by_nobody_on_the_way(sign_in, minh, page):
    answer = sign_in(minh).get(reverse(page))

    assert answer["Cache-Control"] == "private, no-cache"


def test_a_list_as_a_workbook_is_kept_by_nobody_either(sign_in, minh):
    answer = sign_in(minh).get(reverse("plans:tasks"), {"tai": "xlsx"})

    assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "path", ["/", "/tro-giup/", "/khong-co/", "/dang-nhap/", "/viec-cua-toi/"]
)
def test_every_answer_carries_the_same_locks(client, db, path):
    answer = client.get(path)

    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer


def test_more_than_a_day_of_photos_at_once_is_refused_unread(db):
    answer = Client().generic(
        "POST", reverse("ui:display"), b"text=%2B", CONTENT_LENGTH=str(MOST_BYTES + 1)
    )

    assert answer.status_code == 413
    assert "64 MB" in answer.content.decode()


@pytest.mark.parametrize("size", ["-1", "abc", "9" * 5_000])
def test_a_size_that_is_no_number_is_refused(db, size):
    answer = Client().generic("POST", reverse("ui:display"), b"", CONTENT_LENGTH=size)

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
    ],
)
def test_no_form_sends_a_person_elsewhere(client, db, elsewhere):
    answer = client.post(reverse("ui:display"), {"text": "+", "next": elsewhere})

    assert answer["Location"] == "/"
