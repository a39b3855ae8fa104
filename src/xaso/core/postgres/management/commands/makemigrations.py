"""A new table of communes is kept to them by the migration that makes it."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import makemigrations
from django.db.migrations.autodetector import MigrationAutodetector, OperationDependency
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation

from xaso.core.postgres.operations import KeepToCommune

CREATE = OperationDependency.Type.CREATE


class KeepingAutodetector(MigrationAutodetector):
    def add_operation(
        self,
        app_label: str,
        operation: Operation,
        dependencies: Any = None,
        beginning: bool = False,
    ) -> None:
        super().add_operation(app_label, operation, dependencies, beginning)
        if isinstance(operation, CreateModel) and self._has_commune(app_label, operation.name):
            needs: Any = [
                OperationDependency(app_label, operation.name_lower, field, CREATE)
                for field in (None, "commune")
            ]
            super().add_operation(app_label, KeepToCommune(operation.name_lower), needs)

    def _has_commune(self, app_label: str, name: str) -> bool:
        return "commune" in self.to_state.models[app_label, name.lower()].fields


class Command(makemigrations.Command):
    autodetector = KeepingAutodetector
