"""Papers of the commune Gia Phú, as its officers would write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from xaso.core.papers.document import (
    Annex,
    Block,
    Column,
    FigureSentence,
    GroupRow,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Sheet,
    Signature,
    Source,
    Table,
)

EVERY_LETTER = "Ở Đắk Rve, chị Nguyễn Ngữ hỏi: ăn uống quà bẩm khổ? ẰẮẲẴẶ ỜỚỞỠỢ ỪỨỬỮỰ ỲÝỶỸỴ đĐ"
LONG_LINE = (
    "Ủy ban nhân dân xã đã phân công công chức phụ trách từng thôn, hướng dẫn người dân nộp hồ sơ "
    "trực tuyến, thanh toán không dùng tiền mặt và phản ánh vùng chưa có sóng di động. "
)
CHAIRMAN = Signature(authority=("TM. Ủy ban nhân dân",), post="Chủ tịch", name="Thào A Chù")
DEPUTY = Signature(authority=("KT. Chủ tịch",), post="Phó Chủ tịch", name="Nguyễn Văn Páo")
MOST_VILLAGES = 55


def letterhead(
    symbol: str = "BC-UBND", number: int | None = None, day: date | None = None
) -> Letterhead:
    return Letterhead(
        body=("Ủy ban nhân dân", "xã Gia Phú"),
        place="Gia Phú",
        symbol=symbol,
        number=number,
        day=day,
        year=2026,
    )


def report(villages: int = 22) -> Paper:
    """Text, a table with groups, a landscape annex with one row a village, an upright annex."""
    return Paper(
        letterhead=letterhead(),
        kind="Báo cáo",
        abstract="Kết quả thực hiện chuyển đổi số tháng 11, nhiệm vụ trọng tâm tháng 12 năm 2026",
        receivers=("Ủy ban nhân dân tỉnh Lào Cai", "Sở Khoa học và Công nghệ tỉnh Lào Cai;"),
        bases=("Căn cứ Kế hoạch chuyển đổi số năm 2026 của xã", "Căn cứ kết quả kiểm tra;"),
        blocks=(
            Heading(text="I. KẾT QUẢ THỰC HIỆN"),
            Heading(text="1. Kết quả chung", level="clause"),
            FigureSentence(
                text="Xã có 80 nhiệm vụ, đã hoàn thành 52, chậm hạn 11.",
                sources=(Source(label="80 nhiệm vụ", url="/ke-hoach/viec/"),),
            ),
            Items(items=(LONG_LINE, "Kinh tế số: 12 hộ đưa sản phẩm lên sàn.")),
            indicators_table(),
            Heading(text="II. TỒN TẠI"),
            *(Paragraph(text=LONG_LINE * 4) for _ in range(5)),
            Paragraph(text=EVERY_LETTER),
            Paragraph(text="Trên đây là báo cáo của Ủy ban nhân dân xã Gia Phú."),
        ),
        signature=CHAIRMAN,
        recipients=("UBND tỉnh Lào Cai", "Thường trực Đảng ủy, HĐND xã;", "- Các thôn"),
        file_copy="VT, VX",
        annexes=(
            Annex(title="Kết quả theo thôn", landscape=True, blocks=(villages_table(villages),)),
            Annex(title="Nhiệm vụ chậm hạn", blocks=(Paragraph(text=EVERY_LETTER),)),
        ),
    )


def indicators_table() -> Table:
    return Table(
        caption="Kết quả một số chỉ tiêu",
        columns=(
            Column(title="TT", width=6, align="center"),
            Column(title="Chỉ tiêu", width=60),
            Column(title="Kế hoạch", width=20, over="Năm 2026"),
            Column(title="Thực hiện", width=22, over="Năm 2026"),
        ),
        rows=(
            GroupRow(text="A. Chính quyền số"),
            Row(cells=(1, "Hồ sơ trực tuyến toàn trình (%)", 70, Decimal("71.2"))),
            GroupRow(text="B. Xã hội số"),
            Row(cells=(2, "Thôn có sóng 4G đạt chuẩn (%)", 95, None)),
            Row(cells=("", "Số lượt hướng dẫn", 4000, 1234567), bold=True),
        ),
    )


def villages_table(count: int) -> Table:
    return Table(
        columns=(
            Column(title="TT", width=8, align="center"),
            Column(title="Thôn", width=40),
            Column(title="Hộ có internet (%)", width=30),
            Column(title="Hạn", width=24),
            Column(title="Lý do chậm", width=80),
        ),
        rows=tuple(
            Row(cells=(i, f"Thôn mẫu {i}", Decimal(i) / 4, date(2026, 2, 5), "Không có sóng " * 8))
            for i in range(1, count + 1)
        ),
    )


def official_letter(*blocks: Block) -> Paper:
    return Paper(
        letterhead=letterhead("UBND-VX", 7, date(2026, 2, 5)),
        kind=None,
        abstract="đôn đốc nhiệm vụ chậm hạn của các thôn",
        receivers=("Trưởng thôn Nậm Phảng",),
        blocks=blocks or (Paragraph(text=LONG_LINE),),
        signature=DEPUTY,
        recipients=("Như trên",),
    )


def decision() -> Paper:
    return replace(
        official_letter(
            Paragraph(lead="Điều 1.", text="Kiện toàn Tổ công nghệ số cộng đồng."),
            Paragraph(lead="Điều 2.", text="Quyết định có hiệu lực từ ngày ký"),
        ),
        letterhead=letterhead("QĐ-UBND", 105, date(2026, 10, 15)),
        kind="Quyết định",
        abstract="Kiện toàn Tổ công nghệ số cộng đồng",
        receivers=(),
        decider="Chủ tịch Ủy ban nhân dân xã Gia Phú",
        bases=("Theo đề nghị của Trưởng phòng Văn hóa - Xã hội",),
    )


def weekly_sheet(rows: int = 17) -> Sheet:
    table = Table(
        columns=(
            Column(title="TT", width=7),
            Column(title="Việc", width=90),
            Column(title="Ai", width=30),
        ),
        rows=tuple(Row(cells=(i, LONG_LINE[:90], "Hoàng Thị Lan")) for i in range(rows)),
    )
    return Sheet(
        body=("Ủy ban nhân dân", "xã Gia Phú"),
        title="Bảng giao ban tuần 48",
        subtitle="Từ ngày 23/11 đến ngày 29/11/2026",
        note="In lúc 07:30 ngày 23/11/2026",
        day=date(2026, 11, 23),
        blocks=(Heading(text="I. CHẬM HẠN"), table, Items(items=("Sửa máy in.",), mark="1.")),
        signature=Signature(post="Người lập", name="Hoàng Thị Lan"),
        also_signs=Signature(post="Chủ tịch", name="Thào A Chù"),
    )
