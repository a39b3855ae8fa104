"""What an operator sees and says here: its own petitions alone. And which account works for whom."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.people.models import Account
from xaso.core.people.queries import holders_of
from xaso.modules.coverage import actions
from xaso.modules.coverage.forms.petitions import OperatorLoginForm, OwnOnAirForm, OwnReplyForm
from xaso.modules.coverage.models import Petition
from xaso.modules.coverage.queries.own_network import (
    ROLE,
    newest_replies,
    operator_logins,
    operator_of,
    own_petition,
    own_petitions,
    own_places,
    own_replies,
)
from xaso.modules.coverage.queries.petitions import MAY_BE_ANSWERED, MAY_BE_ON_AIR
from xaso.modules.coverage.words import level_text, own_chip

from .ruled import Ruled


class OwnPetitions(Ruled, TextPage):
    right = "coverage.answer"
    template_name = "coverage/own_petitions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        operator = operator_of(self.actor)
        said = newest_replies(self.actor.commune, operator) if operator else {}
        return super().get_context_data(
            title=_t("Kiến nghị phủ sóng gửi tới nhà mạng"),
            operator=self.rules.names.get(operator, operator),
            lines=[(row, own_chip(row, said.get(row.pk))) for row in own_petitions(self.actor)],
            **kwargs,
        )


class OwnPetition(Ruled, TextPage):
    right = "coverage.answer"
    template_name = "coverage/own_petition.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        petition = own_petition(self.actor, self.kwargs["pk"])
        operator = operator_of(self.actor)
        replies = own_replies(petition, operator)
        places = own_places(petition, operator, self.rules)
        return super().get_context_data(
            title=f"{petition.code}: {petition.name}",
            petition=petition,
            now=own_chip(petition, replies[0] if replies else None),
            operator=self.rules.names.get(operator, operator),
            replies=replies,
            places=[(each, level_text(each.state.level) if each.state else "") for each in places],
            may_answer=petition.state in MAY_BE_ANSWERED,
            may_air=petition.state in MAY_BE_ON_AIR,
            **kwargs,
        )


class OwnStep(ActionPage):
    right = "coverage.answer"
    template_name = "coverage/own_step.html"

    @cached_property
    def petition(self) -> Petition:
        return own_petition(self.actor, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {"petition": self.petition, "cancel_url": self.next_url(None)}
        return super().get_context_data(**{**given, **kwargs})

    def next_url(self, result: Any) -> str:
        return reverse("coverage:own-petition", args=[self.petition.pk])


class OwnReply(OwnStep):
    form_class = OwnReplyForm
    action = actions.reply_to_own_petition
    title = _("Trả lời kiến nghị")
    submit_label = _("Gửi trả lời")
    done_message = _("Đã gửi trả lời tới xã.")

    def given(self) -> dict[str, Any]:
        return {"petition_id": self.petition.pk, "at": timezone.now()}


class OwnOnAir(OwnStep):
    form_class = OwnOnAirForm
    template_name = "coverage/own_on_air.html"
    action = actions.say_own_on_air
    title = _("Báo đã phát sóng")
    submit_label = _("Báo đã phát sóng")
    done_message = _("Đã báo. Xã đo lại rồi mới đóng kiến nghị.")

    def given(self) -> dict[str, Any]:
        return {"petition_id": self.petition.pk, "today": timezone.localdate()}

    def get_initial(self) -> dict[str, Any]:
        return {"day": timezone.localdate()}


class OperatorLogins(Ruled, TextPage):
    right = "coverage.write"
    template_name = "coverage/operator_logins.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = self.rules.names
        rows = operator_logins(self.actor.commune, timezone.localdate())
        return super().get_context_data(
            title=_t("Tài khoản của nhà mạng"),
            lines=[(account, names.get(operator, "")) for account, operator in rows],
            **kwargs,
        )


class GiveOperator(Ruled, ActionPage):
    right = "coverage.write"
    form_class = OperatorLoginForm
    template_name = "coverage/give_operator.html"
    action = actions.give_operator
    title = _("Tài khoản này làm cho nhà mạng nào")
    done_message = _("Đã ghi. Tài khoản chỉ thấy kiến nghị gửi nhà mạng ấy.")

    @cached_property
    def account(self) -> Account:
        rows = holders_of(self.actor.commune, ROLE, timezone.localdate())
        return rows.get(pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "operators": self.rules.operators}

    def get_initial(self) -> dict[str, Any]:
        rows = operator_logins(self.actor.commune, timezone.localdate())
        now = {account.pk: operator for account, operator in rows}
        return {"operator": now.get(self.account.pk, "")}

    def given(self) -> dict[str, Any]:
        return {"account_id": self.account.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {"account": self.account, "cancel_url": self.next_url(None)}
        return super().get_context_data(**{**given, **kwargs})

    def next_url(self, result: Any) -> str:
        return reverse("coverage:operator-logins")
