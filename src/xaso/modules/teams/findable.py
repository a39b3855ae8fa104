"""Teams with their people, things of the kit, needs and requests for help in the search box.

No number of a phone is among the words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from xaso.core.events.models import Event
from xaso.core.events.touched import many, subject
from xaso.core.search.kinds import Found, Kind, VillageDoor, offer

from .models import HelpRequest, KitLoan, KitThing, Member, Need, Team

LONGEST_TITLE = 120
RIGHT = "teams.read"
Villages = Mapping[UUID, Collection[UUID]]


def describe_team(team: Team) -> Found:
    """Whoever looks for a person comes to the team the person is in."""
    people = Member.objects.filter(team=team, to_date=None).order_by("full_name", "pk")
    names = people.values_list("full_name", flat=True)
    return Found(
        title=str(team),
        code=team.decision_number,
        hint=team.village.name,
        texts=tuple(names),
        is_over=team.is_dissolved,
    )


def describe_thing(thing: KitThing) -> Found:
    return Found(title=thing.name, code=thing.code, hint=thing.code, is_over=not thing.is_usable)


def describe_need(need: Need) -> Found:
    title = Truncator(need.text).chars(LONGEST_TITLE)
    return Found(title=title, hint=need.village.name, is_over=not need.is_open)


def describe_help(request: HelpRequest) -> Found:
    return Found(title=request.where, hint=request.village.name, is_over=not request.is_open)


def team_of_member(event: Event) -> Collection[UUID]:
    rows = Member.objects.filter(commune=event.commune_id, pk=event.subject_id)
    return list(rows.values_list("team", flat=True))


def villages_in(model: Any) -> Callable[[Collection[UUID]], Villages]:
    def found(ids: Collection[UUID]) -> Villages:
        rows = model.objects.filter(pk__in=ids).values_list("pk", "village")
        return {row: (village,) for row, village in rows}

    return found


def villages_holding(ids: Collection[UUID]) -> Villages:
    """While it is lent."""
    rows = KitLoan.objects.filter(thing__in=ids, back_date=None)
    held = {thing: (village,) for thing, village in rows.values_list("thing", "team__village")}
    return {thing: held.get(thing, ()) for thing in ids}


def page(name: str) -> tuple[Callable[[UUID], str], VillageDoor]:
    def address(row: UUID, village: UUID | None = None) -> str:
        del village
        return reverse(name, args=[row])

    return address, VillageDoor(RIGHT, address)


team_page, team_door = page("teams:team")
thing_page, thing_door = page("teams:thing")
need_page, need_door = page("teams:need")
help_page, help_door = page("teams:help")

offer(
    Kind(
        name="to-cong-nghe",
        label=_("Tổ công nghệ số"),
        model=Team,
        describe=describe_team,
        right=RIGHT,
        address=team_page,
        heard={
            "teams.team.*": subject,
            "teams.member.added": subject,
            "teams.member.ended": subject,
            "teams.member.edited": team_of_member,
            "units.village.edited": many,
        },
        related=("village",),
        villages=villages_in(Team),
        door=team_door,
        order=36,
    )
)
offer(
    Kind(
        name="do-cho-muon",
        label=_("Đồ cho mượn"),
        model=KitThing,
        describe=describe_thing,
        right=RIGHT,
        address=thing_page,
        heard={"teams.thing.*": subject},
        villages=villages_holding,
        door=thing_door,
        order=37,
    )
)
offer(
    Kind(
        name="nhu-cau-thon",
        label=_("Nhu cầu, phản ánh"),
        model=Need,
        describe=describe_need,
        right=RIGHT,
        address=need_page,
        heard={"teams.need.*": subject},
        related=("village",),
        villages=villages_in(Need),
        door=need_door,
        order=38,
    )
)
offer(
    Kind(
        name="nguoi-can-giup",
        label=_("Người cần giúp"),
        model=HelpRequest,
        describe=describe_help,
        right=RIGHT,
        address=help_page,
        heard={"teams.help.*": subject},
        related=("village",),
        villages=villages_in(HelpRequest),
        door=help_door,
        order=39,
    )
)
