"""Lịch: due dates of a month, what each person carries, and one's own calendar on the phone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import Page, TextPage
from xaso.core.people.models import Account
from xaso.core.people.queries import grants_on
from xaso.core.postgres.context import commune_context
from xaso.core.rights.roles import rights_of
from xaso.core.units.models import Village
from xaso.core.worktime.queries import calendar_of
from xaso.lib.dates import month_bounds
from xaso.lib.worktime import Calendar
from xaso.modules.plans import actions
from xaso.modules.plans.actions.calendar import hash_of
from xaso.modules.plans.cards import card_of
from xaso.modules.plans.ical import calendar_file
from xaso.modules.plans.models import CalendarFeed
from xaso.modules.plans.queries.calendar import feed_tasks, loads, tasks_due

from .steps import Step
from .task_rows import rows_of

SHOWN_A_DAY = 4
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Day:
    date: date
    is_in_month: bool
    is_today: bool
    off: str
    """Why nobody works; empty on a working day."""
    cards: list[Any]
    rest: int
    url: str


class MonthPage(TextPage):
    right = "plans.read"
    template_name = "plans/calendar.html"

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def first(self) -> date:
        """The first of the month asked for; nonsense counts as this month."""
        try:
            asked = date.fromisoformat(f"{self.request.GET.get('thang', '')}-01")
        except ValueError:
            return self.today.replace(day=1)
        return asked if EARLIEST_YEAR <= asked.year <= LATEST_YEAR else self.today.replace(day=1)

    @cached_property
    def village(self) -> Village | None:
        try:
            asked = UUID(self.request.GET.get("thon", ""))
        except ValueError:
            return None
        return Village.objects.of(self.actor.commune).filter(pk=asked).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = self.request.GET.get("loc") != "tat_ca" and self.village is None
        first, last = month_bounds(self.first.year, self.first.month)
        village_id = self.village.pk if self.village else None
        rows = tasks_due(self.actor, first, last, mine=mine, village_id=village_id)
        days: dict[date, list[Any]] = defaultdict(list)
        for task in rows:
            days[task.listed_date].append(card_of(task, self.today))
        day = self._day_asked(days)
        return super().get_context_data(
            first=first,
            weeks=self._weeks(first, last, days),
            day=day,
            rows=rows_of(days[day]) if day else [],
            total=sum(map(len, days.values())),
            filters=self._filters(mine=mine),
            village=self.village,
            before=address(self.request, thang=f"{first - timedelta(days=1):%Y-%m}", ngay=""),
            after=address(self.request, thang=f"{last + timedelta(days=1):%Y-%m}", ngay=""),
            **kwargs,
        )

    def _day_asked(self, days: dict[date, list[Any]]) -> date | None:
        try:
            asked = date.fromisoformat(self.request.GET.get("ngay", ""))
        except ValueError:
            return None
        return asked if days.get(asked) else None

    def _filters(self, *, mine: bool) -> list[FilterLink]:
        everybody = not mine and self.village is None
        return [
            FilterLink(_t("Việc của tôi"), address(self.request, loc="", thon="", ngay=""), mine),
            FilterLink(
                _t("Mọi việc"), address(self.request, loc="tat_ca", thon="", ngay=""), everybody
            ),
        ]

    def _weeks(self, first: date, last: date, days: dict[date, list[Any]]) -> list[list[Day]]:
        calendar = calendar_of(self.actor.commune)
        start = first - timedelta(days=first.weekday())
        count = ((last - start).days // 7 + 1) * 7
        found = [
            self._day(start + timedelta(days=number), days, calendar) for number in range(count)
        ]
        return [found[place : place + 7] for place in range(0, count, 7)]

    def _day(self, day: date, days: dict[date, list[Any]], calendar: Calendar) -> Day:
        cards = days.get(day, [])
        return Day(
            date=day,
            is_in_month=day.month == self.first.month,
            is_today=day == self.today,
            off=_why_off(day, calendar),
            cards=cards[:SHOWN_A_DAY],
            rest=max(len(cards) - SHOWN_A_DAY, 0),
            url=f"{address(self.request, ngay=day.isoformat())}#ngay",
        )


class PeopleLoad(TextPage):
    """Open and late work of each officer; hours are nobody's business."""

    right = "plans.read"
    template_name = "plans/people_load.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = reverse("plans:tasks")
        return super().get_context_data(
            people=[
                {"load": load, "url": f"{tasks}?nguoi={load.account_id}"}
                for load in loads(self.actor.commune, timezone.localdate())
            ],
            **kwargs,
        )


class OwnFeed(Step):
    """The address is shown once, right after it was made."""

    right = "plans.work"
    action = actions.open_feed
    title = _("Lịch việc trên điện thoại")
    submit_label = _("Tạo địa chỉ lịch")
    template_name = "plans/own_feed.html"

    def home_url(self) -> str:
        return reverse("plans:calendar")

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def done(self, result: str) -> HttpResponse:
        path = reverse("plans:calendar-feed", args=[self.actor.commune.pk, result])
        url = self.request.build_absolute_uri(path)
        response = self.render_to_response(self.get_context_data(feed_url=url))
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = CalendarFeed.objects.of(self.actor.commune).filter(revoked_at=None)
        running = rows.filter(account=self.actor.account_id).first()
        return super().get_context_data(running=running, **kwargs)


class RevokeFeed(Step):
    right = "plans.work"
    action = actions.revoke_feed
    title = _("Thu lại địa chỉ lịch?")
    submit_label = _("Thu lại địa chỉ")
    lead = _(
        "Điện thoại đang dùng địa chỉ này sẽ không cập nhật nữa. Tạo địa chỉ mới lúc nào cũng được."
    )
    sentence = _("Đã thu lại. Địa chỉ cũ không mở được nữa.")
    is_danger = True

    def home_url(self) -> str:
        return reverse("plans:own-feed")

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}


class FeedFile(Page):
    """Whoever holds the secret reads that person's open tasks: titles and days, nothing else."""

    public = True
    http_method_names = ("get", "head")
    keeps_forms = False

    def get(self, request: HttpRequest, commune: str, secret: str) -> HttpResponse:
        with commune_context(commune):
            account = _owner(commune, secret)
            content = calendar_file(_t("Việc ở %(place)s") % {
                "place": account.commune.full_name
            }, feed_tasks(account))  # fmt: skip
        tag = f'"{sha256(content).hexdigest()[:32]}"'
        if request.headers.get("If-None-Match") == tag:
            response = HttpResponse(status=304)
        else:
            response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["ETag"] = tag
        response["Cache-Control"] = "private, max-age=900"
        response["X-Robots-Tag"] = "noindex"
        return response


def _owner(commune: str, secret: str) -> Account:
    rows = CalendarFeed.objects.filter(commune=commune, revoked_at=None)
    feed = rows.select_related("account__commune").filter(token_hash=hash_of(secret)).first()
    if feed is None or not feed.account.is_active:
        raise Http404
    rights = rights_of(grant.role for grant in grants_on(feed.account, timezone.localdate()))
    if "plans.work" not in rights:
        raise Http404
    return feed.account


def _why_off(day: date, calendar: Calendar) -> str:
    if calendar.is_working_day(day):
        return ""
    marked = calendar.marked.get(day)
    return marked.name if marked else _t("nghỉ")
