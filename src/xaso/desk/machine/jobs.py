"""Đang chạy: work in the background, one's own and, for admins, the commune's; the schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.jobs import actions
from xaso.core.jobs.health import standstill
from xaso.core.jobs.models import Job
from xaso.core.jobs.queries import label_of, names_of_askers, schedule_told, seen_by
from xaso.core.pages.addresses import FilterLink
from xaso.core.pages.pages import ActionPage, DetailPage, ListPage, TextPage
from xaso.core.rights.actor import Actor
from xaso.core.units.at_work import serves_only
from xaso.desk.lists import Choice, links
from xaso.lib.numbers import write_number

MINE, OPEN, DEAD, ALL = "", "dang-cho", "khong-xong", "tat-ca"
CHOICES = (
    (MINE, _("Việc của tôi")),
    (OPEN, _("Đang chạy, đang chờ")),
    (DEAD, _("Không xong")),
    (ALL, _("Tất cả")),
)
CHIPS = {
    Job.State.WAITING: "todo",
    Job.State.RUNNING: "doing",
    Job.State.RETRY: "soon",
    Job.State.DONE: "done",
    Job.State.DEAD: "late",
    Job.State.DROPPED: "paused",
}


@dataclass(frozen=True)
class Line:
    """A job as people read it."""

    job: Job
    who: str

    @property
    def label(self) -> str | Promise:
        return label_of(self.job.name)

    @property
    def chip(self) -> str:
        return CHIPS[Job.State(self.job.state)]

    @property
    def word(self) -> str:
        return str(self.job.get_state_display())

    @property
    def url(self) -> str:
        return reverse("desk:job", kwargs={"pk": self.job.pk})

    @property
    def is_open(self) -> bool:
        return self.job.state in Job.OPEN

    @property
    def may_run_again(self) -> bool:
        return self.job.state in (Job.State.DEAD, Job.State.DROPPED)

    @property
    def may_drop(self) -> bool:
        return self.job.state in (Job.State.WAITING, Job.State.RETRY, Job.State.DEAD)

    @property
    def said(self) -> str:
        """The result, or why not, or how far it has come."""
        return self.job.error or self.job.result or self.progress_label

    @property
    def progress_label(self) -> str:
        job = self.job
        if not job.progress_total:
            return job.progress_note
        counted = f"{write_number(job.progress_done)}/{write_number(job.progress_total)}"
        return f"{counted} · {job.progress_note}" if job.progress_note else counted


class Jobs(ListPage):
    right = "desk.home"
    order = ("-made_at", "-pk")

    @property
    def is_admin(self) -> bool:
        return self.actor.may("jobs.manage")

    @property
    def choice(self) -> str:
        return self.request.GET.get("xem", MINE) if self.is_admin else MINE

    def get_queryset(self) -> QuerySet[Job]:
        rows = seen_by(self.actor).order_by(*self.order)
        if self.choice == OPEN:
            return rows.filter(state__in=Job.OPEN)
        if self.choice == DEAD:
            return rows.filter(state=Job.State.DEAD)
        if self.choice == ALL:
            return rows
        return rows.filter(asked_by=self.actor.account_id)

    def get_template_names(self) -> list[str]:
        """A page that asks again by itself gets the rows alone."""
        part = "jobs_rows" if self.request.headers.get("HX-Request") else "jobs"
        return [f"desk/machine/{part}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        lines = told(context["slice"].rows)
        return {
            **context,
            "title": _t("Đang chạy"),
            "lines": lines,
            "poll": self.request.get_full_path() if any(each.is_open for each in lines) else "",
            "filters": self.filters(),
            "is_admin": self.is_admin,
            "asleep": standstill(timezone.now()) if self.is_admin else None,
        }

    def filters(self) -> list[FilterLink]:
        choices = [Choice(value, str(label)) for value, label in CHOICES]
        return links(self.request, "xem", choices) if self.is_admin else []


class JobPage(DetailPage):
    right = "desk.home"

    def get_queryset(self) -> QuerySet[Job]:
        return seen_by(self.actor)

    def get_template_names(self) -> list[str]:
        part = "job_card" if self.request.headers.get("HX-Request") else "job"
        return [f"desk/machine/{part}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        [line] = told([self.object])
        return super().get_context_data(
            title=capfirst(str(line.label)),
            line=line,
            poll=self.request.path if line.is_open else "",
            is_admin=self.actor.may("jobs.manage") and _is_ours(self.object, self.actor),
            **kwargs,
        )


class _JobAction(ActionPage):
    right = "desk.home"

    def given(self) -> dict[str, Any]:
        return {"job_id": self.kwargs["pk"], "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = seen_by(self.actor).get(pk=self.kwargs["pk"])
        return super().get_context_data(
            lead=capfirst(str(label_of(job.name))), cancel_url=_address(job.pk), **kwargs
        )

    def next_url(self, result: Job) -> str:
        return _address(result.pk)


class RunJobAgain(_JobAction):
    action = actions.run_again
    title = _("Chạy lại việc này")
    submit_label = _("Chạy lại")
    done_message = _("Đã cho chạy lại, đến lượt là máy làm.")


class DropJob(_JobAction):
    action = actions.drop_job
    title = _("Bỏ việc này")
    submit_label = _("Bỏ việc này")
    done_message = _("Đã bỏ. Cần thì vẫn chạy lại được.")


class SchedulePage(TextPage):
    right = "jobs.manage"
    template_name = "desk/machine/schedule.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_t("Lịch tự chạy"),
            rows=list(_timed(schedule_told(self.actor.commune))),
            asleep=standstill(timezone.now()),
            **kwargs,
        )


def told(jobs: Iterable[Job]) -> list[Line]:
    jobs = list(jobs)
    names = names_of_askers(jobs)
    return [Line(job, _who(job.asked_by, names)) for job in jobs]


def _is_ours(job: Job, actor: Actor) -> bool:
    """The technical part of work for many communes may name people of the others."""
    return job.commune_id is not None or serves_only(actor.commune)


def _who(asked_by: UUID | None, names: dict[UUID, str]) -> str:
    return names.get(asked_by, "…") if asked_by else _t("Lịch tự chạy")


def _timed(rows: Iterable[Any]) -> Iterator[tuple[Any, Line | None]]:
    for row in rows:
        yield row, Line(row.last_run, "") if row.last_run else None


def _address(pk: UUID) -> str:
    return reverse("desk:job", kwargs={"pk": pk})
