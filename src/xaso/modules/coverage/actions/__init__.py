"""Every write of the survey; one function is one thing a person can do."""

from .files import drop_file, forget_files, queue_file, start_file, take_file, undo_file
from .operators import add_operator, end_operator, rename_operator
from .own_network import give_operator, reply_to_own_petition, say_own_on_air
from .own_rules import adopt_classes, adopt_terms, adopt_village_rule
from .petitions import draft_petition, drop_petition, send_petition
from .places import add_place, close_place, edit_place, reopen_place
from .replies import close_petition, conclude_petition, mark_overdue, note_on_air, note_reply
from .rulings import override_class
from .speeds import add_speed_test, note_published, take_back_speed_test
from .surveys import add_survey, correct_survey
from .weights import adopt_weights

__all__ = [
    "add_operator",
    "add_place",
    "add_speed_test",
    "add_survey",
    "adopt_classes",
    "adopt_terms",
    "adopt_village_rule",
    "adopt_weights",
    "close_petition",
    "close_place",
    "conclude_petition",
    "correct_survey",
    "draft_petition",
    "drop_file",
    "drop_petition",
    "edit_place",
    "end_operator",
    "forget_files",
    "give_operator",
    "mark_overdue",
    "note_on_air",
    "note_published",
    "note_reply",
    "override_class",
    "queue_file",
    "rename_operator",
    "reopen_place",
    "reply_to_own_petition",
    "say_own_on_air",
    "send_petition",
    "start_file",
    "take_back_speed_test",
    "take_file",
    "undo_file",
]
