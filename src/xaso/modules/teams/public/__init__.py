"""What the desk may ask about the teams."""

from xaso.modules.teams.actions import take_message

from .figures import FIGURE_CODES, figures
from .lists import ALL_NEW, ALL_RENEWED, ListedMember, listed_members, order_choices, order_of
from .villages_month import VillagesMonth, villages_month
from .villages_public import PublicMonth, months_open, villages_public
from .waiting import Waiting, waiting_for

__all__ = [
    "ALL_NEW",
    "ALL_RENEWED",
    "FIGURE_CODES",
    "ListedMember",
    "PublicMonth",
    "VillagesMonth",
    "Waiting",
    "figures",
    "listed_members",
    "months_open",
    "order_choices",
    "order_of",
    "take_message",
    "villages_month",
    "villages_public",
    "waiting_for",
]
