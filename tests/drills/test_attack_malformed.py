"""Thousands of requests no browser sends, and the proof that a page that fails on one is seen."""

from xaso.drills import malformed
from xaso.drills.malformed import Tally
from xaso.drills.malformed_requests import Malformed
from xaso.drills.site import Address, Site

AT_CI = ("--n", "1200", "--seed", "1")


def test_no_malformed_request_is_answered_with_a_failure(drilled):
    outcome = drilled("malformed", *AT_CI)

    assert list(outcome.faults) == []
    assert outcome.more["answers"]["2xx"] > 0


def test_a_failure_and_a_long_wait_are_told():
    tally = Tally()

    tally.count(200, 0.1, "fine")
    tally.count(500, 0.1, "broken")
    tally.count(200, malformed.SLOW_S + 1, "slow")

    assert [each.rpartition(" ")[2] for each in tally.broken] == ["broken", "slow"]


def test_a_failure_in_the_log_is_told_and_a_refusal_is_not():
    trace = 'Traceback (most recent call last):\n  File "a.py", line 1, in b\nValueError: no\n'
    said = f"Bad request: /a/\n{trace}Internal Server Error: /b/\n{trace}"

    assert malformed._in_the_log(said) == ["log: Internal Server Error: /b/ ValueError: no"]


def test_the_same_seed_sends_the_same_requests():
    site = Site([Address("a", "a/<uuid:pk>/", {"pk": "uuid"}, ["/a/1/"], "minh", ["title"])], [])
    cookies = {"": {}, "minh": {"xaso_csrf": "x"}}

    first, second, other = (Malformed(site, cookies, seed) for seed in (1, 1, 2))

    sent = [[maker.next(turn).content for turn in range(50)] for maker in (first, second, other)]
    assert sent[0] == sent[1] != sent[2]
