"""Cán bộ: who has an account, with which roles."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.queries import history
from xaso.core.pages.pages import DetailPage, ListPage
from xaso.core.pages.workbook import Column
from xaso.core.people.idle import idle_accounts
from xaso.core.people.limits import shut_until
from xaso.core.people.models import Account, RoleGrant
from xaso.core.people.queries import grants_held_on
from xaso.core.people.second_factor.queries import factor_of
from xaso.core.privacy.masked import masked
from xaso.core.privacy.masks import is_masked, shown
from xaso.core.rights.actor import Actor
from xaso.lib.text import fold

from .event_words import tell_all
from .lists import Choice, links
from .people_words import grant_text, grants_text, role_choices, state_of


class People(ListPage):
    right = "people.read"
    template_name = "desk/people/list.html"
    order = ("full_name", "pk")
    page_size = 25
    export_name = "can-bo"
    columns = (
        Column(_("Họ và tên"), lambda account: account.full_name, 26),
        Column(_("Tên đăng nhập"), lambda account: account.username, 20),
        Column(_("Chức vụ"), lambda account: account.job_title, 24),
        Column(_("Phòng, đơn vị"), lambda account: account.unit_name, 24),
        Column(_("Điện thoại"), lambda account: shown(None, account, "phone"), 14),
        Column(_("Vai trò"), lambda account: grants_text(account.grants_now), 40),
        Column(_("Tình trạng"), lambda account: state_of(account).word, 22),
    )

    def get_queryset(self) -> QuerySet[Account]:
        rows = Account.objects.of(self.actor.commune).filter(is_active=not self.closed)
        if self.role:
            held = grants_held_on(timezone.localdate()).filter(role=self.role)
            rows = rows.filter(pk__in=held.values("account"))
        if self.typed:
            rows = rows.filter(pk__in=_found(self.actor, self.typed))
        now = grants_held_on(timezone.localdate()).select_related("village")
        found: QuerySet[Account] = rows.prefetch_related(
            Prefetch("grants", queryset=now, to_attr="grants_now")
        ).order_by(*self.order)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = [
            (account, grants_text(account.grants_now), state_of(account))
            for account in context["slice"].rows
        ]
        states = (Choice("", _t("Đang dùng")), Choice("khoa", _t("Đã khóa")))
        return {
            **context,
            "title": _t("Cán bộ"),
            "rows": rows,
            "filters": links(self.request, "tinh-trang", states),
            "roles": role_choices(),
            "role": self.role,
            "closed": self.closed,
            "typed": self.typed,
            "idle": idle_accounts(self.actor.commune, timezone.now()),
        }

    @property
    def closed(self) -> bool:
        return self.request.GET.get("tinh-trang") == "khoa"

    @property
    def role(self) -> str:
        return self.request.GET.get("vai-tro", "")

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "").strip()


class Person(DetailPage):
    right = "people.read"
    model = Account
    template_name = "desk/people/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = self.object
        today = timezone.localdate()
        grants = RoleGrant.objects.filter(account=account).select_related("village")
        events = history(self.actor.commune, [account.pk], 15)
        return super().get_context_data(
            title=account.full_name,
            facts=_facts(self.actor, account),
            factor=factor_of(account.pk) if self.actor.may("people.manage") else None,
            shut_until=shut_until(account) if self.actor.may("people.manage") else None,
            state=state_of(account),
            grants=[(grant, grant_text(grant)) for grant in grants if _holds(grant, today)],
            past=[(grant, grant_text(grant)) for grant in grants if not _holds(grant, today)],
            told=tell_all(events, {account.pk: account.full_name})
            if self.actor.may("events.read")
            else [],
            may_manage=self.actor.may("people.manage"),
            **kwargs,
        )


def _holds(grant: RoleGrant, today: date) -> bool:
    return grant.to_date is None or grant.to_date >= today


def _facts(actor: Actor, account: Account) -> list[tuple[str, str]]:
    return [
        (_t("Tên đăng nhập"), account.username),
        (_t("Chức vụ"), account.job_title or _t("chưa ghi")),
        (_t("Phòng, đơn vị"), account.unit_name or _t("chưa ghi")),
        (_t("Điện thoại"), _phone(actor, account) if account.phone else _t("chưa ghi")),
    ]


def _phone(actor: Actor, account: Account) -> str:
    number = shown(actor, account, "phone")
    may_look = is_masked(number) and actor.may("privacy.reveal")
    url = reverse("desk:person_phone", args=[account.pk]) if may_look else ""
    return masked(number, what=_t("số điện thoại"), url=url)


def _found(actor: Actor, typed: str) -> list[UUID]:
    """Accents are optional; a commune has a few hundred accounts at most."""
    wanted = fold(typed)
    names = Account.objects.of(actor.commune).values_list("pk", "full_name", "username")
    return [pk for pk, name, username in names if wanted in fold(name) or wanted in username]
