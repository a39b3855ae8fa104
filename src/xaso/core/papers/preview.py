from __future__ import annotations

from xaso.core.papers.document import Document
from xaso.core.papers.pdf import render_images

SCREEN_DOTS_PER_INCH = 96


def render_previews(document: Document) -> list[bytes]:
    """One PNG a page, as the PDF will look."""
    return render_images(document, dots_per_inch=SCREEN_DOTS_PER_INCH)
