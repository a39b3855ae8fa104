from .annex import AnnexImport, ImportedRow
from .chasing import Explanation, Reminder
from .clock import Extension, PauseSpan
from .evidence import Evidence, Submission, TaskVillage
from .feed import CalendarFeed
from .handover import Handover, HandoverItem
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
from .money import BudgetLine, Spending
from .number_series import NumberSeries
from .plan import Goal, Plan, Target
from .target_figure import FOREVER, TargetFigure
from .task import Task, TaskQuerySet
from .task_tables import CANCELLED, DONE, DRAFT, PAUSED, RUNNING, WAITING
from .template import PlanTemplate

__all__ = [
    "CANCELLED",
    "DONE",
    "DRAFT",
    "FOREVER",
    "PAUSED",
    "RUNNING",
    "WAITING",
    "AnnexImport",
    "BudgetLine",
    "CalendarFeed",
    "Evidence",
    "EvidenceKind",
    "Explanation",
    "Extension",
    "ExtensionResult",
    "Goal",
    "Handover",
    "HandoverItem",
    "ImportedRow",
    "NumberSeries",
    "PauseSpan",
    "Plan",
    "PlanTemplate",
    "Priority",
    "Recurrence",
    "Reminder",
    "SourceKind",
    "Spending",
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
