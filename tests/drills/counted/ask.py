"""`python -m tests.drills.counted.ask counted.add 40`: so many jobs of the first commune."""

import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402

from xaso.core.jobs.enqueue import enqueue  # noqa: E402
from xaso.core.postgres.context import commune_context  # noqa: E402
from xaso.core.rights.actor import system_actor  # noqa: E402
from xaso.core.units.models import Commune  # noqa: E402

commune = Commune.objects.get(opened_at__isnull=False)
with commune_context(commune):
    for _number in range(int(sys.argv[2])):
        enqueue(sys.argv[1], actor=system_actor(commune), at=timezone.now())
