from .edition import PackEdition
from .rounds import Round, RoundItem, RoundNote
from .seen import Binder, PortalReading, Scoreboard, VillageTarget
from .values import PackEntry, Value, ValueEvidence, WrittenOnce

__all__ = [
    "Binder",
    "PackEdition",
    "PackEntry",
    "PortalReading",
    "Round",
    "RoundItem",
    "RoundNote",
    "Scoreboard",
    "Value",
    "ValueEvidence",
    "VillageTarget",
    "WrittenOnce",
]
