"""The real settings and one app that breaks something when it is ready."""

import os

from xaso.config.settings import *  # noqa: F403
from xaso.config.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.drills.broken.apps.BrokenConfig"]

if os.environ.get("XASO_FAULT") == "synchronous-off":
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )
if os.environ.get("XASO_FAULT") == "own-counters":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
