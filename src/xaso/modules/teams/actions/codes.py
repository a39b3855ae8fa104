"""A commune adds to a packaged list, and ends what it has added."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.lib.text import fold
from xaso.modules.teams.codes import OUTCOME
from xaso.modules.teams.models import CodeList, OwnCode
from xaso.modules.teams.queries.codes import code_book

PREFIX = "RIENG_"


@transaction.atomic
def add_code(
    *, actor: Actor, which: str, label: str, first_date: date, asks_reason: bool = False
) -> OwnCode:
    """The code is made by the program and never given again."""
    actor.must("teams.write")
    Commune.objects.select_for_update().get(pk=actor.commune.pk)
    if which not in CodeList.values:
        raise ValidationError({"which": _("Chọn danh mục.")})
    label = label.strip()
    known = code_book(actor.commune).lists.get(which, {}).values()
    if fold(label) in {fold(each.label) for each in known if each.is_used_on(first_date)}:
        raise ValidationError({"label": _("Danh mục đã có tên này.")})
    number = OwnCode.objects.of(actor.commune).filter(which=which).count() + 1
    code = OwnCode.objects.create(
        commune=actor.commune,
        which=which,
        code=f"{PREFIX}{number}",
        label=label,
        first_date=first_date,
        asks_reason=asks_reason and which == OUTCOME,
    )
    record("teams.code.added", actor=actor, subject_id=code.pk, code=code.code, name=code.label)
    return code


@transaction.atomic
def end_code(*, actor: Actor, code_id: UUID, day: date) -> OwnCode:
    """Visits that bear it keep it."""
    actor.must("teams.write")
    code = OwnCode.objects.of(actor.commune).select_for_update().get(pk=code_id)
    if code.last_date is not None:
        raise ValidationError(_("Mã này đã thôi dùng."))
    if day < code.first_date:
        raise ValidationError({"day": _("Ngày thôi dùng phải sau ngày bắt đầu dùng.")})
    code.last_date = day
    code.version += 1
    code.save()
    record("teams.code.ended", actor=actor, subject_id=code.pk, code=code.code, name=code.label)
    return code
