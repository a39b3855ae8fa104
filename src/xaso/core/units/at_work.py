"""Which communes work on this machine: what one may do with its own, it may not with its neighbours'."""

from __future__ import annotations

from django.db import connection

from .models import Commune


def serves_only(asker: Commune) -> bool:
    """No commune is at work here but the one that asks. A sample beside one gets nothing either:
    anybody may become its admin."""
    at_work = Commune.objects.filter(opened_at__isnull=False, is_sample=False)
    return not at_work.exclude(pk=asker.pk).exists()


def has_data() -> bool:
    """Whether the tables are there at all; a folder where nothing was started yet has none."""
    with connection.cursor() as cursor:
        return Commune._meta.db_table in connection.introspection.table_names(cursor)
