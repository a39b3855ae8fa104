from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig


class CountedConfig(AppConfig):
    name = "tests.drills.counted"
    label = "counted"

    def ready(self) -> None:
        """Minutes become seconds, so that a drill sees many leases run out."""
        from xaso.core.jobs import background, lease, runner

        lease.LEASE = timedelta(seconds=3)
        lease.FIRST_WAIT = timedelta(seconds=0.2)
        runner.BEAT_S = 0.7
        background.REAP_EVERY_S = 0.5
