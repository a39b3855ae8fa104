from .attachments import Attachment
from .clashes import ClashCase, ClashText
from .devices import Contact, Device, DevicePerson, Invitation, PastEpoch, Station
from .inbox import Code, Item, Position, Quarantined, State, Waiting

__all__ = [
    "Attachment",
    "ClashCase",
    "ClashText",
    "Code",
    "Contact",
    "Device",
    "DevicePerson",
    "Invitation",
    "Item",
    "PastEpoch",
    "Position",
    "Quarantined",
    "State",
    "Station",
    "Waiting",
]
