"""What a phone fetches besides rows: recordings, each in one piece; and bytes that say how wide the line is."""

from __future__ import annotations

import secrets

from django.core.cache import cache
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone

from xaso.core.files.models import StoredFile
from xaso.core.files.serve import file_response
from xaso.core.sync.entering import actor_by
from xaso.core.sync.lending import lent_to
from xaso.lib.numbers import read_count

from .wire import BadRequest, DeviceWire

MOST_DOWN, MOST_UP = 100_000, 30_000
MOST_ASKED, WITHIN_S = 40, 600
"""Of one phone: five probes in ten minutes."""


class Sound(DeviceWire):
    def get(self, request: HttpRequest, sha256: str) -> FileResponse:
        actor = actor_by(request.headers.get("Xaso-Nguoi", ""), self.device)
        try:
            return file_response(lent_to(actor, sha256))
        except StoredFile.DoesNotExist as error:
            raise BadRequest(404, "khong_cho") from error


class Probe(DeviceWire):
    """Random bytes, which no proxy on the way can make smaller; what comes up is thrown away."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self._count()
        size = read_count(request.GET.get("n", "0"))
        if size is None or size > MOST_DOWN:
            raise BadRequest(413, "qua_lon")
        return HttpResponse(secrets.token_bytes(size), content_type="application/octet-stream")

    def post(self, request: HttpRequest) -> HttpResponse:
        self._count()
        if len(request.body) > MOST_UP:
            raise BadRequest(413, "qua_lon")
        return HttpResponse(status=204)

    def _count(self) -> None:
        slot = int(timezone.now().timestamp()) // WITHIN_S
        key = f"field.probe:{self.device.pk}:{slot}"
        cache.add(key, 0, WITHIN_S)
        if cache.incr(key) > MOST_ASKED:
            raise BadRequest(429, "ban")
