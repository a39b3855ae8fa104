from .answering import answer_item
from .binding import ask_for_binder
from .entering import confirm_zero, correct_value, enter_value
from .following import follow_pack, set_target, unfollow_pack
from .handing_in import hand_in_items, resubmit_round
from .importing import correct_pack_row, drop_pack_import, start_pack_import, take_pack
from .portal_reading import enter_portal_reading
from .publishing import publish_scoreboard, withdraw_scoreboard
from .reviewing import (
    ask_for_lock,
    ask_for_more,
    conclude_round,
    lock_round,
    reopen_round,
    review_item,
)
from .rounds import (
    approve_round,
    assign_items,
    finish_entry,
    open_round,
    return_round,
    send_to_council,
    start_round,
)
from .splitting import split_target

__all__ = [
    "answer_item",
    "approve_round",
    "ask_for_binder",
    "ask_for_lock",
    "ask_for_more",
    "assign_items",
    "conclude_round",
    "confirm_zero",
    "correct_pack_row",
    "correct_value",
    "drop_pack_import",
    "enter_portal_reading",
    "enter_value",
    "finish_entry",
    "follow_pack",
    "hand_in_items",
    "lock_round",
    "open_round",
    "publish_scoreboard",
    "reopen_round",
    "resubmit_round",
    "return_round",
    "review_item",
    "send_to_council",
    "set_target",
    "split_target",
    "start_pack_import",
    "start_round",
    "take_pack",
    "unfollow_pack",
    "withdraw_scoreboard",
]
