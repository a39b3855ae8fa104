"""Pages are read while the disk is full: what a page only notes in passing may go unnoted."""

from __future__ import annotations

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse

from xaso.core.ui.no_room import is_no_room

READS = {"GET", "HEAD"}


class ReadableSessionMiddleware(SessionMiddleware):
    """A read that shows a message, or notes that the person is at work, writes to the session. On a
    full disk the page is shown all the same; the message is shown once more on the next."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (SessionInterrupted, DatabaseError) as error:
            if request.method in READS and is_no_room(error):
                return response
            raise
