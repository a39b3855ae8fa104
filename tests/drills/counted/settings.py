"""The real settings and the app that counts."""

from xaso.config.settings import *  # noqa: F403
from xaso.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.drills.counted.apps.CountedConfig"]
