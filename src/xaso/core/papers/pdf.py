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


class PdfUnavailable(Exception):  # noqa: N818  said of the server, not of a mistake
    """Its message is a sentence for an officer."""


def pdf_available() -> bool:
    return find_spec("typst") is not None and (FONTS / "covered.json").exists()


def render_pdf(document: Document) -> bytes:
    with _one_at_a_time:
        made = _compiler().compile(
            format="pdf", sys_inputs=_inputs(compose(document)), pdf_standards=STANDARD
        )
    return _pages(made)[0]


def render_images(document: Document, *, dots_per_inch: float) -> list[bytes]:
    with _one_at_a_time:
        made = _compiler().compile(
            format="png", sys_inputs=_inputs(compose(document)), ppi=dots_per_inch
        )
    return _pages(made)


def sheet_scale(composed: Composed) -> float:
    """How far the letters of a one-page sheet shrink to fit; 1 is full size."""
    with _one_at_a_time:
        compiler = _compiler()
        compiler.compile(format="pdf", sys_inputs=_inputs(composed))
        return float(json.loads(compiler.query("<scale>", field="value", one=True)))


def _inputs(composed: Composed) -> dict[str, str]:
    data = {**printable(composed), "layout": asdict(layout())}
    return {"paper": json.dumps(data, ensure_ascii=False)}


def _pages(made: bytes | list[bytes] | None) -> list[bytes]:
    return made if isinstance(made, list) else [made or b""]


@cache
def _compiler() -> typst.Compiler:
    if not pdf_available():
        raise PdfUnavailable(
            _("Máy chủ này chưa cài phần tạo PDF. Hãy tải bản DOCX, hoặc nhờ quản trị cài thêm.")
        )
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    return typst.Compiler(input=TEMPLATES / "paper.typ", root=TEMPLATES, font_paths=fonts)
