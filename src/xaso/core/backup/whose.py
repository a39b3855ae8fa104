"""Whose data the backups hold: what one commune may do with its own, it may not with its neighbours'."""

from __future__ import annotations

from django.db import connection

from xaso.core.units.models import Commune


def serves_one_commune() -> bool:
    """One commune at work here, or a sample only."""
    return Commune.objects.filter(opened_at__isnull=False, is_sample=False).count() <= 1


def has_data() -> bool:
    """Whether the tables are there at all; a folder where nothing was started yet has none."""
    with connection.cursor() as cursor:
        return Commune._meta.db_table in connection.introspection.table_names(cursor)
