"""Tables of the survey: where one measures, what was measured, what is said and asked because of it."""

from .file import FileMapping, Reading, SignalFile
from .login import OperatorLogin
from .own_rule import OwnRule, RulePart
from .petition import BudgetLine, Petition, PetitionPlace, PetitionReply, PetitionState
from .place import Place, PlaceKind
from .ruling import VillageRuling
from .sample import DayPart, Sample, Technology, Way
from .speed import MOST_MBPS, MOST_MS, Network, PublishedCount, SpeedTest
from .weights import WeightTable

__all__ = [
    "MOST_MBPS",
    "MOST_MS",
    "BudgetLine",
    "DayPart",
    "FileMapping",
    "Network",
    "OperatorLogin",
    "OwnRule",
    "Petition",
    "PetitionPlace",
    "PetitionReply",
    "PetitionState",
    "Place",
    "PlaceKind",
    "PublishedCount",
    "Reading",
    "RulePart",
    "Sample",
    "SignalFile",
    "SpeedTest",
    "Technology",
    "VillageRuling",
    "Way",
    "WeightTable",
]
