"""A plan annex from XLSX or DOCX: what it says, and its acceptable rows into the plan as drafts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .answers import DONE, FINDING, Answer, BadInput
from .prepare import actor_named, commune_by_code, prepare_database

if TYPE_CHECKING:
    from xaso.modules.plans.public import AnnexReading, AnnexTaken

MOST_TOLD = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="phụ lục .xlsx hoặc .docx")
    parser.add_argument("--commune", required=True, metavar="MÃ", help="mã xã, ví dụ 02923")
    parser.add_argument("--year", required=True, type=int, metavar="NĂM")
    parser.add_argument("--dry-run", action="store_true", help="chỉ đọc, không ghi gì")
    parser.add_argument(
        "--accept-ok", action="store_true", help="nhận các dòng đọc được, để lại dòng còn vướng"
    )
    parser.add_argument("--actor", metavar="TÊN", help="tên đăng nhập của người nhập")


def run(options: argparse.Namespace) -> Answer:
    content = _content(options.file)
    if not 2000 <= options.year <= 2100:
        raise BadInput("bad_year", "Nêu năm kế hoạch, từ 2000 đến 2100.")
    prepare_database()
    from xaso.core.postgres.context import commune_context

    commune = commune_by_code(options.commune)
    with commune_context(commune):
        return _read_and_take(options, commune, content)


def _read_and_take(options: argparse.Namespace, commune: Any, content: bytes) -> Answer:
    from django.utils import timezone

    from xaso.modules.plans.public import AnnexUnreadable, read_plan_annex, take_plan_annex

    actor = actor_named(options.actor, commune)
    name = options.file.name
    try:
        reading = read_plan_annex(commune, options.year, name=name, content=content)
        may_take = not reading.findings or (options.accept_ok and reading.has_acceptable)
        if options.dry_run or not may_take:
            code = FINDING if reading.findings else DONE
            return Answer(reading.data, _read_text(reading, dry_run=options.dry_run), code)
        taken = take_plan_annex(actor, options.year, name=name, content=content, at=timezone.now())
    except AnnexUnreadable as refusal:
        raise BadInput(refusal.code, refusal.message) from refusal
    return Answer(reading.data, _taken_text(reading, taken))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput("file_not_found", f"Không đọc được tệp {path}.") from error


def _read_text(reading: AnnexReading, *, dry_run: bool) -> str:
    lines = [
        f"Đọc {reading.row_count} dòng nhiệm vụ, {reading.target_count} chỉ tiêu; "
        f"{reading.acceptable_count} dòng nhận được.",
        *_seen(reading),
    ]
    if not dry_run:
        lines.append("Chưa ghi gì. Sửa các dòng trên, hoặc thêm --accept-ok để nhận phần còn lại.")
    return "\n".join(lines)


def _taken_text(reading: AnnexReading, taken: AnnexTaken) -> str:
    left = reading.row_count - reading.acceptable_count
    lines = [
        f"{taken.plan_title}: {taken.new} việc mới, {taken.changed} thay đổi, "
        f"{taken.same} không đổi, {taken.targets} chỉ tiêu; để lại {left} dòng.",
        *_seen(reading),
    ]
    if taken.drafts:
        lines.append(
            f"{taken.drafts} việc ở dạng nháp: trên dòng lệnh không ai xác nhận được người chủ "
            f"trì, người nghiệm thu và minh chứng. Bổ sung tại {taken.address}"
        )
    return "\n".join(lines)


def _seen(reading: AnnexReading) -> list[str]:
    gone = [f"Không còn trong tệp: {each['title']}" for each in reading.data["gone"]]
    told = [*reading.findings, *(f"Lưu ý. {each}" for each in reading.warnings), *gone]
    more = [f"… và {len(told) - MOST_TOLD} điều nữa."] if len(told) > MOST_TOLD else []
    return [*told[:MOST_TOLD], *more]
