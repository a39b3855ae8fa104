"""One team: founded, shown, called to be renewed, renewed, dissolved."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, DetailPage
from xaso.core.residents.languages import language_name
from xaso.core.rights.actor import Actor
from xaso.lib.dates import write_date
from xaso.modules.teams import actions
from xaso.modules.teams.codes import JOB, SERVICE, CodeBook
from xaso.modules.teams.forms.teams import DecisionForm, FoundForm, RenewForm, WhyForm
from xaso.modules.teams.models import Member, MemberRole, Team, TeamState
from xaso.modules.teams.people_shown import phone_shown
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.kit import held_now
from xaso.modules.teams.queries.teams import (
    history_of,
    members_now,
    reached_teams,
    villages_without,
)

from .lists import CHIPS
from .steps import TeamStep


class TeamPage(DetailPage):
    right = "teams.read"
    model = Team
    template_name = "teams/team.html"
    context_object_name = "team"

    def get_queryset(self) -> QuerySet[Team]:
        return reached_teams(self.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        team = self.object
        members, book = members_now(team), code_book(self.actor.commune)
        may_write = self.actor.may("teams.write")
        return super().get_context_data(
            title=team.place,
            state=CHIPS[team.state],
            members=[_line(self.actor, member, book) for member in members],
            has_head=any(member.role == MemberRole.HEAD for member in members),
            history=history_of(team),
            held=list(held_now(self.actor).filter(team=team)),
            today=timezone.localdate(),
            facts=_facts(team, members),
            may_write=may_write and not team.is_dissolved,
            may_call=may_write and team.state == TeamState.ACTIVE,
            may_draft=self.actor.may("papers.draft") and not team.is_dissolved,
            **kwargs,
        )


class FoundTeam(ActionPage):
    right = "teams.write"
    form_class = FoundForm
    template_name = "teams/found.html"
    action = actions.found_team
    title = _("Ghi thành lập tổ")
    submit_label = _("Ghi thành lập")
    done_message = _("Đã ghi. Thêm tiếp tổ trưởng, tổ phó và thành viên.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "villages": villages_without(self.actor)}

    def get_initial(self) -> dict[str, Any]:
        return {"village": self.request.GET.get("thon", "")}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=reverse("teams:teams"),
            may_draft=self.actor.may("papers.draft"),
            **kwargs,
        )


class CallRenewal(TeamStep):
    form_class = WhyForm
    action = actions.call_renewal
    needs_at = False
    title = _("Ghi tổ cần kiện toàn")
    submit_label = _("Ghi cần kiện toàn")
    said = _("Tổ vẫn làm việc bình thường cho đến khi có quyết định mới.")
    done_message = _("Đã ghi. Soạn dự thảo quyết định kiện toàn, ký xong thì ghi vào đây.")


class RenewTeam(TeamStep):
    form_class = RenewForm
    action = actions.renew_team
    title = _("Kiện toàn tổ")
    submit_label = _("Ghi kiện toàn")
    said = _("Danh sách theo quyết định cũ đóng lại từ ngày quyết định mới và vẫn xem lại được.")
    done_message = _("Đã kiện toàn. Thêm người mới, sửa vai trò nếu quyết định có đổi.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "members": members_now(self.team)}


class DissolveTeam(TeamStep):
    form_class = DecisionForm
    action = actions.dissolve_team
    title = _("Giải thể tổ")
    submit_label = _("Ghi giải thể")
    said = _("Mọi thành viên thôi tham gia từ ngày quyết định. Việc tổ đã làm vẫn được tính.")
    done_message = _("Đã ghi giải thể.")


def _line(actor: Actor, member: Member, book: CodeBook) -> dict[str, Any]:
    skills = [book.label(SERVICE, code) for code in member.skills]
    return {
        "row": member,
        "phone": phone_shown(actor, member),
        "job": capfirst(book.label(JOB, member.job)) if member.job else "",
        "languages": ", ".join(language_name(code) for code in member.languages),
        "skills": ", ".join(skills),
    }


def _facts(team: Team, members: list[Member]) -> list[tuple[str, Any]]:
    women = sum(member.gender == "nu" for member in members)
    trained = sum(member.trained_date is not None for member in members)
    paid = sum(member.has_allowance for member in members)
    return [
        (_t("Quyết định"), f"{team.decision_number}, {write_date(team.decision_date)}"),
        (_t("Thành lập ngày"), write_date(team.founded_date)),
        (_t("Thành viên"), str(len(members))),
        (_t("Trong đó nữ"), str(women)),
        (_t("Đã tập huấn"), str(trained)),
        (_t("Có phụ cấp"), str(paid)),
    ]
