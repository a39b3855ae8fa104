"""A commune's server that comes back from an older backup, and one that was copied."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conftest import MORNING
from xaso.core.sync.models import Device, Item
from xaso.core.upstream.actions import invite_node
from xaso.core.upstream.joining import join
from xaso.core.upstream.models import Outgoing, Reported, Uplink
from xaso.core.upstream.sending import send
from xaso.modules.coverage.models import Petition

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=15)


class Backup:
    """Of the commune's side alone."""

    def __init__(self):
        self.rows = [*Uplink.objects.all(), *Outgoing.objects.all(), *Petition.objects.all()]

    def restore(self):
        Outgoing.objects.all().delete()
        for row in self.rows:
            row.save()


def changed(petition, number):
    Petition.objects.filter(pk=petition.pk).update(sent_number=number)


def stands():
    return Reported.objects.get().body["number"]


@pytest.fixture
def came_back(link, line, petition):
    """The province has heard more than this database knows of."""
    send(link.commune, LATER, line)
    old = Backup()
    changed(petition, "2/UBND")
    send(link.commune, LATER, line)
    old.restore()
    return petition


def test_a_server_back_from_a_backup_renews_itself_and_its_word_stands(link, line, came_back):
    turn = send(link.commune, LATER + timedelta(days=1), line)

    link.refresh_from_db()
    old, new = Device.objects.order_by("enrolled_at", "pk")
    assert turn.renewed
    assert turn.is_through
    assert (old.state, old.stored, new.state, new.stored) == ("da_nop", 2, "dang_dung", 1)
    assert link.device == new.pk
    assert stands() == Petition.objects.get().sent_number != "2/UBND"


def test_what_the_province_had_not_heard_goes_again_under_its_own_id(link, line, petition):
    line.fate = "request_lost"
    send(link.commune, LATER, line)
    first = Outgoing.objects.get()
    Device.objects.filter(pk=link.device).update(stored=9)

    send(link.commune, LATER + timedelta(days=1), line)

    again = Outgoing.objects.get(pk=first.pk)
    assert bytes(again.content_hash) == bytes(first.content_hash)
    assert (again.number, again.device) == (1, Uplink.objects.get().device)
    assert Item.objects.get(pk=first.pk).state == "ap_dung"


def test_the_answer_to_a_renewal_may_be_lost(link, line, came_back):
    asked = []

    def deaf(method, path, headers, body):
        reply = line(method, path, headers, body)
        asked.append(path)
        if path == "/dong-bo/doi-may" and asked.count(path) == 1:
            from xaso.core.upstream.door import NoLine

            raise NoLine("mất sóng")
        return reply

    send(link.commune, LATER, deaf)

    turn = send(link.commune, LATER + timedelta(days=1), deaf)

    assert turn.is_through
    assert Device.objects.count() == 2


def test_a_province_older_than_the_renewal_lets_the_earlier_key_renew_again(link, line, came_back):
    send(link.commune, LATER, line)
    new = Uplink.objects.get().device
    Reported.objects.all().delete()
    Item.objects.filter(device=new).delete()
    Device.objects.filter(pk=new).delete()
    Device.objects.filter(pk=link.device).update(state="dang_dung", accepted_to=None)

    turn = send(link.commune, LATER + timedelta(days=1), line)

    assert turn.is_through
    assert Device.objects.filter(pk=Uplink.objects.get().device, stored__gt=0).exists()


def test_a_province_back_from_its_backup_twice_knows_the_first_machine(link, line, came_back):
    for day in range(3):
        send(link.commune, LATER + timedelta(days=day), line)
        later = Device.objects.exclude(pk=link.device)
        Reported.objects.all().delete()
        Item.objects.all().delete()
        later.delete()
        Device.objects.update(state="dang_dung", accepted_to=None)

    turn = send(link.commune, LATER + timedelta(days=4), line)

    assert turn.is_through
    assert stands() == Petition.objects.get().sent_number


@pytest.fixture
def twice_back(link, line, petition):
    """Of before a renewal: the province has another machine in its place, heard at LATER + 2 hours."""
    send(link.commune, LATER, line)
    old = Backup()
    changed(petition, "2/UBND")
    send(link.commune, LATER, line)
    old.restore()
    changed(petition, "3/UBND")
    send(link.commune, LATER, line)
    old.restore()
    return petition


def test_a_backup_of_before_a_renewal_goes_on_when_the_later_machine_is_silent(
    link, line, twice_back
):
    Device.objects.update(last_contact_at=MORNING - timedelta(hours=2))

    turn = send(link.commune, LATER + timedelta(days=1), line)

    assert turn.is_through
    assert stands() == Petition.objects.get().sent_number
    assert Device.objects.filter(state=Device.State.ACTIVE).count() == 1


def test_while_the_later_machine_speaks_a_person_must_look(link, line, twice_back):
    turn = send(link.commune, LATER, line)

    assert not turn.is_through
    assert Uplink.objects.get().state == Uplink.State.COPIED
    assert stands() == "3/UBND"


def test_two_machines_with_one_key_are_stopped_until_somebody_looks(link, line, petition):
    send(link.commune, LATER, line)
    twin = Backup()
    changed(petition, "1/UBND")
    line.fate = "request_lost"
    send(link.commune, LATER, line)
    numbered = Backup()
    twin.restore()
    changed(petition, "2/UBND")
    send(link.commune, LATER, line)
    numbered.restore()

    turn = send(link.commune, LATER + timedelta(days=1), line)

    assert not turn.is_through
    assert Uplink.objects.get().state == Uplink.State.COPIED
    assert Device.objects.get().state == Device.State.FROZEN


def test_a_new_code_from_the_province_sets_it_going_again(link, line, petition, chi, trung):
    test_two_machines_with_one_key_are_stopped_until_somebody_looks(link, line, petition)
    _node, _invitation, code = invite_node(actor=chi, unit_code="02923", at=LATER)
    join(actor=trung, address="https://tinh.example", code=code, at=LATER, door=line)

    turn = send(link.commune, LATER + timedelta(days=2), line)

    assert turn.is_through
    assert stands() == Petition.objects.get().sent_number


def test_a_machine_the_province_shut_cannot_renew_itself(link, line, came_back):
    Device.objects.filter(pk=link.device).update(state=Device.State.LOST)

    turn = send(link.commune, LATER + timedelta(days=1), line)

    assert not turn.is_through
    assert Uplink.objects.get().state == Uplink.State.COPIED
    assert Device.objects.count() == 1
