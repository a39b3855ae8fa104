"""Exports that count: neither taken back nor the taking back of another."""

from __future__ import annotations

from django.db.models import QuerySet

from xaso.modules.systems.models import ExportTaken, System


def counting(rows: QuerySet[ExportTaken]) -> QuerySet[ExportTaken]:
    return rows.filter(takes_back=None, taken_back_by=None)


def exports_of(system: System, most: int) -> list[ExportTaken]:
    """Newest first, those taken back among them."""
    rows = ExportTaken.objects.filter(system=system, takes_back=None)
    return list(rows.select_related("by", "taken_back_by").order_by("-day", "-at", "-pk")[:most])
