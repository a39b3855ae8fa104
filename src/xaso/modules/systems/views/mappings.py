"""How the files of a system are read: one screen with one line for each number."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.queries import Happening
from xaso.core.pages.pages import ActionPage, NothingForm
from xaso.core.pages.whole import WholePage
from xaso.core.units.models import Village
from xaso.modules.indicators import public as indicators
from xaso.modules.systems import actions
from xaso.modules.systems.exports.rows import rows_of
from xaso.modules.systems.exports.table import Table
from xaso.modules.systems.forms.importing import NamesForm
from xaso.modules.systems.forms.mappings import ChooseReadingForm, ReadingForm
from xaso.modules.systems.models import System, SystemFigure, SystemFile, SystemReading
from xaso.modules.systems.queries.file_days import proposed_days
from xaso.modules.systems.queries.importing import UnknownName, plan_of
from xaso.modules.systems.queries.readings import readings_of, table_of, way_of

from .importing import OfFile

SHOWN_ROWS, SHOWN_COLUMNS = 3, 12
MOST_NAMES = 60
"""Asked at once; what is left is asked next. More than that is mostly a column of people."""


class OfWaitingFile(OfFile, ActionPage):
    """A file that was taken or dropped holds nothing any more: back to its page, which says so."""

    right = "systems.import"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return redirect(self.cancel_url) if self.is_over else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return (
            redirect(self.cancel_url) if self.is_over else super().post(request, *args, **kwargs)
        )

    def next_url(self, result: object) -> str:
        del result
        return self.cancel_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            file=self.file,
            system=self.file.system,
            thing=self.file.system,
            cancel_url=self.cancel_url,
            **kwargs,
        )


class ReadingPage(OfWaitingFile, WholePage):
    """A new way to read, or with `?sua=` another one put right on the columns of this file."""

    right = "systems.import"
    form_class = ReadingForm
    action = actions.save_reading
    saved_by = "reading.saved"
    template_name = "systems/import_reading.html"
    title = _("Cách đọc tệp")
    submit_label = _("Lưu và đọc tệp")

    def belongs_to(self) -> System:
        return self.file.system

    def makes_new(self) -> bool:
        return self.old is None

    def is_a_save(self, happening: Happening) -> bool:
        name = self.old.name if self.old else ""
        return super().is_a_save(happening) and happening.data["name"] == name

    @cached_property
    def old(self) -> SystemReading | None:
        asked = self.request.GET.get("sua", "")
        if not asked:
            return None
        rows = SystemReading.objects.of(self.actor.commune).filter(system_id=self.file.system_id)
        try:
            return rows.get(pk=UUID(asked))
        except ValueError as error:
            raise ObjectDoesNotExist(asked) from error

    @cached_property
    def table(self) -> Table:
        return table_of(self.file, way_of(self.old) if self.old else None)

    def get_form_kwargs(self) -> dict[str, Any]:
        own, others = self._kinds()
        return {
            **super().get_form_kwargs(),
            "table": self.table,
            "own": own,
            "others": others,
            "way": way_of(self.old) if self.old else None,
        }

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.old.name if self.old else _t("Tệp hằng kỳ")}

    def given(self) -> dict[str, Any]:
        return {
            "system_id": self.file.system_id,
            "file_id": self.file.pk,
            "reading_id": self.old.pk if self.old else None,
            "at": timezone.now(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        headings = self.table.headings[:SHOWN_COLUMNS]
        rows = [row for row in rows_of(self.table) if not row.kind][:SHOWN_ROWS]
        return super().get_context_data(
            old=self.old,
            headings=headings,
            first_rows=[[row.at(each.column).text for each in headings] for row in rows],
            sheet=self.table.sheet.name,
            **kwargs,
        )

    def _kinds(self) -> tuple[list[indicators.NumberKind], list[indicators.NumberKind]]:
        """Those the system holds; then every other."""
        rows = SystemFigure.objects.of(self.actor.commune).filter(system_id=self.file.system_id)
        codes = list(rows.order_by("value_code").values_list("value_code", flat=True))
        said = [rule["code"] for rule in self.old.rules] if self.old else []
        today = timezone.localdate()
        own = indicators.number_kinds_named(self.actor.commune, codes, today)
        more = indicators.number_kinds_named(self.actor.commune, said, today)
        listed = {each.code: each for each in indicators.number_kinds()} | more
        return list(own.values()), [each for code, each in listed.items() if code not in own]


class ChooseReading(OfWaitingFile, WholePage):
    right = "systems.import"
    form_class = ChooseReadingForm
    action = actions.choose_reading
    saved_by = "reading.chosen"
    template_name = "systems/import_step.html"
    title = _("Đọc tệp theo cách khác")
    submit_label = _("Đọc theo cách này")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "readings": readings_of(self.file)}

    def get_initial(self) -> dict[str, Any]:
        return {"reading": str(self.reading.pk) if self.reading else ""}

    def belongs_to(self) -> SystemFile:
        return self.file

    def given(self) -> dict[str, Any]:
        return {"file_id": self.file.pk}


class NameVillages(OfWaitingFile, WholePage):
    """Names of the file that are no village as they stand; kept for the next file."""

    right = "systems.import"
    form_class = NamesForm
    action = actions.name_villages
    saved_by = "reading.named"
    template_name = "systems/import_step.html"
    title = _("Tên thôn trong tệp")
    submit_label = _("Lưu tên thôn")

    def belongs_to(self) -> SystemReading:
        if self.reading is None:
            raise ObjectDoesNotExist
        return self.reading

    @cached_property
    def unknown(self) -> tuple[UnknownName, ...]:
        if self.reading is None:
            return ()
        today = timezone.localdate()
        days = proposed_days(None, self.file.system.every, today)
        return plan_of(self.file, self.reading, days, today).unknown[:MOST_NAMES]

    def get_form_kwargs(self) -> dict[str, Any]:
        villages = Village.objects.of(self.actor.commune).filter(closed_at=None)
        return {
            **super().get_form_kwargs(),
            "unknown": self.unknown,
            "said": self.reading.village_names if self.reading else {},
            "villages": list(villages.order_by("name_folded", "id")),
        }

    def given(self) -> dict[str, Any]:
        if self.reading is None:
            raise ObjectDoesNotExist
        return {"reading_id": self.reading.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = _t("Phần mềm nhớ lựa chọn này, lần sau không hỏi lại.")
        return super().get_context_data(lead=lead, **kwargs)


class DropReading(ActionPage):
    right = "systems.import"
    form_class = NothingForm
    action = actions.drop_reading
    template_name = "systems/import_step.html"
    title = _("Bỏ cách đọc tệp")
    submit_label = _("Bỏ cách đọc này")
    done_message = _("Đã bỏ cách đọc. Số đã nhận vẫn giữ.")

    @cached_property
    def reading(self) -> SystemReading:
        rows = SystemReading.objects.of(self.actor.commune).select_related("system")
        return rows.get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"reading_id": self.reading.pk}

    def next_url(self, result: UUID) -> str:
        return reverse("systems:send-file", args=[result])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=self.reading.name,
            system=self.reading.system,
            cancel_url=reverse("systems:send-file", args=[self.reading.system_id]),
            **kwargs,
        )
