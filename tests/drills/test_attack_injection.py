"""Hostile words stay words on every page; a page that lets one become more is seen."""

import pytest

from xaso.drills.injection.page import harm_in
from xaso.drills.injection.payloads import MARK, PRODUCT, SCRIPTS

AT_CI = ("--visits", "24", "--seed", "1")


def test_hostile_words_stay_words(drilled):
    outcome = drilled("injection", *AT_CI)

    assert list(outcome.faults) == []
    assert outcome.more["pages_with_payload"] > outcome.n // 2
    assert outcome.more["browser"] > 10


@pytest.mark.parametrize(
    "payload", [each for each in SCRIPTS if each.lstrip("\"'->]/ ").startswith("<")]
)
def test_a_payload_that_reaches_the_page_as_it_is_is_told(payload):
    assert harm_in(f"<p>{payload}</p>") != []


@pytest.mark.parametrize(
    "page",
    [
        f'<a href="javascript:{MARK}()">xem</a>',
        f'<form action=" javascript:{MARK}()">',
        f'<input value="" autofocus onfocus="{MARK}()">',
        f"<p {MARK}=1>",
        f"<!-- {MARK} -->",
        '<p style="color:red">',
        f"<p>{PRODUCT}</p>",
        "<script>go()</script>",
    ],
)
def test_words_that_became_more_are_told(page):
    assert harm_in(page) != []


def test_words_that_stayed_words_are_fine():
    page = '<script src="/static/a.js" defer></script><p title="&lt;script&gt;xd9z()">&lt;xd9z&gt;</p>'

    assert harm_in(page) == []
