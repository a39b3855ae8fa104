"""Tables of the map of systems: what they are, which numbers they hold, who gets in, what was taken out."""

from .account import AccountKind, SystemAccount
from .export import ExportTaken
from .figure import SystemFigure
from .imports import SystemFile, SystemReading
from .system import Every, Level, System, WayOut

__all__ = [
    "AccountKind",
    "Every",
    "ExportTaken",
    "Level",
    "System",
    "SystemAccount",
    "SystemFigure",
    "SystemFile",
    "SystemReading",
    "WayOut",
]
