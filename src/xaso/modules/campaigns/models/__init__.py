"""Tables of the drives: what is to be done where, what was ticked, and the counts kept beside."""

from .campaign import Campaign, CampaignRecording, CampaignVillage, Mode, State, Unit
from .checkpoint import CampaignItem, Checkpoint, Result, Source

__all__ = [
    "Campaign",
    "CampaignItem",
    "CampaignRecording",
    "CampaignVillage",
    "Checkpoint",
    "Mode",
    "Result",
    "Source",
    "State",
    "Unit",
]
