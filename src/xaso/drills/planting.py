"""Hostile words in every field that holds words of people, past every form: the worst a page may meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any
from zlib import crc32

MOST_ROWS = 60
KEYS = {
    "kind", "hash", "previous_hash", "password", "username", "role", "session_key", "handler", "sha256",
    "media_type", "worker", "cron", "unique_key", "series", "symbol", "period", "type_symbol", "pack_code",
    "item_code", "pack_version", "level", "value_code", "base_code", "pillar", "lead_role", "outcome",
    "reason_code", "row_key", "search_text", "name_folded", "file_sha256", "replaces", "edition", "block",
    "step", "template_code", "ready_code",
}  # fmt: skip
"""Fields the program reads as a code of its own, wherever they stand."""
CODES_OF = {
    "coverage.OwnRule.code",
    "indicators.PackEdition.code",
    "indicators.Value.code",
    "jobs.Job.name",
    "jobs.Schedule.name",
    "law.Authority.code",
    "law.LegalRule.code",
    "law.LegalRule.value",
    "papers.OfficialPaper.about",
    "plans.Task.code",
    "teams.OwnForm.code",
    "teams.OwnItem.code",
    "teams.OwnItem.form",
    "teams.ReportCell.item",
    "teams.ReportReminder.form",
    "teams.VillageReport.form",
    "units.FormerUnit.code",
}
LEFT_OUT = {"postgres", "privacy"}


def text_fields() -> Iterator[tuple[Any, Any]]:
    """(model, field) of each field a person's words may stand in; Django is ready."""
    from django.apps import apps
    from django.db import models

    for model in apps.get_models():
        if not model.__module__.startswith("xaso.") or model._meta.app_label in LEFT_OUT:
            continue
        for each in model._meta.concrete_fields:
            if isinstance(each, models.CharField | models.TextField) and _is_free(model, each):
                yield model, each


def plant(payloads: list[str]) -> int:
    """Each field gets each payload in turn, cut to fit; how many fields were reached."""
    from django.db import transaction

    reached = 0
    with transaction.atomic():
        for model, each in text_fields():
            # By its name, so that a new field changes nothing for the others.
            first = crc32(f"{model._meta.label}.{each.name}".encode()) % len(payloads)
            turn = cycle(payloads[first:] + payloads[:first])
            rows = list(
                model._default_manager.order_by("-pk").values_list("pk", flat=True)[:MOST_ROWS]
            )
            for key in rows:
                _put(model, key, each, next(turn))
            reached += bool(rows)
        for model, each in json_fields():
            _plant_json(model, each, cycle(payloads))
            reached += 1
    return reached


def json_fields() -> Iterator[tuple[Any, Any]]:
    from django.apps import apps
    from django.db import models

    for model in apps.get_models():
        if model._meta.label in {"papers.OfficialPaper", "events.Event", "plans.AnnexImport"}:
            for each in model._meta.concrete_fields:
                if isinstance(each, models.JSONField) and each.name in {"body", "data", "rows"}:
                    yield model, each


def changed_words(value: Any, change: Callable[[str], str]) -> Any:
    """The same JSON with every sentence changed; codes and keys have no space and stay."""
    if isinstance(value, str):
        return change(value) if " " in value.strip() else value
    if isinstance(value, list):
        return [changed_words(each, change) for each in value]
    if isinstance(value, dict):
        return {name: changed_words(each, change) for name, each in value.items()}
    return value


def _plant_json(model: Any, each: Any, turn: Iterator[str]) -> None:
    rows = model._default_manager.order_by("-pk")[:MOST_ROWS]
    for key, value in list(rows.values_list("pk", each.name)):
        model._default_manager.filter(pk=key).update(
            **{each.name: changed_words(value, lambda _old: next(turn))}
        )


def _put(model: Any, key: Any, each: Any, payload: str) -> None:
    from django.db import IntegrityError, transaction

    text = payload[: each.max_length] if each.max_length else payload
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=key).update(**{each.name: text})
    except IntegrityError:
        return  # the database itself forbids words here


def _is_free(model: Any, each: Any) -> bool:
    is_key = each.primary_key or each.unique or each.choices or each.name in KEYS
    is_code = f"{model._meta.label}.{each.name}" in CODES_OF
    return not is_key and not is_code and each.get_internal_type() != "SlugField"
