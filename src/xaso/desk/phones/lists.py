"""Máy của thôn: which phones there are, what is still on them, what waits for an officer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from xaso.core.pages.pages import DetailPage, ListPage, TextPage
from xaso.core.sync.models import Device, DevicePerson, Item, Quarantined
from xaso.core.sync.queries import (
    open_of,
    recovering_since,
    recovery_of,
    refused_items,
    to_look_at,
)
from xaso.core.sync.reading import label_of
from xaso.core.ui.templatetags.xaso import vn_moment
from xaso.desk.lists import Choice, links

MOST_TO_LOOK_AT = 50
MOST_OF_A_PHONE = 50
STATES = {
    Device.State.ACTIVE: "done",
    Device.State.FROZEN: "late",
    Device.State.LOST: "paused",
    Device.State.HANDED_IN: "paused",
}


class Phones(ListPage):
    right = "sync.read"
    model = Device
    template_name = "desk/phones/list.html"
    order = ("label", "pk")

    def get_queryset(self) -> QuerySet[Device]:
        people = DevicePerson.objects.select_related("account").order_by("since")
        rows = Device.objects.of(self.actor.commune).order_by(*self.order)
        rows = rows.annotate(recovering=recovering_since(self.actor.commune))
        if self.chosen == "con":
            rows = rows.filter(unsent__gt=0)
        elif self.chosen == "thoi":
            rows = rows.filter(state__in=(Device.State.LOST, Device.State.HANDED_IN))
        found: QuerySet[Device] = rows.prefetch_related(Prefetch("people", queryset=people))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, now = super().get_context_data(**kwargs), timezone.now()
        phones = context["slice"].rows
        open_things = open_of(phones)
        since = getattr(phones[0], "recovering", None) if phones else None
        choices = (
            Choice("", _t("Tất cả")),
            Choice("con", _t("Còn mục chưa gửi")),
            Choice("thoi", _t("Thôi dùng")),
        )
        return {
            **context,
            "title": _t("Máy của thôn"),
            "rows": [
                (
                    phone,
                    ", ".join(each.account.full_name for each in phone.people.all()),
                    STATES[phone.state],
                    unsent_words(phone, now),
                    open_things[phone.pk],
                )
                for phone in phones
            ],
            "filters": links(self.request, "loc", choices),
            "chosen": self.chosen,
            "may_decide": self.actor.may("sync.decide"),
            "may_manage": self.actor.may("sync.manage"),
            "recovery": recovery_of(self.actor.commune, since) if since else None,
        }

    @property
    def chosen(self) -> str:
        return self.request.GET.get("loc", "")


class ToLookAt(TextPage):
    """What waits for an officer, from all phones: the oldest of each kind."""

    right = "sync.decide"
    template_name = "desk/phones/to_look_at.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        look = to_look_at(self.actor.commune, MOST_TO_LOOK_AT, timezone.now())
        return super().get_context_data(
            title=_t("Mục chờ xã xem"), lines=_lines(look), most=MOST_TO_LOOK_AT, **kwargs
        )


class Phone(DetailPage):
    right = "sync.read"
    model = Device
    template_name = "desk/phones/phone.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        phone, now = self.object, timezone.now()
        people = phone.people.select_related("account").order_by("since")
        apart = Quarantined.objects.filter(device=phone, closed_at=None).order_by("number")
        in_use = phone.state in (Device.State.ACTIVE, Device.State.FROZEN)
        return super().get_context_data(
            title=phone.label,
            people=[each.account for each in people],
            state=STATES[phone.state],
            unsent=unsent_words(phone, now),
            facts=_facts(phone),
            refused=[_refused(item) for item in refused_items(phone)[:MOST_OF_A_PHONE]],
            apart=[_apart(row) for row in apart[:MOST_OF_A_PHONE]],
            may_decide=self.actor.may("sync.decide"),
            may_manage=self.actor.may("sync.manage") and in_use,
            is_frozen=phone.state == Device.State.FROZEN,
            **kwargs,
        )


def unsent_words(phone: Device, now: datetime) -> str:
    """As the phone said itself when it was last heard."""
    if phone.last_contact_at is None:
        return _t("chưa liên lạc lần nào")
    if not phone.unsent:
        return _t("đã gửi hết")
    count = ngettext("%(n)d mục", "%(n)d mục", phone.unsent) % {"n": phone.unsent}
    if phone.oldest_at is None or phone.oldest_at > now:
        return count
    return _t("%(count)s, lâu nhất %(age)s") % {
        "count": count,
        "age": timesince(phone.oldest_at, now, depth=1),
    }


def _facts(phone: Device) -> list[tuple[str, Any]]:
    return [
        (_t("Ghi danh lúc"), vn_moment(phone.enrolled_at)),
        (_t("Liên lạc gần nhất"), vn_moment(phone.last_contact_at) or _t("chưa lần nào")),
        (_t("Xã đã nhận đến số"), phone.stored),
        (_t("Máy đã ghi đến số"), phone.highest),
        (_t("Bản phần mềm trên máy"), phone.app_version or _t("chưa biết")),
    ]


def _lines(look: Any) -> list[dict[str, str]]:
    """What waits for an officer, each with the page where it is decided."""
    held = [
        {
            "name": label_of(item.kind, item.kind_version),
            "who": item.actor.full_name,
            "why": item.text or str(item.get_code_display()),
            "url": reverse("desk:phone-item", args=[item.pk]),
        }
        for item in look.held
    ]
    cases = [
        {
            "name": _t("Hai người ghi khác nhau"),
            "who": "",
            "why": _t("Chọn giữ bản nào."),
            "url": reverse("desk:phone-clash", args=[case.pk]),
        }
        for case in look.cases
    ]
    late = [
        {
            "name": label_of(item.kind, item.kind_version),
            "who": item.actor.full_name,
            "why": _t("Ảnh chưa tới sau hai tuần."),
            "url": reverse("desk:phone-item", args=[item.pk]),
        }
        for item in look.without_files
    ]
    return [*held, *cases, *(_apart(row) for row in look.apart), *late]


def _apart(row: Quarantined) -> dict[str, str]:
    return {
        "name": label_of(row.event["kind"], row.event["v"]),
        "who": row.device.label,
        "why": str(row.get_code_display()),
        "url": reverse("desk:phone-apart", args=[row.pk]),
    }


def _refused(item: Item) -> dict[str, str]:
    return {
        "name": label_of(item.kind, item.kind_version),
        "who": item.actor.full_name,
        "why": item.text or str(item.get_code_display()),
        "at": vn_moment(item.received_at),
    }
