from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _

from xaso.core.papers.compose import Composed, compose
from xaso.core.papers.document import Document
from xaso.core.papers.layout import layout
from xaso.core.papers.printable import printable
from xaso.core.papers.typesetting import Setting, measure, typeset
from xaso.core.papers.widths import FONTS

TEMPLATES = Path(str(files("xaso.core.papers"))) / "templates"
STANDARD = "a-2b"


class PdfUnavailable(Exception):
    """Its message is a sentence for an officer."""


def pdf_available() -> bool:
    return find_spec("typst") is not None and (FONTS / "covered.json").exists()


def render_pdf(document: Document) -> bytes:
    return _compile(compose(document), "pdf", standards=STANDARD)[0]


def render_images(document: Document, *, dots_per_inch: float) -> list[bytes]:
    return _compile(compose(document), "png", dots_per_inch=dots_per_inch)


def sheet_scale(composed: Composed) -> float:
    """How far the letters of a one-page sheet shrink to fit; 1 is full size."""
    return float(measure(_setting(composed), "<scale>"))


def _compile(
    composed: Composed,
    form: Literal["pdf", "png"],
    *,
    standards: str = "",
    dots_per_inch: float | None = None,
) -> list[bytes]:
    if not pdf_available():
        raise PdfUnavailable(
            _("Máy chủ này chưa cài phần tạo PDF. Hãy tải bản DOCX, hoặc nhờ quản trị cài thêm.")
        )
    return typeset(_setting(composed), form, standards=standards, dots_per_inch=dots_per_inch)


def _setting(composed: Composed) -> Setting:
    data = {**printable(composed), "layout": asdict(layout())}
    return Setting(TEMPLATES / "paper.typ", FONTS, json.dumps(data, ensure_ascii=False))
