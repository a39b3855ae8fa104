"""The app of the villages: its page, the worker that keeps it on the phone, and its name card.

All three are made when the program is built, and say the same to everybody: who somebody is, the phone
itself knows.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import View

BUILT = Path(__file__).parent / "static" / "field"
ASKED_ANEW = "no-cache"
"""A version that came out must be seen at the next opening; the objects it names may be kept."""


class Built(View):
    public = True
    name: ClassVar[str]
    kind: ClassVar[str]

    def get(self, request: HttpRequest) -> HttpResponse:
        del request
        try:
            content = (BUILT / self.name).read_bytes()
        except FileNotFoundError:
            return HttpResponse(_("Máy chủ này chưa dựng ứng dụng của thôn."), status=503)
        answer = HttpResponse(content, content_type=self.kind)
        answer["Cache-Control"] = ASKED_ANEW
        return answer


class Shell(Built):
    name, kind = "index.html", "text/html; charset=utf-8"


class Worker(Built):
    name, kind = "sw.js", "text/javascript; charset=utf-8"


class Card(View):
    """What stands under the icon on the phone's home screen."""

    public = True

    def get(self, request: HttpRequest) -> HttpResponse:
        del request
        card = {
            "name": _("Xã Số · Thôn"),
            "short_name": _("Xã Số"),
            "lang": "vi",
            "id": "/thon/",
            "start_url": "/thon/",
            "scope": "/thon/",
            "display": "standalone",
            "orientation": "portrait",
            "background_color": "#f6f5f1",
            "theme_color": "#27346b",
            "icons": [_icon(size, "any") for size in (192, 512)] + [_icon(512, "maskable")],
        }
        return JsonResponse(card, content_type="application/manifest+json")


def _icon(size: int, purpose: str) -> dict[str, str]:
    source = f"/static/field/icon-{size}.png"
    return {"src": source, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
