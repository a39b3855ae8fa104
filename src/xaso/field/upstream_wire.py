"""The one door a commune's server has besides those of phones."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from xaso.core.upstream.renewing import renew_node

from .wire import BadRequest, DeviceWire, key_in, read_said, welcome


class Renew(DeviceWire):
    """Signed by the machine the database was, answered as an enrolment."""

    def post(self, request: HttpRequest) -> HttpResponse:
        said, at = read_said(request), timezone.now()
        try:
            joined = renew_node(
                device=self.device,
                key=key_in(said.get("key")),
                person_key=key_in(said.get("person_key")),
                at=at,
            )
        except ValidationError as error:
            raise BadRequest(422, "khong_ghi_danh", " ".join(error.messages)) from error
        return JsonResponse(welcome(joined, round(at.timestamp() * 1000)))
