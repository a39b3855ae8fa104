"""What the desk may ask about the teams."""

from .lists import ALL_NEW, ALL_RENEWED, ListedMember, listed_members, order_choices, order_of

__all__ = [
    "ALL_NEW",
    "ALL_RENEWED",
    "ListedMember",
    "listed_members",
    "order_choices",
    "order_of",
]
