"""The folder of evidence: asked for, shown while it is made, downloaded."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, Page
from xaso.modules.indicators import actions
from xaso.modules.indicators.binder_file import place_of
from xaso.modules.indicators.models import Binder

from .packs import OfPack

SHOWN = 6


class Binders(OfPack, ActionPage):
    right = "indicators.read"
    action = actions.ask_for_binder
    template_name = "indicators/binders.html"
    title = _("Hồ sơ minh chứng")
    submit_label = _("Gom hồ sơ")
    done_message = _("Đang gom hồ sơ. Tải lại trang này sau ít phút.")

    def given(self) -> dict[str, Any]:
        return {
            "pack_code": self.pack.code,
            "period": self.period.plain,
            "at": timezone.now(),
        }

    def next_url(self, result: object) -> str:
        del result
        return self.url_of("binders")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Binder.objects.of(self.actor.commune).filter(pack_code=self.pack.code)
        made = list(rows.select_related("asked_by").order_by("-asked_at", "id")[:SHOWN])
        return super().get_context_data(
            pack=self.pack,
            pack_url=self.url_of("pack"),
            binders=[(each, place_of(each.pk).exists()) for each in made],
            jobs_url=reverse("desk:jobs"),
            lead=_t(
                "Mọi minh chứng của %(period)s trong một tệp ZIP: mục lục PDF ở đầu, "
                "tệp đánh số theo chỉ số, mục chưa có minh chứng cũng ghi rõ."
            )
            % {"period": self.period.label},
            **kwargs,
        )


class BinderFile(Page):
    right = "indicators.read"

    def get(self, request: HttpRequest, pk: Any) -> FileResponse:
        binder = Binder.objects.of(self.actor.commune).get(pk=pk, made_at__isnull=False)
        place = place_of(binder.pk)
        if not place.exists():
            raise Binder.DoesNotExist
        name = f"ho-so-{binder.pack_code}-{binder.last}.zip"
        response = FileResponse(
            place.open("rb"), as_attachment=True, filename=name, content_type="application/zip"
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response
