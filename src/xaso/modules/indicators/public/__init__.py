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
from .number_kinds import NumberKind, Stretch, number_kinds, number_kinds_named, stretches
from .numbers import NumberName, numbers_asked, numbers_counted
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
from .taking import (
    NumberAsked,
    NumberJudged,
    ValueTaken,
    judge_numbers,
    take_back_numbers,
    take_numbers,
)
from .targets import target_value
from .trends import target_trends
from .village_aims import TargetOfVillages, targets_of_villages

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
    "NumberAsked",
    "NumberJudged",
    "NumberKind",
    "NumberName",
    "PackReading",
    "PackSummary",
    "PackTaken",
    "PackUnreadable",
    "PublicBoard",
    "ScoreRefused",
    "SelfAssessment",
    "State",
    "Stretch",
    "TargetOfVillages",
    "TargetState",
    "ValueTaken",
    "comparison",
    "council_choices",
    "council_work",
    "headline",
    "item_measures",
    "item_points",
    "judge_numbers",
    "known_numbers",
    "number_kinds",
    "number_kinds_named",
    "number_names",
    "numbers_asked",
    "numbers_counted",
    "pack_of_workbook",
    "pack_summaries",
    "pack_summary",
    "public_scoreboard",
    "read_pack_file",
    "score_file",
    "self_assessment",
    "stretches",
    "take_back_numbers",
    "take_numbers",
    "take_pack_file",
    "target_states",
    "target_trends",
    "target_value",
    "targets_of_villages",
    "value_codes",
    "written",
]
