"""Photos and files of the tasks a person may see."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from PIL import Image

from xaso.core.files.models import StoredFile
from xaso.core.files.serve import file_response
from xaso.core.files.storage import path_of
from xaso.core.pages.pages import Page
from xaso.modules.plans.models import Plan, Task
from xaso.modules.plans.queries.one_task import evidence_for

THUMB_PX = 320
SMALL = "nho"


class EvidenceFile(Page):
    """`?co=nho` gives a picture of at most 320 px: a page of photos stays light."""

    right = "plans.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file = evidence_for(self.actor, kwargs["evidence_id"]).file
        if file is None:
            raise StoredFile.DoesNotExist
        if file.is_image and request.GET.get("co") == SMALL:
            return _thumbnail(file)
        return file_response(file)


class VillageFile(EvidenceFile):
    """For village heads, who see only what came from their own villages."""

    right = "plans.village"


class PlanFile(Page):
    right = "plans.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        rows = Plan.objects.of(self.actor.commune).select_related("signed_file")
        return _kept(rows.get(pk=kwargs["plan_id"]).signed_file)


class SourceFile(Page):
    right = "plans.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        rows = Task.objects.of(self.actor.commune).select_related("source_file")
        return _kept(rows.get(pk=kwargs["task_id"]).source_file)


def _kept(file: StoredFile | None) -> FileResponse:
    if file is None:
        raise StoredFile.DoesNotExist
    return file_response(file)


def _thumbnail(file: StoredFile) -> HttpResponse:
    out = BytesIO()
    with Image.open(path_of(file.sha256), formats=("JPEG",)) as image:
        image.draft("RGB", (THUMB_PX, THUMB_PX))
        image.thumbnail((THUMB_PX, THUMB_PX))
        image.save(out, "JPEG", quality=70, optimize=True)
    response = HttpResponse(out.getvalue(), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response
