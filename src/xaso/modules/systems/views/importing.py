"""A file taken out of a system comes in: sent, looked over, taken, dropped, taken back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, NothingForm
from xaso.core.rights.actor import Actor
from xaso.core.ui.notices import tell
from xaso.lib.dates import write_date
from xaso.modules.systems import actions
from xaso.modules.systems.chosen import ChosenDays
from xaso.modules.systems.exports.days import days_said
from xaso.modules.systems.forms.importing import DaysForm, ExportFileForm, TakeForm
from xaso.modules.systems.models import SystemFile, SystemReading
from xaso.modules.systems.queries.file_days import proposed_days, stretches_for
from xaso.modules.systems.queries.importing import FilePlan, plan_of, rules_need
from xaso.modules.systems.queries.readings import reading_for, readings_of, table_of
from xaso.modules.systems.taking_in import take_back, take_in

from .file_lines import LineShown, how_words, line_shown
from .steps import SystemStep

SHOWN_FILES, SHOWN_SPOTS = 8, 20


class SendFile(SystemStep):
    right = "systems.import"
    form_class = ExportFileForm
    template_name = "systems/import.html"
    title = _("Nhập tệp vừa trích xuất")
    submit_label = _("Đọc tệp")

    @staticmethod
    def action(*, actor: Actor, file: Any, system_id: Any) -> SystemFile:
        return actions.start_file(
            actor=actor,
            system_id=system_id,
            name=file.name or "",
            content=file.read(),
            at=timezone.now(),
        )

    def refused(self, form: Any, error: ValidationError) -> HttpResponse:
        form.add_error("file", error.messages)
        return self.form_invalid(form)

    def next_url(self, result: SystemFile) -> str:
        if result.reading is None and not readings_of(result):
            return reverse("systems:reading", args=[result.pk])
        return result.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = SystemFile.objects.of(self.actor.commune).filter(system=self.system)
        readings = SystemReading.objects.of(self.actor.commune).filter(system=self.system)
        today = timezone.localdate()
        return super().get_context_data(
            files=[
                (each, each.done_at is not None and timezone.localdate(each.done_at) == today)
                for each in files.defer("sheets")
                .select_related("by")
                .order_by("-at")[:SHOWN_FILES]
            ],
            readings=readings.order_by("name"),
            **kwargs,
        )


class OfFile:
    """Mixed into pages about one file that was sent."""

    kwargs: dict[str, Any]
    actor: Any

    @cached_property
    def file(self) -> SystemFile:
        rows = SystemFile.objects.of(self.actor.commune)
        return rows.select_related("system", "reading", "by").get(pk=self.kwargs["pk"])

    @property
    def is_over(self) -> bool:
        return self.file.state != SystemFile.State.REVIEW

    @cached_property
    def reading(self) -> SystemReading | None:
        """None too where nothing waits to be read."""
        return None if self.is_over else reading_for(self.file)

    @property
    def cancel_url(self) -> str:
        return self.file.get_absolute_url()


class FilePage(OfFile, ActionPage):
    """Nothing is written before “Nhận số liệu”."""

    right = "systems.import"
    form_class = TakeForm
    action = take_in
    template_name = "systems/import_file.html"
    title = _("Xem lại tệp vừa trích xuất")
    submit_label = _("Nhận số liệu")

    @cached_property
    def days_form(self) -> DaysForm:
        today = timezone.localdate()
        said = days_said(table_of(self.file), self.file.file_name, today)
        proposed = proposed_days(said, self.file.system.every, today)
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return DaysForm(
            asked if {"stretch", "as_of"} & asked.keys() else None,
            offered=stretches_for(proposed, today),
            needed=rules_need(self.file, self.reading, today),
            proposed=proposed,
            today=today,
        )

    @cached_property
    def days(self) -> ChosenDays:
        return self.days_form.days()

    @cached_property
    def plan(self) -> FilePlan | None:
        if self.reading is None:
            return None
        return plan_of(self.file, self.reading, self.days, timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        plan = self.plan
        is_understood = plan is not None and not self.days_form.errors
        days = self.days if is_understood else None
        return {**super().get_form_kwargs(), "plan": plan, "days": days}

    def given(self) -> dict[str, Any]:
        return {"file_id": self.file.pk, "at": timezone.now()}

    def done(self, result: SystemFile) -> HttpResponse:
        said = _t("Đã nhận %(count)d số từ tệp %(file)s và ghi lần trích xuất.") % {
            "count": len(result.taken),
            "file": result.file_name,
        }
        tell(self.request, said, undo=reverse("systems:file-back", args=[result.pk]))
        return super().done(result)

    def next_url(self, result: SystemFile) -> str:
        return reverse("systems:system", args=[result.system_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            file=self.file, system=self.file.system, is_over=self.is_over, **kwargs
        )
        if self.is_over:
            return context
        plan = self.plan
        return context | {
            "plan": plan,
            "reading": self.reading,
            "before": self._taken_before(),
            "has_others": len(readings_of(self.file)) > 1,
            "days_form": self.days_form,
            "hidden_days": self._hidden_days(),
            "days_words": self._days_words(),
            "lines": self._lines(context["form"]) if plan and plan.is_settled else [],
            "spots": self._spots()[:SHOWN_SPOTS],
            "spots_hidden": max(0, plan.unread - SHOWN_SPOTS) if plan else 0,
            "ways": [how_words(rule) for rule in plan.way.rules] if plan else [],
        }

    def _lines(self, form: TakeForm) -> list[LineShown]:
        """Every number that may be taken is chosen until somebody says otherwise."""
        lines = self.plan.lines if self.plan else ()
        posted = form.data if form.is_bound else None
        chosen = {
            name: set(posted.getlist(name)) if posted is not None else set()  # type: ignore[attr-defined]
            for name in ("take", "zeros", "shares")
        }
        if posted is None:
            chosen["take"] = {line.kind.code for line in lines}
        return [line_shown(line, **chosen) for line in lines]

    def _spots(self) -> list[str]:
        return [
            spot.text
            for line in (self.plan.lines if self.plan else ())
            for spot in line.counted.spots
        ]

    def _hidden_days(self) -> list[tuple[str, str]]:
        """The days that were looked at are the days that are written."""
        said = {"stretch": f"{self.days.first}..{self.days.last}", "as_of": str(self.days.as_of)}
        return [(name, said[name]) for name in self.days_form.fields]

    def _days_words(self) -> str:
        days, words = self.days, []
        if "stretch" in self.days_form.fields:
            code = f"{days.first}..{days.last}"
            words.append(self.days_form.offered[code].label)
        if "as_of" in self.days_form.fields:
            words.append(_t("tính đến %(day)s") % {"day": write_date(days.as_of)})
        return ", ".join(words)

    def _taken_before(self) -> SystemFile | None:
        """The same file, taken already."""
        rows = SystemFile.objects.of(self.actor.commune).filter(
            system_id=self.file.system_id,
            sha256=self.file.sha256,
            state=SystemFile.State.TAKEN,
        )
        return rows.select_related("by").order_by("-done_at").first()


class DropFile(OfFile, ActionPage):
    right = "systems.import"
    form_class = NothingForm
    action = actions.drop_file
    template_name = "systems/import_step.html"
    title = _("Bỏ tệp đã đọc")
    submit_label = _("Bỏ tệp này")
    done_message = _("Đã bỏ tệp. Không số nào thay đổi.")

    def given(self) -> dict[str, Any]:
        return {"file_id": self.file.pk}

    def next_url(self, result: SystemFile) -> str:
        return reverse("systems:send-file", args=[result.system_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = _t("Tệp %(file)s. Chưa ghi gì vào số liệu.") % {"file": self.file.file_name}
        return super().get_context_data(
            lead=lead, system=self.file.system, cancel_url=self.cancel_url, **kwargs
        )


class TakeBackFile(OfFile, ActionPage):
    right = "systems.import"
    form_class = NothingForm
    action = take_back
    template_name = "systems/import_step.html"
    title = _("Rút lại số liệu của tệp")
    submit_label = _("Rút lại cả tệp")
    done_message = _("Đã rút lại: các số trở lại như trước khi nhận tệp.")

    def given(self) -> dict[str, Any]:
        return {"file_id": self.file.pk, "at": timezone.now()}

    def next_url(self, result: SystemFile) -> str:
        return reverse("systems:send-file", args=[result.system_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = _t(
            "%(count)d số đã nhận từ tệp %(file)s trở lại như trước. Dòng cũ vẫn giữ trong lịch sử."
        ) % {"count": len(self.file.taken), "file": self.file.file_name}
        return super().get_context_data(
            lead=lead,
            system=self.file.system,
            cancel_url=reverse("systems:send-file", args=[self.file.system_id]),
            **kwargs,
        )
