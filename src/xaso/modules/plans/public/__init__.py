"""What desk, indicators and papers may ask of plans."""

from xaso.modules.plans.actions import write_plan
from xaso.modules.plans.cards import TaskCard
from xaso.modules.plans.chips import chip_of
from xaso.modules.plans.lists import pillars
from xaso.modules.plans.queries.counts import TaskNumbers, VillageNumbers
from xaso.modules.plans.sketches import GoalSketch, PlanSketch, TargetSketch, TaskSketch
from xaso.modules.plans.standing import Standing, Way, time_gone, way_made

from .annex import (
    AnnexReading,
    AnnexTaken,
    AnnexUnreadable,
    read_plan_annex,
    take_plan_annex,
)
from .board import (
    Board,
    LaggingVillage,
    RedRow,
    board,
    board_numbers,
    red_rows,
    village_task_counts,
    whys_of,
)
from .by_person import PersonTasks, open_leads, tasks_by_person
from .chasing import Chased, Reminded, ToExplain, chased_today
from .decisions import Decision, Waiting, decisions_waiting
from .due_counts import DueCounts, due_counts
from .history import target_history, targets_then
from .late import Late, LatePerson, has_work, late_cards, late_count, late_people
from .mine import Change, TasksToDo, tasks_to_do
from .periods import WHOLE, Month, PillarNumbers, Scope, Week, month, week, year_tasks
from .plan_facts import (
    PlaceProgress,
    PlanChoice,
    PlanFact,
    plan_choices,
    plan_in_force,
    progress_by_place,
)
from .targets import (
    TargetToday,
    TrailRow,
    figure_trail,
    figures,
    has_figure,
    standing_of,
    target,
    target_codes,
    target_tasks,
    targets,
)
from .villages_then import VillageThen, failure_reasons, villages_then
from .work_of_targets import open_tasks

__all__ = [
    "WHOLE",
    "AnnexReading",
    "AnnexTaken",
    "AnnexUnreadable",
    "Board",
    "Change",
    "Chased",
    "Decision",
    "DueCounts",
    "GoalSketch",
    "LaggingVillage",
    "Late",
    "LatePerson",
    "Month",
    "PersonTasks",
    "PillarNumbers",
    "PlaceProgress",
    "PlanChoice",
    "PlanFact",
    "PlanSketch",
    "RedRow",
    "Reminded",
    "Scope",
    "Standing",
    "TargetSketch",
    "TargetToday",
    "TaskCard",
    "TaskNumbers",
    "TaskSketch",
    "TasksToDo",
    "ToExplain",
    "TrailRow",
    "VillageNumbers",
    "VillageThen",
    "Waiting",
    "Way",
    "Week",
    "board",
    "board_numbers",
    "chased_today",
    "chip_of",
    "decisions_waiting",
    "due_counts",
    "failure_reasons",
    "figure_trail",
    "figures",
    "has_figure",
    "has_work",
    "late_cards",
    "late_count",
    "late_people",
    "month",
    "open_leads",
    "open_tasks",
    "pillars",
    "plan_choices",
    "plan_in_force",
    "progress_by_place",
    "read_plan_annex",
    "red_rows",
    "standing_of",
    "take_plan_annex",
    "target",
    "target_codes",
    "target_history",
    "target_tasks",
    "targets",
    "targets_then",
    "tasks_by_person",
    "tasks_to_do",
    "time_gone",
    "village_task_counts",
    "villages_then",
    "way_made",
    "week",
    "whys_of",
    "write_plan",
    "year_tasks",
]
