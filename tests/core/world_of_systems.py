"""Systems of the small world: in use, no longer used, with numbers, accounts and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import MORNING, TODAY
from xaso.modules.systems import actions
from xaso.modules.systems.models import Level
from xaso.modules.systems.tests import make

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
    stopped = make.system(officer, "Hệ thống đã ngừng")
    side.things["stopped_system"] = actions.stop_system(
        actor=officer, system_id=stopped.pk, day=TODAY, reason="Tỉnh đổi hệ thống", today=TODAY
    )
