from .annex import AnnexImport, ImportedRow
from .clock import Extension, PauseSpan
from .evidence import Evidence, Submission, TaskVillage
from .kinds import (
    EvidenceKind,
    ExtensionResult,
    Priority,
    Recurrence,
    SourceKind,
    SubmissionState,
    TaskState,
    VillageState,
)
from .number_series import NumberSeries
from .plan import Goal, Plan, Target
from .target_figure import FOREVER, TargetFigure
from .task import Task, TaskQuerySet
from .task_tables import CANCELLED, DONE, DRAFT, PAUSED, RUNNING, WAITING

__all__ = [
    "CANCELLED",
    "DONE",
    "DRAFT",
    "FOREVER",
    "PAUSED",
    "RUNNING",
    "WAITING",
    "AnnexImport",
    "Evidence",
    "EvidenceKind",
    "Extension",
    "ExtensionResult",
    "Goal",
    "ImportedRow",
    "NumberSeries",
    "PauseSpan",
    "Plan",
    "Priority",
    "Recurrence",
    "SourceKind",
    "Submission",
    "SubmissionState",
    "Target",
    "TargetFigure",
    "Task",
    "TaskQuerySet",
    "TaskState",
    "TaskVillage",
    "VillageState",
]
