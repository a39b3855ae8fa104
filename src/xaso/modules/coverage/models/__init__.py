"""Tables of the survey: where one measures, what was measured, what is said and asked because of it."""

from .file import FileMapping, Reading, SignalFile
from .petition import BudgetLine, Petition, PetitionPlace, PetitionReply, PetitionState
from .place import Place, PlaceKind
from .ruling import VillageRuling
from .sample import DayPart, Sample, Technology, Way

__all__ = [
    "BudgetLine",
    "DayPart",
    "FileMapping",
    "Petition",
    "PetitionPlace",
    "PetitionReply",
    "PetitionState",
    "Place",
    "PlaceKind",
    "Reading",
    "Sample",
    "SignalFile",
    "Technology",
    "VillageRuling",
    "Way",
]
