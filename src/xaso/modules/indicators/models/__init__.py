from .edition import PackEdition
from .values import PackEntry, Value, ValueEvidence, WrittenOnce

__all__ = ["PackEdition", "PackEntry", "Value", "ValueEvidence", "WrittenOnce"]
