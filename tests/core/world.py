"""A small world made through the actions: two communes that both have everything a page shows.

`home` is where the people of the access table work, `away` is the commune they must never see.
Which of these things an address shows stands in objects.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from conftest import MORNING, TODAY
from tests.core.world_of_campaigns import live_through_campaigns
from tests.core.world_of_coverage import live_through_coverage
from tests.core.world_of_indicators import live_through_indicators
from tests.core.world_of_phones import live_through_phones
from tests.core.world_of_plans import live_through_plans
from tests.core.world_of_residents import live_through_residents
from tests.core.world_of_roadmap import live_through_roadmap
from tests.core.world_of_systems import live_through_systems
from tests.core.world_of_teams import live_through_teams
from tests.core.world_of_upstream import live_through_upstream
from xaso.core.events.models import Delivery
from xaso.core.jobs.heartbeat import beat
from xaso.core.jobs.models import Job
from xaso.core.law.seed import load_law
from xaso.core.lock.kept import keep
from xaso.core.lock.models import KeptForm
from xaso.core.lock.typed import Typed
from xaso.core.papers import actions as papers
from xaso.core.papers.body import Body
from xaso.core.people.models import Account, RoleGrant, SignIn, SignInSettings
from xaso.core.rights.actor import Actor, system_actor
from xaso.core.rights.roles import all_roles
from xaso.core.rights.signed_in import actor_for
from xaso.core.units.actions import add_cluster, add_village, close_village, open_commune
from xaso.core.units.catalogue import load_catalogue
from xaso.core.units.models import Commune, Village
from xaso.core.worktime import actions as days
from xaso.core.worktime.models import CalendarRow
from xaso.core.worktime.seed import load_calendar
from xaso.desk.villages_file import ChooseVillageFile
from xaso.lib.text import fold
from xaso.modules.indicators.proofs import Proof, Upload
from xaso.modules.indicators.tests import make as numbers

PACK = "xaso-1.0"
PASSWORD = "ruộng bậc thang tháng chín"


@dataclass
class Side:
    """One commune. `things` holds one row of each kind by a short name."""

    commune: Commune
    people: dict[str, Actor] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.things[name]


@dataclass
class World:
    home: Side
    away: Side


def build_world(folder: Path, rows: int = 2) -> World:
    """`rows` of everything that stands in a list of the home commune; tasks come in eight kinds."""
    load_catalogue()
    load_law()
    load_calendar()
    with override_settings(STORAGE_DIR=folder):
        return World(_live("02923", rows), _live("03037", 2))


def _live(code: str, rows: int) -> Side:
    office = system_actor(Commune.objects.get(pk=code))
    side = Side(open_commune(actor=office, at=MORNING, is_sample=True))
    office = system_actor(side.commune)
    _villages(side, office, rows)
    _people(side, rows)
    live_through_residents(side, rows)
    live_through_plans(side, rows)
    live_through_campaigns(side, rows)
    _numbers(side)
    _papers(side, office, rows)
    live_through_roadmap(side, rows)
    live_through_systems(side, rows)
    live_through_coverage(side, rows)
    live_through_teams(side, rows)
    live_through_phones(side, rows)
    live_through_upstream(side, rows)
    _calendar(side)
    _villages_file(side)
    _kept_form(side)
    _background(side, rows)
    return side


def _villages(side: Side, office: Actor, rows: int) -> None:
    for name, key in (("Mẫu Sơn", "village"), ("Nà Mẫu", "other_village")):
        side.things[key] = add_village(actor=office, name=name, kind="thon", household_count=120)
        side.things["cluster"] = add_cluster(
            actor=office, village_id=side[key].pk, name="Cụm trên"
        )
    for number in range(rows):
        add_village(actor=office, name=f"Thôn mẫu {number}", kind="thon")
    merged = add_village(actor=office, name="Thôn đã nhập", kind="thon")
    side.things["closed_village"] = close_village(actor=office, village_id=merged.pk, at=MORNING)


def _people(side: Side, rows: int) -> None:
    """One person for each role; those of a village work for the first one."""
    for code, role in all_roles().items():
        village = side["village"] if role.reach == "village" else None
        side.people[code] = actor_for(_account(side, code, role.label, code, village))
    other = _account(side, "thon-khac", "Trưởng thôn khác", "truong_thon", side["other_village"])
    side.things["other_head"] = actor_for(other)
    for number in range(rows):
        side.things["account"] = _account(side, f"cb{number}", f"Cán bộ {number}", "cong_chuc")
    side.things["closed_account"] = _closed(side, "Người đã nghỉ")
    side.things["leaver"] = _closed(side, "Người nghỉ giữa buổi")
    side.things["newcomer"] = _account(side, "moi", "Người mới vào", "cong_chuc")
    Account.objects.filter(pk=side["newcomer"].pk).update(must_change_password=True)
    side.things["sign_in"] = SignIn.objects.create(
        account=side["account"],
        address="192.168.1.20",
        signed_in_at=MORNING,
        last_seen_at=MORNING,
    )
    Authenticator.objects.create(
        user=side["account"], type=Authenticator.Type.RECOVERY_CODES, data={"used_mask": 0}
    )
    SignInSettings.objects.create(commune=side.commune)
    side.things["grant"] = RoleGrant.objects.filter(account=side["account"]).get()


def _account(
    side: Side, name: str, full_name: str, role: str, village: Village | None = None
) -> Account:
    account = Account(
        commune=side.commune,
        username=f"{name.replace('_', '-')}.{side.commune.pk}",
        full_name=f"{full_name} {side.commune.name}",
        must_change_password=False,
        made_at=MORNING,
    )
    account.password = _one_hash()
    account.save()
    RoleGrant.objects.create(
        account=account, role=role, village=village, from_date=date(2026, 1, 1)
    )
    return account


@cache
def _one_hash() -> str:
    """Hashing takes time on purpose; all people here share one."""
    return make_password(PASSWORD)


def _closed(side: Side, name: str) -> Account:
    account = _account(side, fold(name).replace(" ", "-"), name, "cong_chuc")
    account.is_active, account.closed_at = False, MORNING
    account.save()
    return account


def _numbers(side: Side) -> None:
    office = side.people["chanh_van_phong"]
    side.things["value"] = numbers.value(office, "ho-dung-cap-quang", 40, village=side["village"])
    numbers.value(office, "cbcc", 30)
    side.things["zero"] = numbers.value(office, "nha-van-hoa-wifi", 0)
    paper = Proof(upload=Upload("so.pdf", b"%PDF-1.7 so"))
    side.things["proven"] = numbers.value(office, "nha-van-hoa", 1, proofs=[paper])
    side.things["proof"] = side["proven"].evidence.get()
    numbers.follow(office, PACK)
    live_through_indicators(side)


def _papers(side: Side, office: Actor, rows: int) -> None:
    papers.save_settings(actor=office, chairman_name="Lý A Thào", place_name=side.commune.name)
    clerk = side.people["van_thu"]
    for number in range(rows):
        side.things["paper"] = papers.draft_paper(
            actor=clerk,
            kind="bao-cao",
            title=f"Kết quả chuyển đổi số tháng {number + 1}",
            body=Body(),
            at=MORNING,
            type_symbol="BC",
            period=f"2026-{number % 12 + 1:02d}",
        )
    numbered = papers.draft_paper(
        actor=clerk,
        kind="bao-cao",
        title="Đã cấp số",
        body=Body(),
        at=MORNING,
        type_symbol="BC",
    )
    side.things["numbered_paper"] = papers.give_number(
        actor=clerk, paper_id=numbered.pk, paper_date=TODAY, basis_checked=True, at=MORNING
    )

    signed = papers.draft_paper(
        actor=clerk, kind="bao-cao", title="Đã ký", body=Body(), at=MORNING, type_symbol="BC"
    )
    papers.give_number(
        actor=clerk, paper_id=signed.pk, paper_date=TODAY, basis_checked=True, at=MORNING
    )
    side.things["signed"] = papers.attach_signed(
        actor=clerk, paper_id=signed.pk, name="ky.pdf", content=b"%PDF-1.7 ky", at=MORNING
    )


def _calendar(side: Side) -> None:
    """A day of the commune's own, and a national one that is still to be confirmed."""
    admin = side.people["quan_tri"]
    own = days.set_own_day(
        actor=admin, day=date(2026, 12, 30), kind=CalendarRow.Kind.OFF, name="Nghỉ tránh rét"
    )
    side.things["own_day"] = own.day
    doubtful = CalendarRow.objects.filter(commune=None, confirmed=False).first()
    side.things["doubtful_day"] = doubtful.day if doubtful else own.day


def _villages_file(side: Side) -> None:
    file = SimpleUploadedFile("thon.csv", "Tên thôn\nThôn mới\n".encode())
    actor = side.people["quan_tri"]
    side.things["villages_file"] = ChooseVillageFile.action(actor=actor, file=file)


def _kept_form(side: Side) -> None:
    """What an officer had half typed when the session was locked."""
    typed = Typed("/viec-cua-toi/", "Việc của tôi", (("note", ("đang gõ dở",)),))
    officer = side.people["cong_chuc"].account_id
    side.things["kept"] = KeptForm.objects.get(
        pk=keep(account_id=officer, typed=typed, at=MORNING).key
    )


def _background(side: Side, rows: int) -> None:
    """Work the admin asked for, some of it in vain, and events that could not be handed on."""
    beat("w1", MORNING)
    asked = {"name": "jobs.purge", "run_after": MORNING, "made_at": MORNING}
    admin = {"commune": side.commune, "asked_by": side.people["quan_tri"].account_id}
    for _number in range(rows):
        side.things["job"] = Job.objects.create(**asked, **admin)
    side.things["dead_job"] = Job.objects.create(
        **asked, **admin, state=Job.State.DEAD, done_at=MORNING, error="Ổ đĩa đầy."
    )
    dead = Delivery.objects.filter(commune=side.commune).order_by("pk")[: rows + 1]
    Delivery.objects.filter(pk__in=list(dead.values_list("pk", flat=True))).update(
        state=Delivery.State.DEAD, done_at=MORNING, error="Phần mềm gặp lỗi.", attempts=5
    )
