"""Any list as an XLSX workbook that Excel opens without a warning and without a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from xaso.core.files.kinds import XLSX
from xaso.core.papers.document import Column as PaperColumn
from xaso.core.papers.document import Row, Table
from xaso.core.papers.sheets import SheetTable, write_workbook


@dataclass(frozen=True)
class Column:
    label: Any
    value: Callable[[Any], Any]
    width: int = 18


def workbook_response(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse:
    table = Table(
        columns=tuple(
            PaperColumn(title=str(column.label), width=column.width) for column in columns
        ),
        rows=tuple(Row(cells=tuple(column.value(row) for column in columns)) for row in rows),
    )
    return download(write_workbook([SheetTable(name=name, table=table)]), f"{name}.xlsx", XLSX)


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
