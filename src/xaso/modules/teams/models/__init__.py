"""Tables of the community digital teams."""

from .allowance import AllowanceRule
from .asking import (
    HelpChannel,
    HelpLevel,
    HelpRequest,
    HelpState,
    Need,
    NeedKind,
    NeedState,
)
from .code import CodeList, OwnCode
from .kit import USABLE, Condition, KitLoan, KitThing, ThingKind
from .member import BirthBand, Gender, Member, MemberRole
from .message import Message, MessageState
from .report import (
    CellOrigin,
    ReportCell,
    ReportReminder,
    ReportSource,
    ReportState,
    VillageReport,
)
from .report_form import ItemKind, OwnForm, OwnItem, ReportDay
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
    "USABLE",
    "AllowanceRule",
    "BirthBand",
    "CellOrigin",
    "CodeList",
    "Condition",
    "DayPart",
    "DecisionKind",
    "DossierResult",
    "FollowBy",
    "Gender",
    "HelpChannel",
    "HelpLevel",
    "HelpRequest",
    "HelpState",
    "ItemKind",
    "KitLoan",
    "KitThing",
    "Member",
    "MemberRole",
    "Message",
    "MessageState",
    "Need",
    "NeedKind",
    "NeedState",
    "OwnCode",
    "OwnForm",
    "OwnItem",
    "ReportCell",
    "ReportDay",
    "ReportReminder",
    "ReportSource",
    "ReportState",
    "Team",
    "TeamDecision",
    "TeamState",
    "ThingKind",
    "TypedBy",
    "VillageReport",
    "Visit",
    "VisitLine",
    "VisitPhoto",
    "VisitSource",
    "VisitState",
]
