"""Looks for changes of tables as makemigrations does; Django refuses two that look differently."""

from __future__ import annotations

from django.core.management.commands import migrate

from .makemigrations import KeepingAutodetector


class Command(migrate.Command):
    autodetector = KeepingAutodetector
