"""The signal of the small world: places measured and not, one survey put right, one place closed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from conftest import MORNING, TODAY
from xaso.modules.coverage import actions
from xaso.modules.coverage.models import Network, PlaceKind
from xaso.modules.coverage.ranking import packaged_weights
from xaso.modules.coverage.tests import files, make

if TYPE_CHECKING:
    from tests.core.world import Side


def live_through_coverage(side: Side, rows: int) -> None:
    officer, village = side.people["cong_chuc"], side["village"]
    centre = side.things["coverage_place"] = make.place(officer, village, "Nhà văn hóa")
    for number in range(rows):
        place = make.place(officer, village, f"Cụm {number}", kind=PlaceKind.CLUSTER)
        make.survey(officer, place, 0)
        make.survey(officer, centre, 3, days_ago=number, note="Trời mưa")
    wrong = make.survey(officer, centre, 4, days_ago=rows + 1)
    make.corrected(officer, wrong, 2)
    side.things["coverage_survey"] = _Named(make.survey(officer, centre, 3, days_ago=rows + 2).id)
    make.ruled(officer, village, "yeu")
    for _number in range(rows):
        side.things["draft_petition"] = make.petition(officer, centre)
    side.things["petition"] = make.answered(
        officer, make.sent(officer, make.petition(officer, centre))
    )
    rows_of_a_file = [files.driven(number) for number in range(rows)]
    side.things["taken_signal_file"] = files.taken(officer, files.drive(*rows_of_a_file))
    side.things["signal_file"] = files.read(officer, files.drive(*rows_of_a_file))
    for number in range(rows):
        side.things["speed_test"] = actions.add_speed_test(
            actor=officer,
            village_id=village.pk,
            network=Network.MOBILE,
            down_mbps=Decimal(30 + number),
            at=MORNING,
        )
    actions.note_published(
        actor=officer, month=TODAY, network=Network.MOBILE, count=212, source="i-Speed", at=MORNING
    )
    actions.give_operator(
        actor=officer,
        account_id=side.people["vien_thong"].account_id,
        operator="viettel",
        at=MORNING,
    )
    actions.adopt_weights(
        actor=officer,
        weights=packaged_weights(TODAY).by_code,
        since=TODAY,
        reason="Họp giao ban",
        at=MORNING,
    )
    make.own_rules(officer)
    closed = make.place(officer, village, "Điểm cũ", kind=PlaceKind.ROAD)
    side.things["closed_coverage_place"] = actions.close_place(
        actor=officer, place_id=closed.pk, at=MORNING
    )


class _Named:
    """A survey is no row of its own: its address carries the id its rows share."""

    def __init__(self, pk: object) -> None:
        self.pk = pk
