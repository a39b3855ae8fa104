"""Tables of the survey: where one measures, what was measured, what is said and asked because of it."""

from .petition import BudgetLine, Petition, PetitionPlace, PetitionReply, PetitionState
from .place import Place, PlaceKind
from .ruling import VillageRuling
from .sample import DayPart, Sample, Technology, Way

__all__ = [
    "BudgetLine",
    "DayPart",
    "Petition",
    "PetitionPlace",
    "PetitionReply",
    "PetitionState",
    "Place",
    "PlaceKind",
    "Sample",
    "Technology",
    "VillageRuling",
    "Way",
]
