"""What a system holds and who gets in: numbers, where a number comes from, accounts."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import own_address
from xaso.core.pages.pages import ActionPage, NothingForm
from xaso.core.people.queries import people_by_name
from xaso.core.privacy.actions import read_private
from xaso.core.privacy.forms import ReasonForm
from xaso.core.privacy.masks import mask_all
from xaso.core.rights.actor import Actor
from xaso.modules.indicators import public as indicators
from xaso.modules.indicators.public.numbers import numbers_asked
from xaso.modules.systems import actions
from xaso.modules.systems.forms.holding import AccountForm, EndForm, FigureForm, SourceForm
from xaso.modules.systems.models import System, SystemAccount, SystemFigure

from .steps import SystemStep


class AddFigure(SystemStep):
    form_class = FigureForm
    action = actions.add_figure
    title = _("Hệ thống này giữ số nào")
    submit_label = _("Ghi số liệu")
    done_message = _("Đã ghi. Số này giờ có nơi lấy.")

    def get_form_kwargs(self) -> dict[str, Any]:
        asked = numbers_asked(self.actor.commune, timezone.localdate())
        numbers = [(each.code, each.name) for each in asked]
        return {**super().get_form_kwargs(), "numbers": numbers}


class DropFigure(SystemStep):
    form_class = NothingForm
    action = actions.drop_figure
    title = _("Bỏ số liệu khỏi hệ thống")
    submit_label = _("Bỏ")
    done_message = _("Đã bỏ. Số này không còn ghi là lấy ở hệ thống ấy.")

    @cached_property
    def figure(self) -> SystemFigure:
        rows = SystemFigure.objects.of(self.actor.commune).select_related("system")
        return rows.get(pk=self.kwargs["pk"])

    @cached_property
    def system(self) -> System:
        return self.figure.system

    def given(self) -> dict[str, Any]:
        return {"figure_id": self.figure.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.figure.value_code
        names = indicators.number_names(self.actor.commune, [code])
        return super().get_context_data(said=capfirst(names.get(code, code)), **kwargs)


class GiveSource(ActionPage):
    """The same from the side of the number."""

    right = "systems.write"
    form_class = SourceForm
    template_name = "systems/source.html"
    action = actions.add_figure
    title = _("Số này lấy ở đâu?")
    submit_label = _("Ghi nơi lấy")
    done_message = _("Đã ghi nơi lấy số này.")

    @cached_property
    def name(self) -> str:
        code = self.kwargs["code"]
        names = indicators.number_names(self.actor.commune, [code])
        if code not in names:
            raise ObjectDoesNotExist
        return names[code]

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = System.objects.of(self.actor.commune).filter(stopped_date=None)
        systems = rows.order_by("name_folded", "pk").only("pk", "name")
        return {**super().get_form_kwargs(), "systems": systems}

    def given(self) -> dict[str, Any]:
        return {"value_code": self.kwargs["code"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            number=capfirst(self.name), cancel_url=self._back(), **kwargs
        )

    def next_url(self, result: Any) -> str:
        del result
        return self._back()

    def _back(self) -> str:
        asked = own_address(self.request, self.request.GET.get("tiep", ""))
        return asked or reverse("systems:numbers")


class GiveAccount(SystemStep):
    form_class = AccountForm
    template_name = "systems/account.html"
    action = actions.give_account
    needs_today = True
    title = _("Ghi người có tài khoản")
    done_message = _("Đã ghi tài khoản.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": people_by_name(self.actor.commune)}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "given_date": timezone.localdate()}


class AccountStep(SystemStep):
    @cached_property
    def account(self) -> SystemAccount:
        rows = SystemAccount.objects.of(self.actor.commune).select_related("system", "holder")
        return rows.get(pk=self.kwargs["pk"])

    @cached_property
    def system(self) -> System:
        return self.account.system

    def given(self) -> dict[str, Any]:
        return {"account_id": self.account.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(account=self.account, **kwargs)


class EndAccount(AccountStep):
    form_class = EndForm
    action = actions.end_account
    title = _("Thôi giữ tài khoản")
    submit_label = _("Ghi thôi giữ")
    done_message = _("Đã ghi. Nhớ đề nghị đơn vị chủ quản khóa tài khoản bên ấy.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "today": timezone.localdate()}

    def get_initial(self) -> dict[str, Any]:
        return {"closed_date": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = _t(
            "%(name)s. Ghi ở đây không khóa được tài khoản bên hệ thống kia: gọi đơn vị chủ quản."
        ) % {"name": self.account.holder.full_name}
        return super().get_context_data(said=said, **kwargs)


class AccountLogin(AccountStep):
    """Shown once, in the answer itself: it stands in no address and no browser keeps the page."""

    right = "privacy.reveal"
    form_class = ReasonForm
    template_name = "systems/login.html"
    title = _("Xem tên đăng nhập")
    submit_label = _("Xem tên")

    @staticmethod
    @transaction.atomic
    def action(*, actor: Actor, account_id: Any, reason: str) -> str:
        actor.must("systems.read")
        account = SystemAccount.objects.of(actor.commune).get(pk=account_id)
        return read_private(actor=actor, row=account, fields=["login"], reason=reason)["login"]

    def done(self, result: str) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(revealed=result))
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.actor.must("systems.read")
        return super().get_context_data(dots=mask_all(self.account.login), **kwargs)
