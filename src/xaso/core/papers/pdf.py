from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _

from xaso.core.papers.compose import Composed, compose
from xaso.core.papers.document import Document
from xaso.core.papers.layout import layout
from xaso.core.papers.printable import printable
from xaso.core.papers.widths import FONTS

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(str(files("xaso.core.papers"))) / "templates"
STANDARD: Literal["a-2b"] = "a-2b"
_one_at_a_time = Lock()


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
    with _one_at_a_time:
        _compiler().compile(format="pdf", sys_inputs=_inputs(composed))
        return float(json.loads(_compiler().query("<scale>", field="value", one=True)))


def _compile(
    composed: Composed,
    form: Literal["pdf", "png"],
    *,
    standards: Literal["a-2b"] | None = None,
    dots_per_inch: float | None = None,
) -> list[bytes]:
    if not pdf_available():
        raise PdfUnavailable(
            _("Máy chủ này chưa cài phần tạo PDF. Hãy tải bản DOCX, hoặc nhờ quản trị cài thêm.")
        )
    with _one_at_a_time:
        made = _compiler().compile(
            format=form,
            sys_inputs=_inputs(composed),
            ppi=dots_per_inch,
            pdf_standards=[standards] if standards else [],
        )
    return made if isinstance(made, list) else [made or b""]


def _inputs(composed: Composed) -> dict[str, str]:
    data = {**printable(composed), "layout": asdict(layout())}
    return {"paper": json.dumps(data, ensure_ascii=False)}


@cache
def _compiler() -> typst.Compiler:
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    return typst.Compiler(input=TEMPLATES / "paper.typ", root=TEMPLATES, font_paths=fonts)
