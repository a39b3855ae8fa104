"""A commune adds a form or an item, ends an item, says by which day it wants the reports."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.lib.text import fold
from xaso.modules.teams.models import ItemKind, OwnForm, OwnItem, ReportDay
from xaso.modules.teams.months import Month, month_of
from xaso.modules.teams.queries.report_book import report_book

FORM, ITEM = "BIEU_", "RIENG_"


@transaction.atomic
def add_form(*, actor: Actor, name: str, first_month: Month, at: datetime) -> OwnForm:
    """The code is made by the program and never given again."""
    actor.must("teams.write")
    _hold(actor)
    _not_past(first_month, at)
    name = name.strip()
    if fold(name) in {fold(form.name) for form in report_book(actor.commune).values()}:
        raise ValidationError({"name": _("Đã có biểu mang tên này.")})
    number = OwnForm.objects.of(actor.commune).count() + 1
    form = OwnForm.objects.create(
        commune=actor.commune,
        code=f"{FORM}{number}",
        name=name,
        first_month=first_month.first,
    )
    record("teams.form.added", actor=actor, subject_id=form.pk, name=name)
    return form


@transaction.atomic
def add_item(
    *,
    actor: Actor,
    form: str,
    label: str,
    unit: str,
    first_month: Month,
    at: datetime,
    kind: str = ItemKind.STOCK,
    is_whole: bool = True,
    is_public: bool = False,
    is_guarded: bool = False,
) -> OwnItem:
    """From a month on that is not over: what villages have reported keeps its shape."""
    actor.must("teams.write")
    _hold(actor)
    _not_past(first_month, at)
    known = report_book(actor.commune).get(form)
    if known is None:
        raise ValidationError({"form": _("Chọn biểu.")})
    label = label.strip()
    if fold(label) in {fold(item.label) for item in known.items_in(first_month.first)}:
        raise ValidationError({"label": _("Biểu đã có mục này.")})
    if is_public and is_guarded:
        raise ValidationError({"is_public": _("Mục giữ kín thì không công khai.")})
    number = OwnItem.objects.of(actor.commune).count() + 1
    item = OwnItem.objects.create(
        commune=actor.commune,
        form=form,
        code=f"{ITEM}{number}",
        label=label,
        unit=unit.strip(),
        kind=kind,
        is_whole=is_whole,
        is_public=is_public,
        is_guarded=is_guarded,
        first_month=max(first_month.first, known.first),
    )
    record("teams.item.added", actor=actor, subject_id=item.pk, name=label)
    return item


@transaction.atomic
def end_item(*, actor: Actor, item_id: UUID, last_month: Month) -> OwnItem:
    """Reports of earlier months keep it."""
    actor.must("teams.write")
    item = OwnItem.objects.of(actor.commune).select_for_update().get(pk=item_id)
    if item.last_month is not None:
        raise ValidationError(_("Mục này đã thôi dùng."))
    if last_month.first < item.first_month:
        raise ValidationError({"last_month": _("Tháng này trước tháng bắt đầu dùng.")})
    item.last_month = last_month.first
    item.version += 1
    item.save()
    record("teams.item.ended", actor=actor, subject_id=item.pk, name=item.label)
    return item


@transaction.atomic
def decide_report_day(*, actor: Actor, day: int, first_month: Month, at: datetime) -> ReportDay:
    """Months before keep the day that held then."""
    actor.must("teams.write")
    _hold(actor)
    _not_past(first_month, at)
    row, _made = ReportDay.objects.update_or_create(
        commune=actor.commune, first_month=first_month.first, defaults={"day": day}
    )
    record("teams.report_day.decided", actor=actor, subject_id=row.pk, day=day)
    return row


def _hold(actor: Actor) -> None:
    Commune.objects.select_for_update().get(pk=actor.commune.pk)


def _not_past(month: Month, at: datetime) -> None:
    if month.first < month_of(timezone.localdate(at)).first:
        raise ValidationError({"first_month": _("Chọn từ tháng này trở đi.")})
