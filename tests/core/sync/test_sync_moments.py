"""V13: when something happened, though the phone's clock may be wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from conftest import MORNING
from tests.core.sync.phones import LATER, found, send
from xaso.core.sync.models import Contact, Item
from xaso.core.sync.moments import Contacts, effective

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY_MS = 86_400_000


def on(day, hour, minute=0, second=0):
    return datetime(2026, 11, day, hour, minute, second, tzinfo=HERE)


BEFORE, RECEIVED = on(23, 7), on(26, 18)


@pytest.mark.parametrize(
    ("said", "offset", "at", "is_unsure"),
    [
        (on(24, 10), 0, on(24, 10), False),
        (on(27, 9), 0, RECEIVED, True),
        (on(21, 10), 0, BEFORE, True),
        (on(25, 10), -DAY_MS, on(24, 10), False),
        (on(23, 6, 59, 30), 0, BEFORE, False),
        (datetime(9999, 1, 1, tzinfo=HERE), 10**15, RECEIVED, True),
        (datetime(1970, 1, 2, tzinfo=HERE), -(10**15), BEFORE, True),
    ],
)
def test_a_clock_is_believed_between_two_moments_of_ours(said, offset, at, is_unsure):
    found = effective(
        device_ms=round(said.timestamp() * 1000), offset_ms=offset, after=BEFORE, received=RECEIVED
    )

    assert found == (at, is_unsure)


@pytest.mark.django_db
def test_a_contact_that_knew_of_it_says_nothing_about_when_it_was_made(phone):
    """The phone told on the 25th that it had made 55, but sent no more than 45: its 50th was made
    before, and the contact of the 23rd is what it was made after."""
    from tests.core.sync.phones import device_of

    device = device_of(phone)
    for highest, at in ((40, BEFORE), (55, on(25, 12))):
        Contact.objects.create(commune=device.commune, device=device, highest=highest, at=at)

    contacts = Contacts.of(device)
    assert contacts.before(50) == BEFORE
    assert contacts.before(56) == on(25, 12)
    assert contacts.before(40) == device.enrolled_at


@pytest.mark.django_db
def test_nothing_is_refused_for_its_time(phone, pao):
    found(phone, pao, "Lý A Sở", at=MORNING - timedelta(days=400))
    found(phone, pao, "Giàng Thị Dợ", at=MORNING + timedelta(days=400))

    send(phone, LATER)

    rows = Item.objects.order_by("number").values_list("effective_at", "is_time_unsure")
    assert list(rows) == [(MORNING, True), (LATER, True)]
