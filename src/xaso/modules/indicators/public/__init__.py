"""What desk and papers may ask of indicators."""

from xaso.modules.indicators.queries.targets import (
    State,
    TargetState,
    headline,
    target_states,
    written,
)

from .comparing import Comparison, comparison
from .files import FileScore, ScoreRefused, score_file
from .names import number_names
from .packs import PackSummary, pack_summaries, pack_summary
from .self_assessment import AssessedGroup, AssessedItem, SelfAssessment, self_assessment
from .targets import target_value
from .trends import target_trends

__all__ = [
    "AssessedGroup",
    "AssessedItem",
    "Comparison",
    "FileScore",
    "PackSummary",
    "ScoreRefused",
    "SelfAssessment",
    "State",
    "TargetState",
    "comparison",
    "headline",
    "number_names",
    "pack_summaries",
    "pack_summary",
    "score_file",
    "self_assessment",
    "target_states",
    "target_trends",
    "target_value",
    "written",
]
