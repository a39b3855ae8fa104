"""Somebody leaves the screen for a while: `python -m tests.journeys.rested USER MINUTES`.

Moves back the moment of the last work in every open session of the person, in the database of the
running server; no clock is touched.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")


def main(username: str, minutes: int) -> int:
    import django

    django.setup()
    from django.contrib.sessions.backends.db import SessionStore

    from xaso.core.lock.idle import SEEN
    from xaso.core.people.models import SignIn
    from xaso.core.postgres.context import every_commune

    with every_commune():
        open_now = SignIn.objects.filter(account__username=username, ended_at=None)
        keys = list(open_now.exclude(session_key="").values_list("session_key", flat=True))
    for key in keys:
        session = SessionStore(key)
        session[SEEN] -= minutes * 60
        session.save()
    return 0 if keys else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
