"""An epoch is one life of the commune's database. Brought back from a backup it begins another one,
and every device sends what the backup had not seen."""

from __future__ import annotations

from datetime import datetime, timedelta

from xaso.core.units.models import Commune
from xaso.lib import p256
from xaso.lib.ids import new_id

from .models import Device, PastEpoch, Station
from .receipts import Receipt, is_ours

LONGEST_RECOVERY = timedelta(days=14)


def station_of(commune: Commune) -> Station:
    found, _made = Station.objects.get_or_create(
        commune=commune,
        defaults={"signing_key": p256.new_private(), "opening_key": p256.new_private()},
    )
    return found


def recognise(station: Station, device: Device, got: Receipt | None, at: datetime) -> None:
    """A device that holds a receipt for more than is here, or of an epoch nobody knows, says that
    this database is older than it was. It is said once, not once a device."""
    if got is None or device.state == Device.State.LOST:
        return
    is_known = got.epoch == station.epoch
    if (is_known and got.number <= device.stored) or not is_ours(got, station, device):
        return
    if is_known:
        begin_epoch(station, at)
        return
    _row, is_new = PastEpoch.objects.get_or_create(
        commune_id=station.commune_id, epoch=got.epoch, defaults={"at": at}
    )
    if is_new:
        begin_epoch(station, at)


def begin_epoch(station: Station, at: datetime) -> None:
    PastEpoch.objects.get_or_create(
        commune_id=station.commune_id, epoch=station.epoch, defaults={"at": at}
    )
    station.epoch = new_id()
    station.recovering_since = station.recovering_since or at
    station.save(update_fields=["epoch", "recovering_since"])


def is_recovering(commune: Commune) -> bool:
    """What was there before the restore may still be on its way: no number is given out meanwhile."""
    return Station.objects.filter(commune=commune, recovering_since__isnull=False).exists()


def end_recovery(commune: Commune, at: datetime) -> bool:
    """Whether all phones in use have been heard since the restore, or two weeks are over."""
    station = Station.objects.filter(commune=commune).first()
    since = station.recovering_since if station else None
    if station is None or since is None:
        return True
    silent = Device.objects.of(commune).filter(state=Device.State.ACTIVE)
    if at - since < LONGEST_RECOVERY and silent.exclude(last_contact_at__gte=since).exists():
        return False
    station.recovering_since = None
    station.save(update_fields=["recovering_since"])
    return True


def begin_epoch_after_restore(commune: Commune, at: datetime) -> None:
    """Every device is asked for what the backup had not seen."""
    for station in Station.objects.filter(commune=commune):
        begin_epoch(station, at)
