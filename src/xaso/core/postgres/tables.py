"""Which tables hold rows of communes, told from the models and from what migrations say."""

from __future__ import annotations

from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from .operations import KeepToCommune

Key = tuple[str, str]


def models_of_communes() -> list[type[Model]]:
    """Every table with a commune column, or with a key to a table of communes."""
    found: dict[type[Model], None] = {}
    waiting = [model for model in _managed() if _has_commune(model)]
    while waiting:
        found.update(dict.fromkeys(waiting))
        waiting = [
            model for model in _managed() if model not in found and _points_at(model, found)
        ]
    return list(found)


def kept_in_migrations() -> dict[Key, KeepToCommune]:
    """(app, model) of every table that a migration keeps to its commune."""
    loader = MigrationLoader(None)
    return {
        operation.model_key(app): operation
        for (app, _name), migration in loader.disk_migrations.items()
        for operation in migration.operations
        if isinstance(operation, KeepToCommune)
    }


def key_of(model: type[Model]) -> Key:
    return model._meta.app_label, model._meta.model_name or ""


def _managed() -> list[type[Model]]:
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not model._meta.proxy]


def _has_commune(model: type[Model]) -> bool:
    return any(field.name == "commune" for field in model._meta.concrete_fields)


def _points_at(model: type[Model], found: dict[type[Model], None]) -> bool:
    return any(field.related_model in found for field in model._meta.concrete_fields)
