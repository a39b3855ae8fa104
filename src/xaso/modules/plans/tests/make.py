"""Rows for stories about plans, made through the actions; every builder has plain defaults."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from PIL import Image

from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune, Village
from xaso.lib.dates import TZ
from xaso.modules.plans import actions
from xaso.modules.plans.actions import GivenEvidence, Upload
from xaso.modules.plans.models import Plan, Submission, Target, Task

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=TZ)
TODAY = NOW.date()
DUE = date(2026, 12, 15)


def moment(day: int, hour: int = 8, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=TZ)


def account(actor: Actor) -> Account:
    return Account.objects.get(pk=actor.account_id)


def village(commune: Commune, name: str) -> Village:
    return Village.objects.create(commune=commune, name=name)


def plan(actor: Actor, title: str = "Kế hoạch chuyển đổi số năm 2026") -> Plan:
    return actions.make_plan(actor=actor, kind=Plan.Kind.NAM, title=title, year=2026)


def target(actor: Actor, of: Plan, **fields: Any) -> Target:
    given = {
        "pillar": "xa_hoi_so",
        "code": "CT 5",
        "name": "Hộ có người dùng VNeID",
        "unit": "hộ",
        "target_number": Decimal(100),
        "per_village": True,
        "value_code": "ho_vneid",
    }
    return actions.add_target(actor=actor, plan_id=of.pk, **{**given, **fields})


def draft(actor: Actor, title: str = "Lắp wifi nhà văn hóa", **fields: Any) -> Task:
    return actions.draft_task(actor=actor, title=title, year=2026, **fields)


def task(
    leader: Actor, lead: Actor | None, title: str = "Lắp wifi nhà văn hóa", **fields: Any
) -> Task:
    """Assigned by the leader, who also follows it; led by one named officer."""
    given = {
        "lead": account(lead) if lead else None,
        "follower": account(leader),
        "due_date": DUE,
        "evidence_kind": "so_van_ban",
        "pillar": "chinh_quyen_so",
    }
    drafted = draft(leader, title, **{**given, **fields})
    return actions.assign_task(actor=leader, task_id=drafted.pk, at=NOW)


def village_task(
    leader: Actor, villages: Sequence[Village], title: str = "Vận động dùng VNeID", **fields: Any
) -> Task:
    given = {
        "lead_role": "truong_thon",
        "villages": villages,
        "evidence_kind": "so_lieu",
        "pillar": "xa_hoi_so",
    }
    return task(leader, None, title, **{**given, **fields})


def begun(leader: Actor, lead: Actor, title: str = "Kế hoạch chuyển đổi số năm 2026") -> Plan:
    """A plan with a task somebody works on: from here on its targets are shown."""
    made = plan(leader, title)
    task(leader, lead, "Việc đầu tiên", plan=made)
    return made


def document(number: str = "12/BC-UBND") -> GivenEvidence:
    return GivenEvidence("so_van_ban", text=number)


def photo(name: str = "anh.jpg", colour: str = "green") -> Upload:
    out = BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return Upload(name, out.getvalue())


def handed_in(lead: Actor, of: Task, at: datetime = NOW) -> Submission:
    return actions.submit_evidence(actor=lead, task_id=of.pk, evidence=[document()], at=at)


def done(leader: Actor, lead: Actor, of: Task, at: datetime = NOW) -> Task:
    submission = handed_in(lead, of, at)
    actions.accept_submission(actor=leader, submission_id=submission.pk, at=at)
    of.refresh_from_db()
    return of
