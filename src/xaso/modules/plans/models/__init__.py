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
from .plan import Goal, Plan, Target
from .task import NumberSeries, Task, TaskQuerySet

__all__ = [
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
    "Task",
    "TaskQuerySet",
    "TaskState",
    "TaskVillage",
    "VillageState",
]
