"""Pages that do one thing to one team or one member."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils import timezone

from xaso.core.pages.pages import ActionPage
from xaso.modules.teams.models import Member, Team
from xaso.modules.teams.queries.teams import reached_teams


class TeamStep(ActionPage):
    right = "teams.write"
    template_name = "teams/step.html"
    said: Any = ""
    needs_at = True

    @cached_property
    def team(self) -> Team:
        return reached_teams(self.actor).get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        moment = {"at": timezone.now()} if self.needs_at else {}
        return {"team_id": self.team.pk, **moment}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {"team": self.team, "cancel_url": self.team.get_absolute_url(), "said": self.said}
        return super().get_context_data(**{**given, **kwargs})

    def next_url(self, result: Any) -> str:
        del result
        return self.team.get_absolute_url()


class MemberStep(TeamStep):
    @cached_property
    def member(self) -> Member:
        rows = Member.objects.of(self.actor.commune).select_related("team__village", "account")
        member = rows.get(pk=self.kwargs["pk"])
        reached_teams(self.actor).get(pk=member.team_id)
        return member

    @cached_property
    def team(self) -> Team:
        return self.member.team

    def given(self) -> dict[str, Any]:
        return {"member_id": self.member.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"member": self.member, "thing": self.member, **kwargs})
