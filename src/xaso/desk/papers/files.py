"""The files of a paper: final ones as kept, those of a draft made on the spot; page pictures."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from PIL import Image

from xaso.core.files.kinds import DOCX, PDF, XLSX
from xaso.core.files.serve import file_response
from xaso.core.pages.pages import Page
from xaso.core.pages.workbook import download
from xaso.core.papers.document import Document
from xaso.core.papers.models import OfficialPaper
from xaso.core.papers.pdf import pdf_available
from xaso.core.papers.preview import render_previews
from xaso.core.papers.produce import Produced, produce
from xaso.core.papers.queries import compose, settings_of
from xaso.core.rights.actor import Actor

from .kinds import Ask
from .registry import kind_named

MEDIA = {"docx": DOCX, "pdf": PDF, "xlsx": XLSX}
KEPT_PICTURES_S = 3600
GREYS = 8


class PaperFile(Page):
    right = "papers.read"

    def get(self, request: HttpRequest, pk: UUID, kind: str) -> HttpResponseBase:
        if kind not in MEDIA:
            raise Http404
        paper = OfficialPaper.objects.of(self.actor.commune).get(pk=pk)
        stored = getattr(paper, kind)
        if stored:
            return file_response(stored)
        if paper.state != OfficialPaper.State.DRAFT:
            raise Http404
        made = produce(_document(paper))
        return _sent(made, kind, f"{paper.kind}-{paper.period}-du-thao")


class SignedFile(Page):
    right = "papers.read"

    def get(self, request: HttpRequest, pk: str, copy: str) -> HttpResponseBase:
        paper = OfficialPaper.objects.of(self.actor.commune).get(pk=pk)
        return file_response(paper.signed_copies.select_related("file").get(pk=copy).file)


class PaperPicture(Page):
    """Page `number` as PNG. Drawn once for each version of the paper and then kept a while."""

    right = "papers.read"

    def get(self, request: HttpRequest, pk: str, number: int) -> HttpResponse:
        paper = OfficialPaper.objects.of(self.actor.commune).get(pk=pk)
        if not pdf_available():
            raise Http404
        pages = pictures(paper)
        if not 1 <= number <= len(pages):
            raise Http404
        response = HttpResponse(pages[number - 1].content, content_type="image/png")
        response["Cache-Control"] = "private, max-age=600"
        return response


class SheetFile(Page):
    """An internal sheet of today, straight to a file."""

    right = "papers.read"

    def get(self, request: HttpRequest, code: str, period: str, kind: str) -> HttpResponse:
        about = request.GET.get("ve", "")
        made = produce(_sheet_document(self.actor, code, period, about))
        return _sent(made, kind, f"{code}-{period}")


def _sheet_document(actor: Actor, code: str, period: str, about: str) -> Document:
    paper_kind = kind_named(code)
    if paper_kind.sheet is None:
        raise Http404
    ask = Ask(actor.commune, period, timezone.localdate(), about)
    try:
        paper_kind.check_period(period)
        paper_kind.check_about(ask)
    except ValidationError as error:
        raise Http404 from error
    return paper_kind.sheet(ask)


@dataclass(frozen=True)
class Picture:
    content: bytes
    width_px: int
    height_px: int


def pictures(paper: OfficialPaper) -> list[Picture]:
    key = f"paper-pictures-{paper.pk}-{paper.version}"
    pages: list[Picture] | None = cache.get(key)
    if pages is None:
        pages = [_light(page) for page in render_previews(_document(paper))]
        cache.set(key, pages, KEPT_PICTURES_S)
    return pages


def _light(page: bytes) -> Picture:
    """Black letters on white need few shades of grey: a third of the bytes."""
    with Image.open(BytesIO(page), formats=("PNG",)) as image:
        out = BytesIO()
        image.convert("L").quantize(GREYS).save(out, "PNG", optimize=True)
        return Picture(out.getvalue(), image.width, image.height)


def _document(paper: OfficialPaper) -> Document:
    return compose(paper, settings_of(paper.commune), timezone.localdate())


def _sent(made: Produced, kind: str, name: str) -> HttpResponse:
    content = getattr(made, kind)
    if content is None:
        raise Http404
    return download(content, f"{name}.{kind}", MEDIA[kind])
