"""A report as files, without a number: numbers are given in "Cấp số"."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .answers import Answer, BadInput
from .prepare import commune_by_code, prepare_database

if TYPE_CHECKING:
    from xaso.core.papers.document import Document
    from xaso.core.papers.produce import Produced

ENDINGS = ("docx", "pdf", "xlsx")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--commune", required=True, metavar="MÃ")
    parser.add_argument(
        "--kind", required=True, metavar="K", help="bao-cao, giao-ban, phan-cong, tu-cham, …"
    )
    parser.add_argument(
        "--period", default="", metavar="P", help="2026-10, 2026-Q4, 2026-H2, 2026 hoặc 2026-W48"
    )
    parser.add_argument(
        "--about", default="", metavar="MỤC", help="trụ cột, hoặc mã kế hoạch, đợt, người"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="THƯ MỤC")


def run(options: argparse.Namespace) -> Answer:
    prepare_database()
    commune = commune_by_code(options.commune)
    if commune.opened_at is None:
        raise BadInput("commune_not_open", f"{commune.full_name} chưa mở trên máy này.")
    from xaso.core.papers.produce import produce
    from xaso.core.postgres.context import commune_context

    with commune_context(commune):
        made = produce(_document(commune, options))
    stem = "-".join(part for part in (options.kind, options.period) if part)
    files = write_files(made, options.out, stem)
    lines = [f"{file['kind'].upper()}: {file['path']}" for file in files]
    return Answer({"files": files}, "\n".join(lines))


def _document(commune: Any, options: argparse.Namespace) -> Document:
    from django.core.exceptions import ValidationError
    from django.http import Http404
    from django.utils import timezone

    from xaso.core.papers.body import Body
    from xaso.core.papers.models import OfficialPaper
    from xaso.core.papers.queries import compose_body, settings_of
    from xaso.desk.papers.kinds import Ask
    from xaso.desk.papers.registry import KINDS

    kind = next((kind for kind in KINDS if kind.code == options.kind), None)
    if kind is None:
        known = ", ".join(kind.code for kind in KINDS)
        raise BadInput("unknown_kind", f"Không có loại báo cáo “{options.kind}”. Chọn: {known}.")
    ask = Ask(commune, options.period, timezone.localdate(), options.about)
    try:
        kind.check_period(ask.period)
        kind.check_about(ask)
        if kind.sheet:
            return kind.sheet(ask)
        made = kind.body(ask) if kind.body else Body()
    except ValidationError as error:
        raise BadInput("bad_period", " ".join(error.messages)) from error
    except Http404 as error:
        offered = ", ".join(value for value, _words in kind.choices_of(commune, ask.today))
        raise BadInput("bad_choice", f"Không có mục “{ask.about}”. Chọn: {offered}.") from error
    paper = OfficialPaper(
        commune=commune,
        kind=kind.code,
        type_symbol=kind.type_symbol,
        title=kind.title(ask),
        period=ask.period,
        about=ask.about,
        basis_codes=list(kind.basis_codes),
    )
    return compose_body(paper, made, settings_of(commune), ask.today)


def write_files(made: Produced, folder: Path, stem: str) -> list[dict[str, str]]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [
            _written(folder / f"{stem}.{ending}", ending, content)
            for ending in ENDINGS
            if (content := getattr(made, ending))
        ]
    except OSError as error:
        raise BadInput(
            "cannot_write", f"Không ghi được vào {folder}: {error.strerror}."
        ) from error


def _written(path: Path, ending: str, content: bytes) -> dict[str, str]:
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return {"kind": ending, "path": str(path), "sha256": digest}
