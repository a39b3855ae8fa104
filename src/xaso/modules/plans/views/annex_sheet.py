"""The review put together: the file as read, what was typed, what comes of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from xaso.modules.plans.forms.annex import DefaultsForm, RowForm
from xaso.modules.plans.intake.choosers import Choosers
from xaso.modules.plans.intake.groups import groups_of
from xaso.modules.plans.intake.meeting import Entry
from xaso.modules.plans.intake.said import RowSaid
from xaso.modules.plans.intake.sheet import Sheet
from xaso.modules.plans.models import AnnexImport
from xaso.modules.plans.queries.imports import offers_for, review


@dataclass(frozen=True)
class LaidOut:
    sheet: Sheet
    defaults: DefaultsForm
    choosers: Choosers
    row_forms: Mapping[int, RowForm]
    """Of rows about which something of their own was typed."""

    seen: Mapping[str, str]
    """What the fields stand beside, where they show something else."""

    def row_form(self, index: int) -> RowForm:
        year = self.sheet.annex_import.plan.year
        empty = RowForm(index=index, choosers=self.choosers, year=year, typed={}, seen=self.seen)
        return self.row_forms.get(index, empty)

    def entries(self, post: QueryDict) -> Iterator[Entry]:
        """What somebody may have typed over, as it stands now."""
        data = self.defaults.data
        for name, field in self.defaults.fields.items():
            yield Entry(name, field, str(data.get(name, "")), "")
        for index, row in enumerate(self.sheet.rows):
            if f"r{index}-title" in post:
                form, place = self.row_form(index), _("Dòng %(row)s") % {"row": row.row.row}
                for name, field in form.fields.items():
                    sent = form.add_prefix(name)
                    yield Entry(sent, field, str(form.data.get(sent, "")), place)

    def errors(self) -> list[str]:
        """What was typed and cannot be understood, each with its place."""
        found = [
            f"{self.defaults.fields[name].label}: {' '.join(map(str, errors))}"
            for name, errors in self.defaults.errors.items()
        ]
        for index, form in self.row_forms.items():
            place = _("Dòng %(row)s") % {"row": self.sheet.rows[index].row.row}
            found += [
                f"{place}, {form.fields[name].label}: {' '.join(map(str, errors))}"
                for name, errors in form.errors.items()
            ]
        return found


def lay_out(
    annex_import: AnnexImport,
    today: date,
    *,
    is_confirmed: bool = True,
    seen: Mapping[str, str] | None = None,
) -> LaidOut:
    offers = offers_for(annex_import.commune, today)
    found = review(annex_import, today, offers)
    choosers = Choosers.of(annex_import.commune, offers, today)
    year, choices = annex_import.plan.year, annex_import.choices
    typed, seen = choices.get("rows", {}), seen or {}
    defaults = DefaultsForm(
        groups=groups_of(found, choosers),
        choosers=choosers,
        year=year,
        typed=choices.get("fields", {}),
        seen=seen,
    )
    forms, said = dict[int, RowForm](), dict[str, RowSaid]()
    for index, each in enumerate(found.rows):
        own = dict(typed.get(each.row.key, {}))
        if not own:
            continue
        skip = own.pop("skip", None)
        form = RowForm(index=index, choosers=choosers, year=year, typed=own, seen=seen)
        if any(own.values()):
            forms[index] = form
        said[each.row.key] = form.said(is_skipped=None if skip is None else skip == "1")
    defaults.full_clean()
    sheet = Sheet(annex_import, found, defaults.said(said), is_confirmed=is_confirmed)
    return LaidOut(sheet, defaults, choosers, forms, seen)
