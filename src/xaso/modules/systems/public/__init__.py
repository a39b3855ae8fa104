"""What desk may ask of the map of systems."""

from .annex import MapRow, map_for_paper
from .due import ExportDue, exports_due, late_url, list_url

__all__ = ["ExportDue", "MapRow", "exports_due", "late_url", "list_url", "map_for_paper"]
