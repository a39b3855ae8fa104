"""Who is in the teams, as a decision lists them: names and work, never a number of a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.core.people.models import Account
from xaso.core.people.queries import village_heads_on
from xaso.core.rights.actor import system_actor
from xaso.core.units.models import Commune, Village
from xaso.modules.teams.codes import JOB
from xaso.modules.teams.models import MemberRole
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.teams import in_order, teams_with_members, villages_without

ALL_NEW, ALL_RENEWED = "thanh-lap", "kien-toan"


@dataclass(frozen=True)
class ListedMember:
    village: str
    name: str
    job: str
    role: str


@dataclass(frozen=True)
class Order:
    """What a decision is about: one village, or all of them."""

    is_renewal: bool
    village: str = ""


def order_choices(commune: Commune) -> list[tuple[str, str]]:
    """All at once, then each village: its team anew, or its first one."""
    teams = teams_with_members(commune)
    without = list(villages_without(system_actor(commune)))
    found = [(ALL_NEW, _("Thành lập: mọi thôn chưa có tổ"))] if without else []
    found += [(ALL_RENEWED, _("Kiện toàn: mọi tổ đang có"))] if teams else []
    found += [(str(t.pk), _("Kiện toàn: %(place)s") % {"place": t.place}) for t in teams]
    found += [(str(v.pk), _("Thành lập: %(place)s") % {"place": _place(v)}) for v in without]
    return found


def order_of(commune: Commune, about: str) -> Order:
    if about in (ALL_NEW, ALL_RENEWED):
        return Order(is_renewal=about == ALL_RENEWED)
    teams = teams_with_members(commune, UUID(about))
    if teams:
        return Order(is_renewal=True, village=str(teams[0].village))
    return Order(is_renewal=False, village=str(Village.objects.of(commune).get(pk=about)))


def listed_members(commune: Commune, about: str, today: date) -> list[ListedMember]:
    """Those of the teams now; where a team is yet to be made, the head of the village leads it."""
    if about == ALL_NEW:
        return _proposed(commune, list(villages_without(system_actor(commune))), today)
    teams = teams_with_members(commune, None if about == ALL_RENEWED else UUID(about))
    if not teams and about != ALL_RENEWED:
        return _proposed(commune, list(Village.objects.of(commune).filter(pk=about)), today)
    book = code_book(commune)
    return [
        ListedMember(
            village=team.place,
            name=member.full_name,
            job=str(capfirst(book.label(JOB, member.job))),
            role=str(capfirst(str(member.get_role_display()))),
        )
        for team in teams
        for member in in_order(team.current)  # type: ignore[attr-defined]
    ]


def _proposed(commune: Commune, villages: list[Village], today: date) -> list[ListedMember]:
    heads = village_heads_on(commune, today)
    ids = [heads[village.pk] for village in villages if village.pk in heads]
    people = {each.pk: each for each in Account.objects.filter(commune=commune, pk__in=ids)}
    role = str(capfirst(str(MemberRole.HEAD.label)))
    return [
        ListedMember(_place(village), people[head].full_name, people[head].job_title, role)
        for village in villages
        if (head := heads.get(village.pk)) in people and head is not None
    ]


def _place(village: Village) -> str:
    return str(capfirst(str(village)))
