"""Nothing made elsewhere is accepted in a person's name; what would be is seen."""

import pytest

from xaso.drills.forgery.elsewhere import AWAY, _leads
from xaso.drills.forgery.frames import _open
from xaso.drills.line import Reply

AT_CI = ("--n", "40", "--seed", "1")


def test_nothing_forged_is_accepted(drilled):
    outcome = drilled("forgery", *AT_CI)

    assert list(outcome.faults) == []
    assert outcome.more["tokens"] > 500


@pytest.mark.parametrize("away", [each for each in AWAY if not each.startswith("/%")])
def test_an_answer_that_leads_out_is_told(away):
    reply = Reply(302, f"HTTP/1.1 302 Found\r\nLocation: {away}".encode())

    assert list(_leads(reply, away)) != []


@pytest.mark.parametrize("own", ["/", "/ke-hoach/viec/?tim=a", "?trang=2", "#dau", ""])
def test_an_answer_that_stays_is_fine(own):
    assert list(_leads(Reply(302, f"HTTP/1.1 302 Found\r\nLocation: {own}".encode()), own)) == []


def test_a_page_without_locks_is_told():
    reply = Reply(200, b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *")

    assert len(_open(reply)) == 3
