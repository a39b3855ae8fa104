"""The line to the phones: docs/sync.md says what goes over it.

No session and no cookie: every request of a device is signed by the device's own key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    UnreadablePostError,
)
from django.utils import timezone
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from xaso.core.jobs.crowd import sending_now
from xaso.core.postgres.context import commune_context, every_commune
from xaso.core.sync import attachments, joining
from xaso.core.sync.batch import MOST_BYTES, BadBatch
from xaso.core.sync.entering import NotLetIn, actor_by, enter
from xaso.core.sync.epochs import station_of
from xaso.core.sync.models import Attachment, Device, DevicePerson
from xaso.core.sync.pulling import pull
from xaso.core.sync.receiving import as_json, receive, standing
from xaso.core.ui.no_room import NO_ROOM, is_no_room
from xaso.lib import envelope, p256
from xaso.lib.base64url import as_text, from_text
from xaso.lib.numbers import read_count

RETRY_AFTER_S = 5
NO_PAGE = "default-src 'none'"
"""The policy of pages is longer than most answers here."""
WITH_BODY = {"POST", "PATCH"}


class BadRequest(Exception):
    """The device is told by a code; its outbox stays as it is."""

    def __init__(self, status: int, code: str, text: str = "") -> None:
        self.status, self.code, self.text = status, code, text
        super().__init__(code)


class Wire(View):
    """Whatever goes wrong is told in the contract's own words, never as a page."""

    @classmethod
    def as_view(cls, **given: Any) -> Callable[..., HttpResponseBase]:
        """No cookie speaks for anybody here, so none can be made to speak by another site."""
        return csrf_exempt(super().as_view(**given))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = self._answered(request, *args, **kwargs)
        answer["Content-Security-Policy"] = NO_PAGE
        return answer

    def _answered(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return self.answer(request, *args, **kwargs)
        except BadRequest as error:
            return _told(error.status, error.code, error.text)
        except NotLetIn as error:
            answer = {"code": error.code, "now": round(timezone.now().timestamp() * 1000)}
            return JsonResponse(answer, status=401)
        except BadBatch as error:
            return _told(400, "hong", str(error))
        except (OperationalError, OSError) as error:
            return _not_now(error)

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)


class DeviceWire(Wire):
    """Of a device that is known here and has signed what it sends."""

    device: Device

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not hasattr(self, (request.method or "").lower()):
            return self.http_method_not_allowed(request)
        self.device = signed_by(request)
        with commune_context(self.device.commune_id):
            return super().answer(request, *args, **kwargs)


class Push(DeviceWire):
    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with sending_now.one_more():
            return super().answer(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        at = timezone.now()
        answer = receive(device=self.device, body=request.body, at=at)
        return _said(as_json(answer, at))


class Ask(DeviceWire):
    def get(self, request: HttpRequest) -> HttpResponse:
        number = request.GET.get("n", "")
        if not number.isascii() or not number.isdecimal() or len(number) > 15:
            raise BadRequest(400, "hong")
        answer = standing(device=self.device, highest=int(number))
        return _said(as_json(answer, timezone.now()))


class Enter(DeviceWire):
    def post(self, request: HttpRequest) -> HttpResponse:
        said, at = read_said(request), timezone.now()
        try:
            account_id, now_ms = UUID(str(said["actor"])), int(said["now"])
            signature = from_text(str(said["sig"]))
        except (KeyError, ValueError, TypeError) as error:
            raise BadRequest(400, "hong") from error
        if not 0 <= now_ms < 2**63:
            raise BadRequest(400, "hong")
        token, until = enter(
            device=self.device, account_id=account_id, now_ms=now_ms, signature=signature, at=at
        )
        return JsonResponse({"token": token, "until": round(until.timestamp() * 1000)})


class Pull(DeviceWire):
    def get(self, request: HttpRequest) -> HttpResponse:
        actor = actor_by(request.headers.get("Xaso-Nguoi", ""), self.device)
        most = read_count(request.GET.get("max", "")) or 0
        cursor = request.GET.get("c", "")[:600]
        return _said(pull(actor=actor, device=self.device, cursor=cursor, most_bytes=most))


class Piece(DeviceWire):
    """One file of an event, resumed where the line broke."""

    http_method_names = ("head", "patch")

    def head(self, request: HttpRequest, sha256: str) -> HttpResponse:
        del request
        with named_by_this_device():
            return _how_far(attachments.progress(self.device, sha256), 200)

    def patch(self, request: HttpRequest, sha256: str) -> HttpResponse:
        offset = request.headers.get("Upload-Offset", "")
        if not offset.isascii() or not offset.isdecimal() or len(offset) > 9:
            raise BadRequest(400, "hong")
        try:
            with named_by_this_device():
                made = attachments.take_piece(
                    device=self.device,
                    sha256=sha256,
                    offset=int(offset),
                    piece=request.body,
                    at=timezone.now(),
                )
        except attachments.WrongOffset as error:
            return _how_far(attachments.Progress(error.offset, 0), 409)
        except ValidationError as error:
            raise BadRequest(422, "sai_tep", " ".join(error.messages)) from error
        return _how_far(made, 204)


class Enrol(Wire):
    """With a one-time code, by a phone nobody knows yet; or for another person, by one that is."""

    def post(self, request: HttpRequest) -> HttpResponse:
        said = read_said(request)
        code, at = str(said.get("code", "")), timezone.now()
        with every_commune():
            commune = joining.commune_of(code)
        if commune is None:
            raise BadRequest(403, "ma_sai", str(joining.NO_CODE))
        with commune_context(commune):
            try:
                joined = self._joined(request, said, code)
            except ValidationError as error:
                raise BadRequest(422, "khong_ghi_danh", " ".join(error.messages)) from error
            return JsonResponse(welcome(joined, round(at.timestamp() * 1000)))

    def _joined(self, request: HttpRequest, said: dict[str, Any], code: str) -> DevicePerson:
        person_key, at = key_in(said.get("person_key")), timezone.now()
        if "dev" in said:
            device = signed_by(request)
            return joining.add_person(code=code, device=device, person_key=person_key, at=at)
        return joining.enrol(
            code=code,
            key=key_in(said.get("key")),
            person_key=person_key,
            label=str(said.get("label", "")),
            at=at,
        )


@contextmanager
def named_by_this_device() -> Iterator[None]:
    try:
        yield
    except Attachment.DoesNotExist as error:
        raise BadRequest(404, "khong_cho") from error


def signed_by(request: HttpRequest) -> Device:
    """The device whose key signed this very request."""
    body = _body(request) if request.method in WITH_BODY else b""
    try:
        device_id = UUID(request.headers.get("Xaso-May", ""))
        signature = from_text(request.headers.get("Xaso-Chu-Ky", ""))
    except ValueError as error:
        raise BadRequest(403, "khong_biet_may") from error
    with every_commune():
        device = Device.objects.select_related("commune").filter(pk=device_id).first()
    offset = request.headers.get("Upload-Offset", "")
    said = envelope.request_bytes(request.method or "", request.get_full_path(), body, offset)
    if device is None or not p256.is_signed(bytes(device.public_key), said, signature):
        raise BadRequest(403, "khong_biet_may")
    return device


def welcome(joined: DevicePerson, now_ms: int) -> dict[str, Any]:
    station, commune = station_of(joined.commune), joined.commune
    return {
        "dev": str(joined.device_id),
        "ep": str(station.epoch),
        "server_key": as_text(p256.public_of(bytes(station.signing_key))),
        "seal_key": as_text(p256.public_of(bytes(station.opening_key))),
        "commune": {"code": commune.pk, "name": str(commune)},
        "person": {"id": str(joined.account_id), "name": joined.account.full_name},
        "now": now_ms,
    }


def _how_far(made: attachments.Progress, status: int) -> HttpResponse:
    answer = HttpResponse(status=status)
    answer["Upload-Offset"] = str(made.offset)
    if made.length:
        answer["Upload-Length"] = str(made.length)
    if made.is_safe:
        answer["X-Safe"] = "1"
    return answer


def _body(request: HttpRequest) -> bytes:
    """Of what is too large nothing is read."""
    size = read_count(request.headers.get("Content-Length") or "0")
    if size is None or size > MOST_BYTES:
        raise BadRequest(413, "qua_lon")
    try:
        return request.body
    except UnreadablePostError as error:  # the line broke before all of it was here
        raise BadRequest(400, "hong") from error


def read_said(request: HttpRequest) -> dict[str, Any]:
    try:
        said = envelope.read(_body(request))
    except envelope.NotCanonical as error:
        raise BadRequest(400, "hong") from error
    if not isinstance(said, dict):
        raise BadRequest(400, "hong")
    return said


def key_in(text: Any) -> bytes:
    try:
        return from_text(str(text))
    except ValueError as error:
        raise BadRequest(400, "hong") from error


def _not_now(error: OperationalError | OSError) -> HttpResponse:
    if is_no_room(error):
        return _told(NO_ROOM, "het_cho")
    if isinstance(error, OSError):
        raise error
    busy = _told(503, "ban")
    busy["Retry-After"] = str(RETRY_AFTER_S)
    return busy


def _said(answer: dict[str, Any]) -> JsonResponse:
    return JsonResponse(answer, json_dumps_params={"separators": (",", ":")})


def _told(status: int, code: str, text: object = "") -> HttpResponse:
    return JsonResponse({"code": code, "text": str(text)}, status=status)
