"""What an admin does to one account: open, edit, new password, roles, close, reopen."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangePage
from xaso.core.pages.pages import ActionPage
from xaso.core.people import actions
from xaso.core.people.models import Account, RoleGrant
from xaso.core.privacy.masks import shown
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village

from .forms_people import CloseForm, EditPersonForm, GrantForm, NewPersonForm
from .people_words import role_label
from .slip import slip_response


class AddPerson(ActionPage):
    right = "people.manage"
    form_class = NewPersonForm
    template_name = "desk/form.html"
    title = _("Lập tài khoản")
    submit_label = _("Lập tài khoản và in phiếu")

    @staticmethod
    @transaction.atomic
    def action(
        *, actor: Actor, role: str, village: Village | None, at: datetime, **facts: Any
    ) -> tuple[Account, str]:
        account, password = actions.open_account(actor=actor, at=at, **facts)
        today = timezone.localdate(at)
        actions.grant_role(
            actor=actor, account_id=account.pk, role=role, village=village, from_date=today
        )
        return account, password

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "commune": self.actor.commune}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:people")
        return super().get_context_data(cancel_url=back, crumbs=[(back, _t("Cán bộ"))], **kwargs)

    def done(self, result: tuple[Account, str]) -> HttpResponse:
        return slip_response(self.request, *result, next_url=_url(result[0]))


class PersonAction(ActionPage):
    """One thing done to one account of the commune."""

    right = "people.manage"
    template_name = "desk/form.html"

    @cached_property
    def account(self) -> Account:
        found: Account = Account.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])
        return found

    def given(self) -> dict[str, Any]:
        return {"account_id": self.account.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = _url(self.account)
        crumbs = [(back, self.account.full_name)]
        return super().get_context_data(
            account=self.account, thing=self.account, cancel_url=back, crumbs=crumbs, **kwargs
        )

    def next_url(self, result: Any) -> str:
        return _url(self.account)


class EditPerson(ChangePage, PersonAction):
    form_class = EditPersonForm
    action = actions.edit_account
    title = _("Sửa thông tin cán bộ")
    done_message = _("Đã lưu thông tin.")

    def get_initial(self) -> dict[str, Any]:
        names = ("full_name", "job_title", "unit_name")
        first = {name: getattr(self.account, name) for name in names}
        return {**first, "phone": shown(self.actor, self.account, "phone")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "phone_now": self.account.phone}


class ResetPassword(PersonAction):
    template_name = "desk/people/sure.html"
    action = actions.reset_password
    submit_label = _("Cấp mật khẩu mới")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = _t("Cấp mật khẩu mới cho %(name)s?") % {"name": self.account.full_name}
        return super().get_context_data(
            question=question,
            explained=_t("Mật khẩu cũ và mọi phiên đang mở của tài khoản này hết hiệu lực ngay."),
            **kwargs,
        )

    def done(self, result: tuple[Account, str]) -> HttpResponse:
        return slip_response(self.request, *result, next_url=_url(result[0]))


class ReopenPerson(ResetPassword):
    action = actions.reopen_account
    submit_label = _("Mở lại tài khoản")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = _t("Mở lại tài khoản của %(name)s?") % {"name": self.account.full_name}
        explained = _t(
            "Tài khoản nhận mật khẩu dùng một lần mới. Vai trò cũ còn hạn dùng lại được."
        )
        return {
            **super().get_context_data(**kwargs),
            "question": question,
            "explained": explained,
        }


class ClosePerson(PersonAction):
    template_name = "desk/people/sure.html"
    form_class = CloseForm
    action = actions.close_account
    submit_label = _("Khóa tài khoản")
    done_message = _("Đã khóa tài khoản. Người này không đăng nhập được nữa.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = _t("Khóa tài khoản của %(name)s?") % {"name": self.account.full_name}
        return super().get_context_data(
            question=question,
            explained=_t(
                "Quyền hết ngay. Việc người này đã làm vẫn giữ nguyên dưới tên người đó."
            ),
            is_danger=True,
            **kwargs,
        )


class GrantRole(PersonAction):
    form_class = GrantForm
    action = actions.grant_role
    title = _("Giao vai trò")
    submit_label = _("Giao vai trò")
    done_message = _("Đã giao vai trò.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "commune": self.actor.commune}

    def get_initial(self) -> dict[str, Any]:
        return {"from_date": timezone.localdate()}


class EndRole(ActionPage):
    right = "people.manage"
    template_name = "desk/people/sure.html"
    action = actions.end_role
    submit_label = _("Thôi vai trò từ hôm nay")
    done_message = _("Đã thôi vai trò.")

    @cached_property
    def grant(self) -> RoleGrant:
        rows = RoleGrant.objects.select_related("account", "village")
        return rows.get(pk=self.kwargs["pk"], account__commune=self.actor.commune)

    def given(self) -> dict[str, Any]:
        return {"grant_id": self.grant.pk, "on_date": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"role": role_label(self.grant.role), "name": self.grant.account.full_name}
        return super().get_context_data(
            question=_t("%(name)s thôi vai trò %(role)s?") % words,
            explained=_t("Vai trò hết từ hôm nay; lịch sử vẫn ghi người này đã giữ vai trò."),
            is_danger=True,
            account=self.grant.account,
            cancel_url=_url(self.grant.account),
            **kwargs,
        )

    def next_url(self, result: RoleGrant) -> str:
        return _url(self.grant.account)


def _url(account: Account) -> str:
    return reverse("desk:person", args=[account.pk])
