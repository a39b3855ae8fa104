"""The closing report of a drive as files, without a number: numbers are given in "Cấp số"."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from .answers import Answer, BadInput
from .prepare import commune_by_code, prepare_database
from .report_command import write_files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["report"], metavar="report")
    parser.add_argument("code", metavar="MÃ ĐỢT", help="ví dụ RQ-2026-01")
    parser.add_argument("--out", required=True, type=Path, metavar="THƯ MỤC")
    parser.add_argument(
        "--commune", metavar="MÃ", help="mã xã; cần khi nhiều xã trên máy có đợt cùng mã"
    )


def run(options: argparse.Namespace) -> Answer:
    prepare_database()
    from django.utils import timezone

    from xaso.core.papers.produce import produce
    from xaso.core.postgres.context import commune_context
    from xaso.modules.campaigns.public import campaign_report

    commune, campaign_id = _found(options.code, options.commune)
    with commune_context(commune):
        made = produce(campaign_report(commune, campaign_id, timezone.localdate()))
    files = write_files(made, options.out, f"ra-quan-{options.code.lower()}")
    lines = [f"{file['kind'].upper()}: {file['path']}" for file in files]
    return Answer({"files": files}, "\n".join(lines))


def _found(code: str, commune_code: str | None) -> tuple[Any, Any]:
    from xaso.core.postgres.context import commune_context
    from xaso.core.units.models import Commune
    from xaso.modules.campaigns.public import campaign_of_code

    opened = Commune.objects.filter(opened_at__isnull=False).order_by("pk")
    places = [commune_by_code(commune_code)] if commune_code else list(opened)
    found = []
    for commune in places:
        with commune_context(commune):
            campaign_id = campaign_of_code(commune, code)
        if campaign_id:
            found.append((commune, campaign_id))
    if not found:
        raise BadInput("unknown_campaign", f"Không có đợt ra quân {code}.")
    if len(found) > 1:
        names = ", ".join(f"{commune.pk} {commune.name}" for commune, _id in found)
        raise BadInput("several_campaigns", f"Nhiều xã có đợt {code}: {names}. Thêm --commune.")
    return found[0]
