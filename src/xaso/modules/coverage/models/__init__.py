"""Tables of the survey: where one measures, what was measured."""

from .place import Place, PlaceKind
from .sample import DayPart, Sample, Technology, Way

__all__ = ["DayPart", "Place", "PlaceKind", "Sample", "Technology", "Way"]
