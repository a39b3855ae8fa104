"""Tasks, what their villages owe, results and evidence: rows by the batch, as loaders write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from xaso.lib.ids import new_id
from xaso.lib.text import fold

from .commune import PILLARS, TARGETS_OF_VILLAGES, Place, model, moment
from .spread import GIVEN_DAYS_BEFORE, ON_TIME, Lot, lot, villages_of

BATCH = 2000
VERBS = ("Tập huấn", "Hướng dẫn", "Rà soát", "Lắp đặt", "Báo cáo", "Kiểm tra", "Tuyên truyền")
THINGS = (
    "kỹ năng số cho hộ gia đình", "dịch vụ công trực tuyến", "điểm truy cập mạng ở nhà văn hóa",
    "thanh toán không dùng tiền mặt", "sổ sức khỏe điện tử", "camera an ninh", "mã QR địa danh",
)  # fmt: skip
REPORTED = {"hoan_thanh": "chap_nhan", "cho_minh_chung": "da_gui"}
OWED = ("chua_bao", "da_gui", "chap_nhan", "khong_xong", "tra_lai")
OWED_SHARES = (50, 10, 30, 5, 5)
RUNNING = {"chua_bat_dau", "dang_lam"}
FILL_A_PAGE = 90


@dataclass
class Batch:
    tasks: list[Any] = field(default_factory=list)
    submissions: list[Any] = field(default_factory=list)
    evidence: list[Any] = field(default_factory=list)
    villages: list[Any] = field(default_factory=list)

    def write(self) -> None:
        model("plans.Task").objects.bulk_create(self.tasks)
        model("plans.Submission").objects.bulk_create(self.submissions)
        model("plans.Evidence").objects.bulk_create(self.evidence)
        model("plans.TaskVillage").objects.bulk_create(self.villages)


def make_tasks(place: Place, count: int, said: Callable[[int], None]) -> None:
    """`count` more of them."""
    there = model("plans.Task").objects.filter(commune=place.commune).count()
    for first in range(there, there + count, BATCH):
        batch = Batch()
        last = min(first + BATCH, there + count)
        for number in range(first, last):
            _add(place, batch, number, lot(place.random, place.today))
        batch.write()
        said(last)


def _add(place: Place, batch: Batch, number: int, drawn: Lot) -> None:
    task = _task(place, number, drawn)
    batch.tasks.append(task)
    if drawn.is_led_by_villages and drawn.state != "nhap":
        _add_villages(place, batch, task, drawn)
    elif drawn.submitted_on:
        state = REPORTED[drawn.state]
        batch.submissions.append(_submission(place, task, drawn, state))
        batch.evidence.append(_evidence(place, batch.submissions[-1]))


def _add_villages(place: Place, batch: Batch, task: Any, drawn: Lot) -> None:
    chosen = place.random.sample(
        range(len(place.villages)), villages_of(place.random, len(place.villages))
    )
    for at in chosen:
        state = REPORTED.get(drawn.state) or place.random.choices(OWED, OWED_SHARES)[0]
        row = model("plans.TaskVillage")(
            commune=place.commune, task=task, village=place.villages[at], state=state
        )
        batch.villages.append(row)
        if state not in {"da_gui", "chap_nhan"}:
            continue
        sent = _submission(place, task, drawn, state, at)
        batch.submissions.append(sent)
        figure = _evidence(place, sent, kind="so_lieu")
        batch.evidence.append(figure)
        if state == "chap_nhan":
            row.counted, row.number, row.reported_at = sent, figure.number, sent.at
            task.villages_done += 1
    task.village_count = len(chosen)


def _task(place: Place, number: int, drawn: Lot) -> Any:
    is_draft, random = drawn.state == "nhap", place.random
    title = f"{random.choice(VERBS)} {random.choice(THINGS)}, đợt {number + 1}"
    code = "" if is_draft else f"NV-{drawn.year}-{number + 1:03}"
    led = drawn.is_led_by_villages
    given_at = moment(drawn.due - timedelta(days=GIVEN_DAYS_BEFORE), random.randint(8, 16))
    return model("plans.Task")(
        id=new_id(),
        commune=place.commune,
        plan=place.plans[drawn.year],
        target=_target(place, drawn),
        year=drawn.year,
        number=None if is_draft else number + 1,
        code=code,
        pillar=random.choice(PILLARS),
        title=title,
        product="Báo cáo kết quả, danh sách hộ",
        lead=None if led else _lead(place, drawn),
        lead_role="truong_thon" if led else "",
        follower=random.choice(place.leaders),
        assigned_by=None if is_draft else place.leaders[1],
        assigned_at=None if is_draft else given_at,
        due_date=drawn.due,
        listed_date=drawn.due,
        original_due_date=None if is_draft else drawn.due,
        counted_due_date=None if is_draft else drawn.due,
        evidence_kind="so_lieu" if led else "so_van_ban",
        progress=0 if drawn.state in {"nhap", "chua_bat_dau"} else random.randint(5, 90),
        hindrance="Chưa có kinh phí" if drawn.state == "dang_lam" and number % 9 == 0 else "",
        search_text=fold(f"{code} {title}"),
        **_standing(place, drawn),
    )


def _lead(place: Place, drawn: Lot) -> Any:
    """The officer whose pages are measured has enough to fill them in a small commune too."""
    chosen = place.random.choice(place.officers)
    if drawn.state not in RUNNING or place.tasks_of_first == FILL_A_PAGE:
        return chosen
    place.tasks_of_first += 1
    return place.officers[0]


def _standing(place: Place, drawn: Lot) -> dict[str, Any]:
    """The columns that go with the state; the tables refuse any other combination."""
    found: dict[str, Any] = {"state": drawn.state, "state_order": drawn.order}
    if drawn.submitted_on:
        found |= {
            "submitted_on": drawn.submitted_on,
            "submitted_at": moment(drawn.submitted_on, 15),
            "evidence_given": 1,
        }
    if drawn.state == "hoan_thanh":
        found |= {
            "accepted_at": moment(drawn.submitted_on or drawn.due, 16),
            "is_on_time": (drawn.submitted_on or drawn.due) <= drawn.due,
        }
    if drawn.state == "tam_dung":
        found |= {"paused_on": place.today, "pause_reason": "Chờ kinh phí"}
    if drawn.state == "huy":
        found |= {"cancelled_on": drawn.due, "cancel_reason": "Đã gộp vào việc khác"}
    return found


def _target(place: Place, drawn: Lot) -> Any:
    """Villages report for the targets that are added up from villages."""
    if not drawn.serves_target:
        return None
    targets = place.targets[drawn.year]
    of_villages, others = targets[:TARGETS_OF_VILLAGES], targets[TARGETS_OF_VILLAGES:]
    return place.random.choice(of_villages if drawn.is_led_by_villages else others)


def _submission(place: Place, task: Any, drawn: Lot, state: str, at: int | None = None) -> Any:
    day = drawn.submitted_on or min(drawn.due, place.today)
    is_decided = state == "chap_nhan"
    return model("plans.Submission")(
        id=new_id(),
        commune=place.commune,
        task=task,
        village=None if at is None else place.villages[at],
        by=task.lead if at is None else place.heads[at],
        at=moment(day, place.random.randint(8, 15)),
        state=state,
        decided_by=task.follower if is_decided else None,
        decided_at=moment(day, 16) if is_decided else None,
    )


def _evidence(place: Place, submission: Any, kind: str = "") -> Any:
    kind = kind or ("so_lieu" if place.random.random() < ON_TIME / 2 else "so_van_ban")
    is_figure = kind == "so_lieu"
    return model("plans.Evidence")(
        commune=place.commune,
        submission=submission,
        kind=kind,
        text="" if is_figure else f"{place.random.randint(1, 900)}/BC-UBND",
        number=place.random.randint(5, 60) if is_figure else None,
        unit="hộ" if is_figure else "",
        by=submission.by,
        at=submission.at,
    )
