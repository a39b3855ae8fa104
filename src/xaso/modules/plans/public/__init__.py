"""What desk, indicators and papers may ask of plans."""

from xaso.modules.plans.cards import TaskCard
from xaso.modules.plans.queries.counts import TaskNumbers, VillageNumbers
from xaso.modules.plans.standing import Standing

from .board import Board, LaggingVillage, RedRow, board, red_rows, village_task_counts
from .decisions import Decision, decisions_waiting
from .mine import TasksToDo, tasks_to_do
from .periods import Month, PillarNumbers, Week, month, week, year_tasks
from .targets import TargetToday, TrailRow, figure_trail, figures, targets

__all__ = [
    "Board",
    "Decision",
    "LaggingVillage",
    "Month",
    "PillarNumbers",
    "RedRow",
    "Standing",
    "TargetToday",
    "TaskCard",
    "TaskNumbers",
    "TasksToDo",
    "TrailRow",
    "VillageNumbers",
    "Week",
    "board",
    "decisions_waiting",
    "figure_trail",
    "figures",
    "month",
    "red_rows",
    "targets",
    "tasks_to_do",
    "village_task_counts",
    "week",
    "year_tasks",
]
