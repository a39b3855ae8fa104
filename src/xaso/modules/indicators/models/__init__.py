from .edition import PackEdition
from .rounds import Round, RoundItem, RoundNote
from .values import PackEntry, Value, ValueEvidence, WrittenOnce

__all__ = [
    "PackEdition",
    "PackEntry",
    "Round",
    "RoundItem",
    "RoundNote",
    "Value",
    "ValueEvidence",
    "WrittenOnce",
]
