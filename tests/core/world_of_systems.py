"""Systems of the small world: in use, no longer used, with numbers, accounts and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import MORNING, TODAY
from xaso.modules.systems import actions
from xaso.modules.systems.exports.reading_way import ROWS, Rule
from xaso.modules.systems.models import Level
from xaso.modules.systems.tests import files, make
from xaso.modules.systems.tests.workbooks import workbook

if TYPE_CHECKING:
    from tests.core.world import Side


def live_through_systems(side: Side, rows: int) -> None:
    officer = side.people["cong_chuc"]
    for number in range(rows):
        system = side.things["system"] = make.system(
            officer,
            f"Hệ thống {number}",
            level=Level.PROVINCE,
            owner_name="Sở của tỉnh",
            web_address="https://he-thong.example/",
            note="Gọi một đầu mối khi cần",
            responsible_id=officer.account_id,
        )
        side.things["system_figure"] = actions.add_figure(
            actor=officer, system_id=system.pk, value_code="hs-tiep-nhan", where="Báo cáo tháng"
        )
        side.things["system_account"] = make.account(
            officer, system, side.people["van_thu"], login="van.thu", note="Có chữ ký số"
        )
        side.things["export"] = make.export(officer, system, note="Tệp ở máy văn thư")
    make.export(officer, side["system"], period="2026-09")
    back = make.export(officer, side["system"], period="2026-08")
    actions.take_back_export(actor=officer, export_id=back.pk, at=MORNING)
    _files_in(side)
    stopped = make.system(officer, "Hệ thống đã ngừng")
    side.things["stopped_system"] = actions.stop_system(
        actor=officer, system_id=stopped.pk, day=TODAY, reason="Tỉnh đổi hệ thống", today=TODAY
    )


def _files_in(side: Side) -> None:
    """One file that was taken and one that waits, read the same way."""
    officer, system = side.people["cong_chuc"], side["system"]
    rule = Rule("hs-tiep-nhan", ROWS)
    side.things["reading"] = files.reading(officer, system, rule, village="")
    rows = [("STT", "Mã hồ sơ", "Tình trạng"), (1, "H36.1", "Đúng hạn"), (2, "H36.2", "Quá hạn")]
    taken = files.sent(officer, system, workbook(*rows), name="thang-10.xlsx")
    side.things["system_file_taken"] = files.taken(officer, taken, rule.code)
    rows.append((3, "H36.3", "Đúng hạn"))
    side.things["system_file"] = files.sent(officer, system, workbook(*rows), name="thang-11.xlsx")
