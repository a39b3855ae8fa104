"""What other modules and the desk may ask about the signal."""

from .figures import figures
from .letters import petition_choices, petition_letter, petition_name, voters_answer
from .points import village_points
from .sheet import survey_sheet

__all__ = [
    "figures",
    "petition_choices",
    "petition_letter",
    "petition_name",
    "survey_sheet",
    "village_points",
    "voters_answer",
]
