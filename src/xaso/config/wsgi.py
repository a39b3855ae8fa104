"""The WSGI door of the program; waitress and any other server start here."""

import os

from django.core.wsgi import get_wsgi_application

from xaso.lib.memory import keep_small

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")
application = get_wsgi_application()

from xaso.core.jobs.inside import start_inside_server  # noqa: E402  (needs Django ready)

keep_small()
background = start_inside_server()
