"""Who is in a team: somebody comes, is described anew, goes; the number under its mask."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangePage
from xaso.core.people.queries import people_by_name
from xaso.core.privacy.actions import read_private
from xaso.core.privacy.forms import ReasonForm
from xaso.core.rights.actor import Actor
from xaso.modules.teams import actions
from xaso.modules.teams.codes import JOB, SERVICE
from xaso.modules.teams.forms.members import EditMemberForm, EndForm, MemberForm
from xaso.modules.teams.models import Member
from xaso.modules.teams.people_shown import phone_text
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.kit import held_by
from xaso.modules.teams.queries.teams import reached_teams

from .steps import MemberStep, TeamStep

DESCRIBED = (
    "role", "full_name", "is_phone_open", "gender", "birth_band", "job", "languages", "skills",
    "from_date", "trained_date", "has_allowance",
)  # fmt: skip


def offered(actor: Actor) -> dict[str, Any]:
    """What can be chosen about a member."""
    book, today = code_book(actor.commune), timezone.localdate()
    return {
        "people": people_by_name(actor.commune),
        "jobs": book.choices(JOB, today),
        "services": book.choices(SERVICE, today),
    }


class AddMember(TeamStep):
    form_class = MemberForm
    action = actions.add_member
    title = _("Thêm người vào tổ")
    submit_label = _("Thêm vào tổ")
    done_message = _("Đã thêm vào tổ.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **offered(self.actor)}

    def get_initial(self) -> dict[str, Any]:
        return {"from_date": timezone.localdate()}


class EditMember(ChangePage, MemberStep):
    form_class = EditMemberForm
    action = actions.edit_member
    title = _("Sửa thành viên tổ")
    done_message = _("Đã lưu.")

    def get_form_kwargs(self) -> dict[str, Any]:
        given = {**super().get_form_kwargs(), **offered(self.actor)}
        return {**given, "phone_now": self.member.phone}

    def get_initial(self) -> dict[str, Any]:
        found = {name: getattr(self.member, name) for name in DESCRIBED}
        phone = phone_text(self.actor, self.member)
        return {**found, "account": self.member.account_id, "phone": phone}


class EndMember(MemberStep):
    template_name = "teams/end_member.html"
    form_class = EndForm
    action = actions.end_member
    title = _("Ghi thôi tham gia tổ")
    submit_label = _("Ghi thôi tham gia")
    done_message = _("Đã ghi. Người này nằm trong danh sách trước đây của tổ.")

    def get_initial(self) -> dict[str, Any]:
        return {"day": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = list(held_by(self.member))
        return super().get_context_data(said=self.member.full_name, held=held, **kwargs)


class MemberPhone(MemberStep):
    """Shown once, in the answer itself: it stands in no address and no browser keeps the page."""

    right = "privacy.reveal"
    form_class = ReasonForm
    template_name = "teams/phone.html"
    title = _("Xem số điện thoại")
    submit_label = _("Xem số")

    @staticmethod
    @transaction.atomic
    def action(*, actor: Actor, member_id: Any, reason: str, at: Any) -> str:
        del at
        actor.must("teams.read")
        member = Member.objects.of(actor.commune).get(pk=member_id)
        reached_teams(actor).get(pk=member.team_id)
        return read_private(actor=actor, row=member, fields=["phone"], reason=reason)["phone"]

    def done(self, result: str) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(revealed=result))
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.actor.must("teams.read")
        return super().get_context_data(dots=phone_text(None, self.member), **kwargs)
