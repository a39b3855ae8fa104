"""The packaged legal texts, rules and authorities. What a person has confirmed stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from xaso.lib.tables import read_table

from .models import Authority, LegalRule, LegalText

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_law() -> None:
    _add(LegalText, "texts.csv", ("code",))
    _add(LegalRule, "rules.csv", ("code", "effective_from"))
    _add(Authority, "authorities.csv", ("code", "name"))


def _add(model: Any, name: str, key: tuple[str, ...]) -> None:
    known = {tuple(row) for row in model.objects.values_list(*key)}
    rows = [_typed(row) for row in read_table(DATA / name)]
    model.objects.bulk_create(
        model(**row) for row in rows if tuple(row[part] for part in key) not in known
    )


def _typed(row: dict[str, str]) -> dict[str, Any]:
    typed: dict[str, Any] = dict(row)
    for name in ("issued_on", "effective_from", "effective_to"):
        if name in typed:
            typed[name] = date.fromisoformat(row[name]) if row[name] else None
    if "confirmed" in typed:
        typed["confirmed"] = row["confirmed"] == "yes"
    if "legal_text" in typed:
        typed["legal_text_id"] = typed.pop("legal_text") or None
    return typed
