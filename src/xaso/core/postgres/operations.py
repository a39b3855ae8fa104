"""What a migration says about a table whose rows belong to communes."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

from .context import EVERY, SETTING

OWN, READ, KEPT = "own_rows", "shared_rows_read", "shared_rows_kept"
DROPPED = [f"DROP POLICY IF EXISTS {policy} ON {{table}}" for policy in (OWN, READ, KEPT)]
TOLD = f"current_setting('{SETTING}', true)"


class KeepToCommune(Operation):
    """On PostgreSQL the rows of `name` are there only in the context of their commune.

    `by` names the foreign key through which a row without a commune belongs to one. With
    `with_shared`, rows without a commune are read by all and written by the system alone.
    """

    reduces_to_sql = True
    reversible = True
    category = OperationCategory.SQL

    def __init__(self, name: str, by: str = "", with_shared: bool = False) -> None:
        self.name, self.by, self.with_shared = name, by, with_shared

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay what they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self._statements(app_label, schema_editor, to_state, self._policies):
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self._statements(app_label, schema_editor, from_state, _no_policies):
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Keep the rows of {self.name} to their commune"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.name.lower().replace('.', '_')}_of_one_commune"

    def references_model(self, name: str, app_label: str) -> bool:
        return self.model_key(app_label) == (app_label, name.lower())

    def reduce(self, operation: Operation, app_label: str) -> bool | list[Operation]:
        """What is added to the table may as well be part of its making, before this."""
        if isinstance(operation, (AddField, AddIndex, AddConstraint)):
            return True
        return super().reduce(operation, app_label)

    def model_key(self, app_label: str) -> tuple[str, str]:
        """A table of another app (a library's) is named with its label: "mfa.authenticator"."""
        label, _dot, name = self.name.rpartition(".")
        return label or app_label, name.lower()

    def _statements(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, state: ProjectState, made: Any
    ) -> list[str]:
        if editor.connection.vendor != "postgresql":
            return []
        model = state.apps.get_model(*self.model_key(app_label))
        table = editor.quote_name(model._meta.db_table)
        return [statement.format(table=table) for statement in made(editor, model)]

    def _policies(self, editor: BaseDatabaseSchemaEditor, model: Any) -> list[str]:
        rule = self._rule(editor, model)
        made = [
            *DROPPED,
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {OWN} ON {{table}} USING ({rule}) WITH CHECK ({rule})",
        ]
        if self.with_shared:
            shared = f"{_column(editor, model, 'commune')} IS NULL"
            by_system = f"{shared} AND (SELECT {TOLD}) = '{EVERY}'"
            made += [
                f"CREATE POLICY {READ} ON {{table}} FOR SELECT USING ({shared})",
                f"CREATE POLICY {KEPT} ON {{table}} USING ({by_system}) WITH CHECK ({by_system})",
            ]
        return made

    def _rule(self, editor: BaseDatabaseSchemaEditor, model: Any) -> str:
        if not self.by:
            return _in_context(_column(editor, model, "commune"))
        parent = model._meta.get_field(self.by).related_model._meta
        table, key = editor.quote_name(parent.db_table), editor.quote_name(parent.pk.column)
        child = f"{{table}}.{_column(editor, model, self.by)}"
        # The parent has a policy of its own; what it hides, this hides.
        return f"EXISTS (SELECT 1 FROM {table} AS parent WHERE parent.{key} = {child})"  # noqa: S608


def _in_context(column: str) -> str:
    """From the first to the last code of the context: one comparison that an index answers, whether
    it is one commune or all. Each sub-select is worked out once for a statement."""
    first, last = (
        f"(SELECT CASE {TOLD} WHEN '{EVERY}' THEN '{end}' ELSE {TOLD} END)"
        for end in ("00000", "99999")
    )
    return f"{column} >= {first} AND {column} <= {last}"


def _column(editor: BaseDatabaseSchemaEditor, model: Any, field: str) -> str:
    return editor.quote_name(model._meta.get_field(field).column)


def _no_policies(editor: BaseDatabaseSchemaEditor, model: Any) -> list[str]:
    return [
        *DROPPED,
        "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]
