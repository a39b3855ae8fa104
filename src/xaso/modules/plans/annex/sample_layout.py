"""What stands on the two annexes, whatever the file: head, title, columns, group rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xaso.lib.numbers import roman

Cells = tuple[str | Decimal, ...]
GroupLines = Sequence[tuple[str, Sequence[Cells]]]


@dataclass(frozen=True)
class SheetColumn:
    header: str
    width: int  # characters
    centred: bool = False


@dataclass(frozen=True)
class Sheet:
    name: str
    body: str  # the issuing body, above everything
    title: str
    reference: str
    columns: tuple[SheetColumn, ...]
    groups: tuple[tuple[str, str, tuple[Cells, ...]], ...]  # Roman number, name, rows


def annex_sheets(
    targets: GroupLines, tasks: GroupLines, *, commune: str, year: int | None
) -> list[Sheet]:
    written = f"NĂM {year}" if year else "NĂM …"
    body = f"ỦY BAN NHÂN DÂN {commune.upper()}"
    reference = (
        f"(Kèm theo Kế hoạch số …/KH-UBND ngày … tháng … năm … của Ủy ban nhân dân {commune})"
    )
    return [
        Sheet(
            "Phụ lục I",
            body,
            f"CHỈ TIÊU CHUYỂN ĐỔI SỐ {written}",
            reference,
            _target_columns(year),
            _numbered(targets),
        ),
        Sheet(
            "Phụ lục II",
            body,
            f"PHÂN CÔNG NHIỆM VỤ CHUYỂN ĐỔI SỐ {written}",
            reference,
            TASK_COLUMNS,
            _numbered(tasks),
        ),
    ]


TASK_COLUMNS = (
    SheetColumn("TT", 8, centred=True),
    SheetColumn("Nhiệm vụ", 42),
    SheetColumn("Cơ quan chủ trì", 20),
    SheetColumn("Cơ quan phối hợp", 26),
    SheetColumn("Thời gian hoàn thành", 16, centred=True),
    SheetColumn("Sản phẩm", 26),
    SheetColumn("Kinh phí (triệu đồng)", 11, centred=True),
    SheetColumn("Căn cứ", 18),
)


def _target_columns(year: int | None) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn("TT", 6, centred=True),
        SheetColumn("Chỉ tiêu", 48),
        SheetColumn("Đơn vị tính", 10, centred=True),
        SheetColumn(f"Kết quả năm {year - 1}" if year else "Kết quả năm trước", 12, centred=True),
        SheetColumn(f"Kế hoạch năm {year}" if year else "Kế hoạch năm", 12, centred=True),
        SheetColumn("Đơn vị theo dõi", 26),
        SheetColumn("Giải thích (cách tính)", 44),
    )


def _numbered(groups: GroupLines) -> tuple[tuple[str, str, tuple[Cells, ...]], ...]:
    """Rows keep their own numbers; rows without one (a blank form) count through all groups."""
    numbered, count = [], 0
    for order, (name, rows) in enumerate(groups, 1):
        lines = list[Cells]()
        for cells in rows:
            count += 1
            lines.append((cells[0] or str(count), *cells[1:]))
        numbered.append((roman(order), name, tuple(lines)))
    return tuple(numbered)
