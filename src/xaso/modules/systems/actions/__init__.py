"""Every write of the map; one function is one thing a person can do."""

from .accounts import end_account, give_account
from .exports import note_export, take_back_export
from .figures import add_figure, drop_figure
from .importing import drop_file, forget_files, start_file, take_back_file, take_file
from .leaving import pass_on_systems
from .mappings import choose_reading, drop_reading, name_villages, save_reading
from .systems import add_system, choose_ready_systems, edit_system, resume_system, stop_system

__all__ = [
    "add_figure",
    "add_system",
    "choose_reading",
    "choose_ready_systems",
    "drop_figure",
    "drop_file",
    "drop_reading",
    "edit_system",
    "end_account",
    "forget_files",
    "give_account",
    "name_villages",
    "note_export",
    "pass_on_systems",
    "resume_system",
    "save_reading",
    "start_file",
    "stop_system",
    "take_back_export",
    "take_back_file",
    "take_file",
]
