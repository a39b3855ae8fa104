from .answering import answer_item
from .entering import confirm_zero, correct_value, enter_value
from .following import follow_pack, set_target, unfollow_pack
from .importing import correct_pack_row, drop_pack_import, start_pack_import, take_pack

__all__ = [
    "answer_item",
    "confirm_zero",
    "correct_pack_row",
    "correct_value",
    "drop_pack_import",
    "enter_value",
    "follow_pack",
    "set_target",
    "start_pack_import",
    "take_pack",
    "unfollow_pack",
]
