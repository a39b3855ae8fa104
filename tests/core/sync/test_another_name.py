"""Somebody holds a phone of a village and writes in the name of another person."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from tests.core.sync.phones import LATER, found, send, sent, set_apart
from xaso.core.sync.actions import report_lost
from xaso.core.sync.deciding import take_in
from xaso.core.sync.models import Quarantined
from xaso.lib import p256

pytestmark = pytest.mark.django_db
SOON = LATER + timedelta(minutes=5)


@pytest.mark.parametrize("trouble", ["lost", "fork"])
def test_nobody_speaks_for_another_by_a_phone_in_trouble(phone, pao, lan, minh, admin, trouble):
    """Páo's phone is in other hands: they write in Lan's name, whose key they do not have. The officer
    who looks at what was set apart is told whose word it is not, and cannot take it in."""
    found(phone, pao, "Lý A Sở")
    copy = phone.copied()
    send(phone, LATER)
    if trouble == "lost":
        report_lost(actor=admin, device_id=phone.device, reason="rơi xuống suối", at=LATER)
        copy = phone
    else:
        copy.kept.clear()
    copy.people[str(lan.account_id)] = p256.new_private()
    found(copy, lan_in(pao, lan), "Hộ bịa")

    sent(copy, SOON)

    assert set_apart() == [(len(copy.kept), "sai_chu_ky")]
    with pytest.raises(ValidationError, match="Không chắc ai đã ghi"):
        take_in(actor=minh, apart_id=Quarantined.objects.get().pk, at=SOON)


def lan_in(pao, lan):
    return SimpleNamespace(account_id=lan.account_id, village_ids=pao.village_ids)
