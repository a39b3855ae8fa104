"""What the browser's small world has beyond that of the access table, and what must not be old there.

The world is made at its own morning; the server lives by the clock on the wall.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import F

from conftest import MORNING, TODAY
from tests.core.world import Side, World
from xaso.core.events.models import Delivery
from xaso.core.jobs.models import Job
from xaso.core.lock.models import KeptForm
from xaso.core.people.models import Account, SignIn
from xaso.core.people.second_factor.actions import turn_on_by_paper
from xaso.core.rights.signed_in import actor_for
from xaso.lib.worktime import Step
from xaso.modules.plans.models import Reminder, Task
from xaso.modules.roadmap import actions as roadmap
from xaso.modules.roadmap.models import Survey
from xaso.modules.roadmap.tests import make as surveys
from xaso.modules.systems import actions as systems
from xaso.modules.systems.models import ExportTaken, SystemFile
from xaso.modules.systems.tests import files
from xaso.modules.systems.tests.workbooks import by_village

A_YEAR, HALF_A_YEAR = timedelta(days=365), timedelta(days=182)
ALONE = {
    "has_slip": "cb0.02923",
    "shut_out": "cb1.02923",
    "turns_on": "cb2.02923",
    "comes_in": "cb3.02923",
}
"""Officers whom one journey alone signs in as, by what it does with them."""


def make_recent(now: datetime, today: date) -> None:
    """What is thrown away or over after hours or days happened just now; what waits, waits on. No
    survey is of this quarter, so that the next one may be opened."""
    KeptForm.objects.update(kept_at=now)
    SignIn.objects.update(signed_in_at=now, last_seen_at=now)
    asked = Job.objects.exclude(asked_by=None)
    asked.update(made_at=now)
    asked.filter(state=Job.State.WAITING).update(run_after=now + A_YEAR)
    asked.filter(state=Job.State.DEAD).update(done_at=now)
    Delivery.objects.filter(state=Delivery.State.DEAD).update(done_at=now)
    Reminder.objects.update(on_date=today)
    Survey.objects.update(year=F("year") - 1)
    ExportTaken.objects.update(at=now)
    SystemFile.objects.filter(state=SystemFile.State.TAKEN).update(done_at=now)


def wait_with_an_unknown_village(side: Side) -> None:
    """A file that may be read in two ways, and by one of them names a village nobody knows."""
    officer, system = side.people["cong_chuc"], side["system"]
    reading = files.reading(officer, system, name="Theo thôn")
    content = by_village((1, "Thôn Lạ", 10, 5, ""), total=None)
    file = files.sent(officer, system, content, name="theo-thon.xlsx")
    systems.choose_reading(actor=officer, file_id=file.pk, reading_id=reading.pk)


def answer_a_whole_survey(side: Side) -> None:
    """All questions are answered; nobody has said yet that it is finished."""
    office = side.people["chanh_van_phong"]
    done = surveys.survey(office, surveys.IN_TOWN, at=MORNING - HALF_A_YEAR)
    roadmap.reopen_survey(actor=office, survey_id=done.pk)


def remind_of_many(side: Side) -> None:
    """Of all late tasks, more than the first page of the officer has room for; no list grows."""
    officer = side.people["cong_chuc"].account_id
    late = Task.objects.of(side.commune).filter(lead=officer, due_date__lt=TODAY)
    Reminder.objects.bulk_create(
        Reminder(
            commune=side.commune,
            task=task,
            step=str(Step.DAY_AFTER),
            due_date=task.due_date,
            to_id=officer,
            on_date=TODAY,
            at=MORNING,
        )
        for task in late
    )


def print_slip(world: World, now: datetime) -> list[str]:
    """The codes of somebody who has the second factor on paper."""
    officer = Account.objects.get(username=ALONE["has_slip"], commune=world.home.commune)
    return turn_on_by_paper(actor=actor_for(officer), at=now)


def give_phone_number() -> None:
    """To be seen masked on the page of the person."""
    Account.objects.filter(username=ALONE["shut_out"]).update(phone="0912345678")
