"""Every write of the module."""

from .awareness import count_sheets, remove_count, restore_count
from .needs import draft_needs, save_needs, save_promises
from .plan import write_roadmap_plan
from .roadmaps import move_block, propose_roadmap
from .surveys import (
    fill_again,
    finish_survey,
    open_survey,
    reopen_survey,
    save_answers,
)

__all__ = [
    "count_sheets",
    "draft_needs",
    "fill_again",
    "finish_survey",
    "move_block",
    "open_survey",
    "propose_roadmap",
    "remove_count",
    "reopen_survey",
    "restore_count",
    "save_answers",
    "save_needs",
    "save_promises",
    "write_roadmap_plan",
]
