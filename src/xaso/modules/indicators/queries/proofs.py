from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from xaso.core.units.models import Commune
from xaso.modules.indicators.models import ValueEvidence

from .assessment import ItemRow


def proofs_of_rows(commune: Commune, rows: Iterable[ItemRow]) -> dict[str, tuple[str, ...]]:
    """What proves each item, in words, by the item's code. One query."""
    rows = list(rows)
    values = {value.pk for row in rows for now in row.values for value in now.rows}
    answers = {row.answer.pk for row in rows if row.answer}
    proofs = ValueEvidence.objects.of(commune).filter(Q(value__in=values) | Q(entry__in=answers))
    said: dict[object, list[str]] = defaultdict(list)
    for proof in proofs.select_related("file").order_by("pk"):
        said[proof.value_id or proof.entry_id].append(str(proof))
    return {row.item.code: tuple(_of_row(row, said)) for row in rows}


def _of_row(row: ItemRow, said: dict[object, list[str]]) -> list[str]:
    keys = [value.pk for now in row.values for value in now.rows]
    keys += [row.answer.pk] if row.answer else []
    return list(dict.fromkeys(words for key in keys for words in said.get(key, ())))
