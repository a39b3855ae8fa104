from .answering import answer_item
from .entering import confirm_zero, correct_value, enter_value
from .following import follow_pack, set_target, unfollow_pack

__all__ = [
    "answer_item",
    "confirm_zero",
    "correct_value",
    "enter_value",
    "follow_pack",
    "set_target",
    "unfollow_pack",
]
