"""The lists as one commune has them."""

from __future__ import annotations

from xaso.core.units.models import Commune
from xaso.modules.teams.codes import Code, CodeBook, packaged
from xaso.modules.teams.models import OwnCode


def code_book(commune: Commune) -> CodeBook:
    """Packaged codes, then the commune's own; one query."""
    lists = {which: dict(codes) for which, codes in packaged().items()}
    for row in OwnCode.objects.of(commune).order_by("first_date", "code"):
        own = Code(row.code, row.label, row.first_date, row.last_date, row.asks_reason)
        lists.setdefault(row.which, {})[row.code] = own
    return CodeBook(lists)
