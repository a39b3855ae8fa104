"""Tables of the survey: where one measures, what was measured, what an officer says of a village."""

from .place import Place, PlaceKind
from .ruling import VillageRuling
from .sample import DayPart, Sample, Technology, Way

__all__ = ["DayPart", "Place", "PlaceKind", "Sample", "Technology", "VillageRuling", "Way"]
