"""V14: the commune comes back from an older backup; phones send what it had not seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.core.sync.phones import LATER, asked, device_of, found, send, sent
from xaso.core.residents.models import Household
from xaso.core.sync.epochs import begin_epoch_after_restore
from xaso.core.sync.models import Contact, Device, Item, PastEpoch, Position, Station
from xaso.lib.ids import new_id

pytestmark = pytest.mark.django_db
AFTER = LATER + timedelta(hours=1)


def many(phone, who, count):
    for number in range(count):
        found(phone, who, f"Hộ {len(phone.kept) + 1}, {number}")


def put_back(phone, number):
    """The database as it was when `number` events were stored, as a file copied back by hand."""
    later = Item.objects.filter(number__gt=number)
    Household.objects.filter(pk__in=later.values("pk")).delete()
    later.delete()
    Position.objects.filter(number__gt=number).delete()
    Contact.objects.all().delete()
    Device.objects.update(stored=number, head=phone.kept[number - 1].chain_hash)


@pytest.fixture
def sent_all(phone, pao):
    many(phone, pao, 12)
    send(phone, LATER)
    return phone


def test_after_a_restore_the_phone_sends_what_is_missing(sent_all, gia_phu):
    phone, epoch = sent_all, sent_all.epoch
    put_back(phone, 10)
    begin_epoch_after_restore(gia_phu, LATER)

    answer = sent(phone, AFTER, first=13)
    assert (answer["n"], answer["ask"]) == (10, 11)
    assert phone.take(answer)
    assert phone.epoch != epoch
    send(phone, AFTER)

    assert Household.objects.count() == 12
    assert phone.received == 12
    assert Station.objects.get().recovering_since is not None


def test_a_file_copied_back_by_hand_is_noticed(sent_all):
    phone, epoch = sent_all, sent_all.epoch
    put_back(phone, 10)

    answer = sent(phone, AFTER, first=13)

    assert (answer["n"], answer["ask"]) == (10, 11)
    assert answer["ep"] != str(epoch)


def test_an_epoch_nobody_knows_counts_once(sent_all, other, sua):
    found(other, sua, "Ở máy khác")
    send(other, LATER)
    strange = new_id()
    sent_all.epoch = other.epoch = strange

    first = sent(sent_all, AFTER, first=13)
    second = sent(other, AFTER, first=2)

    assert first["ep"] == second["ep"] != str(strange)
    assert PastEpoch.objects.filter(epoch=strange).count() == 1


def test_without_a_copy_elsewhere_nothing_is_safe(sent_all):
    assert sent_all.safe == 0


def test_what_a_verified_copy_elsewhere_holds_is_safe(sent_all, pao, monkeypatch):
    from xaso.core.backup.records import Book, Second
    from xaso.core.sync import receipts

    copied = Second(folder="/media/usb", newest_copied=LATER + timedelta(minutes=1))
    monkeypatch.setattr(receipts, "read_book", lambda: Book(second=copied))
    many(sent_all, pao, 3)

    send(sent_all, AFTER)

    assert (sent_all.received, sent_all.safe) == (15, 12)


def test_a_copy_on_the_same_disk_is_no_copy(sent_all, monkeypatch):
    from xaso.core.backup.records import Book, Second
    from xaso.core.sync import receipts

    copied = Second(folder="/srv", newest_copied=AFTER, same_disk=True)
    monkeypatch.setattr(receipts, "read_book", lambda: Book(second=copied))

    sent_all.take(asked(sent_all, AFTER))

    assert sent_all.safe == 0
    assert device_of(sent_all).stored == 12
