"""The folder of evidence as a ZIP on disk: safe names, numbers first, a page of contents before all."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from xaso.core.papers.document import Column, Paragraph, Row, Sheet, Table
from xaso.core.papers.docx import render_docx
from xaso.core.papers.pdf import PdfUnavailable, render_pdf
from xaso.lib.dates import write_date
from xaso.lib.text import fold

LETTERS_OF_NAME = 60
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class BoundProof:
    """One line of the contents; `path` where there is a file, `words` where there is none."""

    item_code: str
    item_name: str
    words: str
    path: Path | None = None
    suffix: str = ""


@dataclass(frozen=True)
class Bound:
    files: int
    size_bytes: int
    sha256: str


def place_of(binder_id: UUID) -> Path:
    return Path(settings.STORAGE_DIR).parent / "ho-so" / f"{binder_id}.zip"


def bind(
    binder_id: UUID,
    proofs: Sequence[BoundProof],
    *,
    title: str,
    subtitle: str,
    body: str,
    day: date,
    progress: Callable[[int, int], None],
) -> Bound:
    """Written beside and moved into place, so that nobody ever downloads half of one."""
    place = place_of(binder_id)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    names = names_of(proofs)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as target:
        temporary = Path(target.name)
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as package:
            name, content = _contents(proofs, names, title, subtitle, body, day)
            package.writestr(name, content)
            for at, proof in enumerate(proofs):
                if proof.path is not None:
                    package.write(proof.path, names[at])
                progress(at + 1, len(proofs))
        bound = Bound(
            files=sum(1 for name in names if name),
            size_bytes=temporary.stat().st_size,
            sha256=_hash(temporary),
        )
        temporary.rename(place)
    finally:
        temporary.unlink(missing_ok=True)
    return bound


def names_of(proofs: Sequence[BoundProof]) -> list[str]:
    """ "001_8.4_danh-sach.pdf": no accents, no signs any system minds, never two alike."""
    names, number = [], 0
    for proof in proofs:
        if proof.path is None:
            names.append("")
            continue
        number += 1
        stem = re.sub(r"[^a-z0-9]+", "-", fold(Path(proof.words).stem)).strip("-")
        code = re.sub(r"[^A-Za-z0-9.\-]+", "-", proof.item_code)
        names.append(f"{number:03}_{code}_{stem[:LETTERS_OF_NAME] or 'tep'}{proof.suffix}")
    return names


def _contents(
    proofs: Sequence[BoundProof],
    names: Sequence[str],
    title: str,
    subtitle: str,
    body: str,
    day: date,
) -> tuple[str, bytes]:
    """A PDF; where the machine cannot make one, the same page as Word."""
    sheet = Sheet(
        body=(body,),
        title=_("Mục lục hồ sơ minh chứng"),
        subtitle=subtitle,
        day=day,
        one_page=False,
        blocks=(
            Paragraph(text=title),
            Table(
                columns=(
                    Column(title=_("Chỉ số"), width=34),
                    Column(title=_("Minh chứng"), width=34),
                    Column(title=_("Tệp trong hồ sơ"), width=32),
                ),
                rows=tuple(
                    Row(cells=(f"{proof.item_code} {proof.item_name}", proof.words, name))
                    for proof, name in zip(proofs, names, strict=True)
                ),
            ),
            Paragraph(
                text=_("Hồ sơ lập ngày %(day)s, có %(count)d tệp.")
                % {"day": write_date(day), "count": sum(1 for name in names if name)}
            ),
        ),
    )
    try:
        return "000_muc-luc.pdf", render_pdf(sheet)
    except PdfUnavailable:
        return "000_muc-luc.docx", render_docx(sheet)


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
