"""Taking the sample away again. It refuses while a commune that is no sample is open."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from xaso.core.events.anchors import forget_anchors
from xaso.core.postgres.context import every_commune
from xaso.core.units.models import Commune


class RealCommuneError(Exception):
    """A commune with real data is open here; nothing was removed."""


@transaction.atomic
def remove_samples() -> None:
    """Rows of this program's own apps go; catalogue, law and calendar are loaded again at start."""
    if Commune.objects.filter(opened_at__isnull=False, is_sample=False).exists():
        raise RealCommuneError
    with every_commune():
        for model in _children_first():
            if model.__module__.startswith(("xaso.", "django.contrib.sessions")):
                model._base_manager.all()._raw_delete(using=connection.alias)
    transaction.on_commit(forget_anchors)


def _children_first() -> list[type[Model]]:
    """Row-level security shows a role of an account only while the account is there, so a row goes
    before the rows it points to."""
    parents_first: dict[type[Model], None] = {}

    def visit(model: type[Model], seen: frozenset[type[Model]]) -> None:
        fields = model._meta.concrete_fields
        targets = {target for field in fields if (target := field.related_model) is not None}
        for target in targets - seen - parents_first.keys():
            visit(target, seen | {target})
        parents_first[model] = None

    for model in apps.get_models():
        visit(model, frozenset({model}))
    return list(reversed(parents_first))
