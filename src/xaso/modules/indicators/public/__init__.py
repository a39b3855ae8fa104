"""What desk and papers may ask of indicators."""

from xaso.modules.indicators.queries.targets import (
    State,
    TargetState,
    headline,
    target_states,
    written,
)

from .comparing import Comparison, comparison
from .council import (
    CouncilChoice,
    CouncilGroup,
    CouncilItem,
    CouncilWork,
    council_choices,
    council_work,
)
from .files import FileScore, ScoreRefused, score_file
from .importing import (
    PackReading,
    PackTaken,
    PackUnreadable,
    pack_of_workbook,
    read_pack_file,
    take_pack_file,
)
from .names import number_names
from .pack_points import (
    ItemMeasure,
    ItemPoints,
    item_measures,
    item_points,
    known_numbers,
    value_codes,
)
from .packs import PackSummary, pack_summaries, pack_summary
from .scoreboard import PublicBoard, public_scoreboard
from .self_assessment import AssessedGroup, AssessedItem, SelfAssessment, self_assessment
from .targets import target_value
from .trends import target_trends

__all__ = [
    "AssessedGroup",
    "AssessedItem",
    "Comparison",
    "CouncilChoice",
    "CouncilGroup",
    "CouncilItem",
    "CouncilWork",
    "FileScore",
    "ItemMeasure",
    "ItemPoints",
    "PackReading",
    "PackSummary",
    "PackTaken",
    "PackUnreadable",
    "PublicBoard",
    "ScoreRefused",
    "SelfAssessment",
    "State",
    "TargetState",
    "comparison",
    "council_choices",
    "council_work",
    "headline",
    "item_measures",
    "item_points",
    "known_numbers",
    "number_names",
    "pack_of_workbook",
    "pack_summaries",
    "pack_summary",
    "public_scoreboard",
    "read_pack_file",
    "score_file",
    "self_assessment",
    "take_pack_file",
    "target_states",
    "target_trends",
    "target_value",
    "value_codes",
    "written",
]
