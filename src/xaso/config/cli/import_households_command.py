"""A list of households from XLSX or CSV: what it would change, and into the list of a commune."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .answers import DONE, FINDING, Answer, BadInput
from .prepare import actor_named, commune_by_code, prepare_database

if TYPE_CHECKING:
    from xaso.core.residents.planning import Plan

MOST_TOLD = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="danh sách hộ .xlsx hoặc .csv")
    parser.add_argument("--commune", required=True, metavar="MÃ", help="mã xã, ví dụ 02923")
    parser.add_argument("--village", metavar="THÔN", help="mã hoặc tên thôn của cả tệp")
    parser.add_argument("--dry-run", action="store_true", help="chỉ đọc, không ghi gì")
    parser.add_argument("--actor", metavar="TÊN", help="tên đăng nhập của người nhập")


def run(options: argparse.Namespace) -> Answer:
    content = _content(options.file)
    prepare_database()
    from django.core.exceptions import ValidationError

    from xaso.core.postgres.context import commune_context

    commune = commune_by_code(options.commune)
    if commune.opened_at is None:
        raise BadInput("commune_not_open", f"{commune.full_name} chưa mở trên máy này.")
    with commune_context(commune):
        try:
            return _read_and_take(options, commune, content)
        except ValidationError as error:
            raise BadInput("bad_file", " ".join(error.messages)) from error


def _read_and_take(options: argparse.Namespace, commune: Any, content: bytes) -> Answer:
    from django.db import transaction
    from django.utils import timezone

    from xaso.core.residents import actions
    from xaso.core.residents.imports import plan_of

    actor, at = actor_named(options.actor, commune), timezone.now()
    village_id = _village(commune, options.village) if options.village else None
    with transaction.atomic():
        batch = actions.start_import(
            actor=actor, name=options.file.name, content=content, village_id=village_id, at=at
        )
        plan = plan_of(batch)
        if options.dry_run or not plan.ready:
            transaction.set_rollback(True)
        else:
            actions.queue_import(
                actor=actor,
                import_id=batch.pk,
                columns=batch.columns,
                closes_gone=False,
                at=at,
                apart=False,
            )
            actions.take_import(actor=actor, import_id=batch.pk, at=at)
    return _said(plan, dry_run=options.dry_run)


def _said(plan: Plan, *, dry_run: bool) -> Answer:
    problems = [
        {"row": row.read.row, "cell": problem.cell, "message": problem.message}
        for row in plan.rows
        for problem in row.problems
    ]
    counts = plan.counts
    data = {
        "rows": len(plan.rows),
        "new": counts["new"],
        "changed": counts["changed"],
        "same": counts["same"],
        "problems": problems,
    }
    done = "Chỉ đọc, chưa ghi" if dry_run else "Đã nhận"
    lines = [
        f"{done}: {data['rows']} dòng, {data['new']} hộ mới, {data['changed']} hộ thay đổi, "
        f"{data['same']} như cũ, {counts['bad']} dòng cần sửa.",
        *(f"{each['cell']}: {each['message']}" for each in problems[:MOST_TOLD]),
    ]
    if len(problems) > MOST_TOLD:
        lines.append(f"… và {len(problems) - MOST_TOLD} điều nữa.")
    return Answer(data, "\n".join(lines), FINDING if problems else DONE)


def _village(commune: Any, named: str) -> Any:
    from xaso.core.residents.planning import villages_named

    found = villages_named(commune, named)
    if len(found) != 1:
        raise BadInput("unknown_village", f"Xã không có đúng một thôn “{named}” đang dùng.")
    return found[0].pk


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput("file_not_found", f"Không đọc được tệp {path}.") from error
