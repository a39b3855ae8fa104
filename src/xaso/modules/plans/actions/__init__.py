from xaso.modules.plans.given import GivenEvidence, Upload

from .annex_accepting import accept_import
from .annex_choices import RowChoice
from .annex_reviewing import keep_choices
from .annex_starting import remap_import, start_import
from .annex_undoing import undo_import
from .assignment import assign_drafts, assign_task, open_next_copy
from .calendar import open_feed, revoke_feed
from .chasing import see_reminders, send_reminders
from .deciding import accept_submission, return_submission
from .explaining import answer_explanation, ask_explanation
from .extending import ask_extension, decide_extension
from .handover import hand_over
from .money import (
    add_budget_line,
    add_spending,
    drop_budget_line,
    drop_spending,
    edit_budget_line,
)
from .plan_approval import (
    adjust_plan,
    approve_plan,
    ask_opinions,
    close_plan,
    record_signed_plan,
    return_plan,
    submit_plan,
)
from .plan_cloning import clone_plan
from .plan_making import edit_plan, make_plan
from .plan_templates import drop_template, save_template, use_template
from .plan_writing import write_plan
from .stopping import cancel_task, pause_task, reopen_task, resume_task
from .submitting import submit_evidence
from .targets import add_goal, add_target, edit_target
from .task_drafting import draft_task, drop_draft, edit_task, set_task_villages
from .undoing import take_back_acceptance
from .village_reporting import send_village_report
from .working import report_progress, start_task

__all__ = [
    "GivenEvidence",
    "RowChoice",
    "Upload",
    "accept_import",
    "accept_submission",
    "add_budget_line",
    "add_goal",
    "add_spending",
    "add_target",
    "adjust_plan",
    "answer_explanation",
    "approve_plan",
    "ask_explanation",
    "ask_extension",
    "ask_opinions",
    "assign_drafts",
    "assign_task",
    "cancel_task",
    "clone_plan",
    "close_plan",
    "decide_extension",
    "draft_task",
    "drop_budget_line",
    "drop_draft",
    "drop_spending",
    "drop_template",
    "edit_budget_line",
    "edit_plan",
    "edit_target",
    "edit_task",
    "hand_over",
    "keep_choices",
    "make_plan",
    "open_feed",
    "open_next_copy",
    "pause_task",
    "record_signed_plan",
    "remap_import",
    "reopen_task",
    "report_progress",
    "resume_task",
    "return_plan",
    "return_submission",
    "revoke_feed",
    "save_template",
    "see_reminders",
    "send_reminders",
    "send_village_report",
    "set_task_villages",
    "start_import",
    "start_task",
    "submit_evidence",
    "submit_plan",
    "take_back_acceptance",
    "undo_import",
    "use_template",
    "write_plan",
]
