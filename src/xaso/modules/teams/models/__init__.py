"""Tables of the community digital teams."""

from .code import CodeList, OwnCode
from .member import BirthBand, Gender, Member, MemberRole
from .team import DecisionKind, Team, TeamDecision, TeamState
from .visit import (
    DayPart,
    DossierResult,
    FollowBy,
    TypedBy,
    Visit,
    VisitLine,
    VisitPhoto,
    VisitSource,
    VisitState,
)

__all__ = [
    "BirthBand",
    "CodeList",
    "DayPart",
    "DecisionKind",
    "DossierResult",
    "FollowBy",
    "Gender",
    "Member",
    "MemberRole",
    "OwnCode",
    "Team",
    "TeamDecision",
    "TeamState",
    "TypedBy",
    "Visit",
    "VisitLine",
    "VisitPhoto",
    "VisitSource",
    "VisitState",
]
