"""Every write of the map; one function is one thing a person can do."""

from .accounts import end_account, give_account
from .exports import note_export, take_back_export
from .figures import add_figure, drop_figure
from .leaving import pass_on_systems
from .systems import add_system, choose_ready_systems, edit_system, resume_system, stop_system

__all__ = [
    "add_figure",
    "add_system",
    "choose_ready_systems",
    "drop_figure",
    "edit_system",
    "end_account",
    "give_account",
    "note_export",
    "pass_on_systems",
    "resume_system",
    "stop_system",
    "take_back_export",
]
