"""What the desk may ask about the teams."""

from .figures import FIGURE_CODES, figures
from .lists import ALL_NEW, ALL_RENEWED, ListedMember, listed_members, order_choices, order_of

__all__ = [
    "ALL_NEW",
    "ALL_RENEWED",
    "FIGURE_CODES",
    "ListedMember",
    "figures",
    "listed_members",
    "order_choices",
    "order_of",
]
