"""Tables of the community digital teams."""

from .member import BirthBand, Gender, Member, MemberRole
from .team import DecisionKind, Team, TeamDecision, TeamState

__all__ = [
    "BirthBand",
    "DecisionKind",
    "Gender",
    "Member",
    "MemberRole",
    "Team",
    "TeamDecision",
    "TeamState",
]
