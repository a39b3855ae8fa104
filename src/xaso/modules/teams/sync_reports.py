"""The month of a village, written on a phone: the page's form laid over what stands there now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor

from .actions import save_report, send_report, take_back_report
from .actions.reports import held_village, items_of
from .forms.reports import NUMBER, OFFER, PhoneReportForm, shown_of
from .models import ReportState, VillageReport
from .months import Month, month_typed
from .queries.reports import cells_of, newest, numbers_before, offers_of
from .report_book import FIRST_FORM
from .report_words import sees_guarded

SAW, OWN = "saw_", "own_"


def report_form(actor: Actor, data: Mapping[str, Any]) -> PhoneReportForm:
    village = held_village(actor, _id(data.get("village")))
    month, which = _month(data.get("month")), str(data.get("form") or FIRST_FORM)
    items = items_of(actor, which, month)
    standing = newest(village, which, month)
    cells = cells_of([standing])[standing.pk] if standing else {}
    before = numbers_before(village, which, month)
    offers = offers_of(village, items, before, month, timezone.localdate())
    form = PhoneReportForm(
        items=items,
        offers=offers,
        where={"village_id": village.pk, "form": which, "month": month},
        initial=shown_of(
            items,
            cells,
            offers,
            is_new=standing is None,
            shows_guarded=sees_guarded(actor, standing),
        ),
    )
    form.place = village.name
    form.data, form.is_bound = _typed(form, data, is_new=standing is None), True
    if standing is not None:
        form.lay_over()
    return form


def report(
    *, actor: Actor, at: datetime, made_as: UUID, send: bool, **facts: Any
) -> VillageReport:
    saved = save_report(actor=actor, at=at, report_id=made_as, **facts)
    return send_report(actor=actor, report_id=saved.pk, at=at) if send else saved


def correct_report(
    *, actor: Actor, at: datetime, made_as: UUID, replaces: UUID, **facts: Any
) -> VillageReport:
    """Sent already or not: until the office has decided, its writer says the month again."""
    del replaces
    village = held_village(actor, facts["village_id"])
    there = newest(village, facts["form"], facts["month"])
    if there and there.state == ReportState.SENT and there.by_id == actor.account_id:
        take_back_report(actor=actor, report_id=there.pk)
    return report(actor=actor, at=at, made_as=made_as, **facts)


def same_month(was: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    """Another month is not corrected by this one: it would stand there beside it."""
    if _which(was) != _which(said):
        text = _(
            "Bản sửa này ghi thôn hay tháng khác với báo cáo đã gửi. Ghi thành một báo cáo mới."
        )
        raise ValidationError(text)


def about_report(form: PhoneReportForm) -> list[tuple[str, str]]:
    month = form.where["month"]
    return [(_("Thôn"), form.place), (_("Tháng"), f"{month.number}/{month.year}")]


def guarded_numbers(form: PhoneReportForm) -> set[str]:
    return {f"{NUMBER}{item.code}" for item in form.items if item.is_guarded}


def _which(said: Mapping[str, Any]) -> tuple[str, ...]:
    village, form = str(said.get("village")), str(said.get("form") or FIRST_FORM)
    return village.replace("-", "").lower(), form, str(said.get("month"))


def _typed(form: PhoneReportForm, said: Mapping[str, Any], *, is_new: bool) -> QueryDict:
    """Keys of the wire have small letters alone. What the phone leaves out it has not touched: a new
    report begins there as on the page, for the phone may not know what the registers say."""
    data = QueryDict(mutable=True)
    for name in form.fields:
        key = name.lower()
        begins = is_new and not _answers(form, name, said)
        saw = _begun(form, name) if begins else _text(said.get(f"{SAW}{key}"))
        own = _text(said.get(f"{OWN}{key}"))
        if f"{OWN}{key}" in said and _stands(form, name, own):
            saw = own
        data[f"initial-{name}"] = saw
        data[name] = _text(said[key]) if key in said else saw
    return data


def _answers(form: PhoneReportForm, name: str, said: Mapping[str, Any]) -> bool:
    """The phone says something of the item: a number, or the tick taken or put aside."""
    code = form.entry_of(name).lower()
    return any(f"{kind}{code}" in said for kind in (NUMBER, OFFER))


def _begun(form: PhoneReportForm, name: str) -> str:
    return _text(form.get_initial_for_field(form.fields[name], name))


def _stands(form: PhoneReportForm, name: str, own: str) -> bool:
    """What an earlier event of this person said is what the commune holds now."""
    field = form.fields[name]
    return not field.has_changed(form.get_initial_for_field(field, name), own)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "True" if value else ""
    return "" if value is None else str(value)


def _month(typed: Any) -> Month:
    month = month_typed(str(typed or ""))
    if month is None:
        raise ValidationError(_("Máy gửi thiếu tháng của báo cáo."))
    return month


def _id(typed: Any) -> UUID:
    try:
        return UUID(str(typed))
    except ValueError as error:
        raise ObjectDoesNotExist from error
