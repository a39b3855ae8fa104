"""What a phone fetches besides rows: recordings, each in one piece."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest

from xaso.core.files.models import StoredFile
from xaso.core.files.serve import file_response
from xaso.core.sync.entering import actor_by
from xaso.core.sync.lending import lent_to

from .wire import BadRequest, DeviceWire


class Sound(DeviceWire):
    def get(self, request: HttpRequest, sha256: str) -> FileResponse:
        actor = actor_by(request.headers.get("Xaso-Nguoi", ""), self.device)
        try:
            return file_response(lent_to(actor, sha256))
        except StoredFile.DoesNotExist as error:
            raise BadRequest(404, "khong_cho") from error
