"""Files back to people: pictures may show and sound may play, everything else is a download; nothing may run."""

from __future__ import annotations

from django.http import FileResponse

from .models import StoredFile
from .storage import path_of


def file_response(stored: StoredFile) -> FileResponse:
    response = FileResponse(
        path_of(stored.sha256).open("rb"),
        as_attachment=not (stored.is_image or stored.is_sound),
        filename=stored.name,
        content_type=stored.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response
