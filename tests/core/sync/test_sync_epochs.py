"""V14: the commune comes back from an older backup; phones send what it had not seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.core.sync.phones import LATER, asked, device_of, found, send, sent
from xaso.core.residents.models import Household
from xaso.core.sync.epochs import begin_epoch_after_restore
from xaso.core.sync.models import Contact, Device, Item, PastEpoch, Position, Station
from xaso.lib import envelope, p256
from xaso.lib.base64url import as_text
from xaso.lib.ids import new_id

pytestmark = pytest.mark.django_db
AFTER = LATER + timedelta(hours=1)


def many(phone, who, count):
    for number in range(count):
        found(phone, who, f"Hộ {len(phone.kept) + 1}, {number}")


def held(phone, epoch, number):
    """A receipt of another life of this commune's database, up to `number`."""
    head = phone.kept[number - 1].chain_hash
    signed = envelope.receipt_bytes(phone.device, epoch, number, head, 0)
    signature = p256.sign(bytes(Station.objects.get().signing_key), signed)
    phone.got = [str(epoch), number, as_text(head), 0, as_text(signature)]


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
    held(sent_all, strange, 12)
    held(other, strange, 1)

    first = sent(sent_all, AFTER, first=13)
    second = sent(other, AFTER, first=2)

    assert first["ep"] == second["ep"] != str(strange)
    assert PastEpoch.objects.filter(epoch=strange).count() == 1


def test_a_receipt_nobody_here_gave_begins_nothing(sent_all):
    """A phone may say of itself what it likes; everybody else's would send all of it again."""
    epoch = sent_all.epoch
    sent_all.got = [str(new_id()), 12, *sent_all.got[2:]]
    made_up = sent(sent_all, AFTER)
    sent_all.got = [str(epoch), 10**6, *sent_all.got[2:]]
    too_far = sent(sent_all, AFTER)

    assert made_up["ep"] == too_far["ep"] == str(epoch)
    assert not PastEpoch.objects.exists()
    assert Station.objects.get().recovering_since is None


def test_a_copy_that_sent_after_a_restore_is_noticed_by_the_one_that_sent_before(sent_all, pao):
    """Both numbers lie behind what the restore left, so only the phone can see it."""
    put_back(sent_all, 10)
    twin = sent_all.copied()
    twin.kept = twin.kept[:10]
    found(twin, pao, "Ở máy chép")
    twin.got = None
    send(twin, AFTER, first=11)

    answer = sent(sent_all, AFTER)
    assert not sent_all.take(answer)
    sent(sent_all, AFTER)

    assert device_of(sent_all).state == Device.State.FROZEN


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
