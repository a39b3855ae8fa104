"""The columns of the file and what we take each for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIELD_WORDS = {
    "stt": gettext_lazy("Số TT"),
    "title": gettext_lazy("Nhiệm vụ"),
    "lead": gettext_lazy("Chủ trì"),
    "coworkers": gettext_lazy("Phối hợp"),
    "due": gettext_lazy("Thời hạn"),
    "product": gettext_lazy("Sản phẩm"),
    "budget": gettext_lazy("Kinh phí"),
    "basis": gettext_lazy("Căn cứ"),
    "target": gettext_lazy("Chỉ tiêu"),
}
NEEDED = ("lead", "due", "product")


@dataclass(frozen=True)
class FileColumn:
    index: int
    header: str
    field: str


def columns_of(mapping: Mapping[str, Any]) -> list[FileColumn]:
    """As the file has them, from left to right."""
    fields = {column["index"]: name for name, column in mapping.get("columns", {}).items()}
    return [
        FileColumn(index, header, fields.get(index, ""))
        for index, header in enumerate(mapping.get("headers", []))
        if header or index in fields
    ]


def missing_columns(mapping: Mapping[str, Any]) -> list[str]:
    there = mapping.get("columns", {})
    return [str(FIELD_WORDS[name]) for name in NEEDED if there and name not in there]


def chosen_mapping(
    columns: list[FileColumn], posted: Mapping[str, str]
) -> dict[str, int | None] | None:
    """None when the officer left all columns as they were."""
    chosen = {column.index: posted.get(f"cot{column.index}", column.field) for column in columns}
    if all(chosen[column.index] == column.field for column in columns):
        return None
    mapping: dict[str, int | None] = dict.fromkeys(
        [column.field for column in columns if column.field]
    )
    for index, name in chosen.items():
        if name not in FIELD_WORDS:
            continue
        if mapping.get(name) is not None:
            raise ValidationError(
                _("Hai cột cùng được chọn là “%(field)s”. Mỗi mục chỉ lấy một cột.")
                % {"field": FIELD_WORDS[name]}
            )
        mapping[name] = index
    return mapping
