"""A blank workbook with every column, a word of advice in each, and two lines to copy."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xaso.core.papers.document import Column, Row, Table
from xaso.core.papers.sheets import SheetTable, write_workbook


def blank_workbook() -> bytes:
    """What it holds is read back without a problem."""
    lines = _lines()
    columns = tuple(Column(title=title, width=28 if title in WIDE else 12) for title in lines[0])
    rows = tuple(Row(cells=tuple(line.values())) for line in lines)
    table = Table(columns=columns, rows=rows)
    return write_workbook([SheetTable(name=_("Bộ chỉ số"), table=table)])


WIDE = ("Tên chỉ số", "Tham số", "Tài liệu kiểm chứng", "Giải trình")
TITLES = (
    "Mã", "Tên chỉ số", "Điểm tối đa", "Kiểu", "Tử số", "Mẫu số", "Chỉ tiêu", "Tham số",
    "Mẫu số bằng 0", "Tài liệu kiểm chứng", "Nguồn số liệu", "Đơn vị xác minh", "Kỳ",
    "Hiệu lực từ", "Hiệu lực đến", "Căn cứ", "Điểm tự chấm", "Giải trình", "Điểm thẩm định",
)  # fmt: skip


def _lines() -> list[dict[str, str | int]]:
    return [
        _line({"Mã": "I", "Tên chỉ số": _("Nhận thức số"), "Điểm tối đa": 30}),
        _line(
            {
                "Mã": "1",
                "Tên chỉ số": _("Người đứng đầu phụ trách chuyển đổi số"),
                "Điểm tối đa": 10,
                "Kiểu": "người đứng đầu",
                "Tài liệu kiểm chứng": _("Quyết định thành lập ban chỉ đạo"),
            }
        ),
        _line(
            {
                "Mã": "2",
                "Tên chỉ số": _("Tỷ lệ hộ dùng cáp quang"),
                "Điểm tối đa": 20,
                "Kiểu": "tỷ lệ theo đích",
                "Tử số": "số hộ dùng cáp quang",
                "Mẫu số": "tổng số hộ",
                "Chỉ tiêu": 80,
            }
        ),
    ]


def _line(said: dict[str, str | int]) -> dict[str, str | int]:
    return {title: said.get(title, "") for title in TITLES}
