"""Background work inside the server's own worker process: nothing more to install or to watch."""

from __future__ import annotations

import atexit
from multiprocessing.util import Finalize

from django.conf import settings

from .background import Background


def start_inside_server() -> Background:
    """One for each worker process; a process that is started again brings its own."""
    background = Background(works=settings.JOBS_INSIDE)
    background.start()
    # A child of multiprocessing ends without atexit, any other process without Finalize.
    Finalize(None, background.stop, exitpriority=100)
    atexit.register(background.stop)
    return background
