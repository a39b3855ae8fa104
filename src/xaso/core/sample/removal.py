"""Taking the sample away again. It refuses while a commune that is no sample is open."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, transaction

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
        for model in apps.get_models():
            if model.__module__.startswith(("xaso.", "django.contrib.sessions")):
                # Foreign keys are checked at the end of the transaction, so the order is free.
                model._base_manager.all()._raw_delete(using=connection.alias)
    transaction.on_commit(forget_anchors)
