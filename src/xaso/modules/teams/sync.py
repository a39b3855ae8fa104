"""What a phone of a team may do without a line: write a visit down, put it right, send its photos."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xaso.core.events.touched import subject
from xaso.core.files.models import StoredFile
from xaso.core.residents.queries import reached_villages
from xaso.core.rights.actor import Actor
from xaso.core.sync.commands import Command, accept
from xaso.core.sync.sharing import Shared, share

from .actions import add_photo, add_visit, correct_visit
from .forms.visits import VisitForm
from .models import OwnCode, Visit, VisitPhoto, VisitSource
from .queries.codes import code_book
from .sync_report_rows import OWN_FORMS, OWN_ITEMS, REPORTS, VILLAGES
from .sync_reports import (
    about_report,
    correct_report,
    guarded_numbers,
    report,
    report_form,
    same_month,
)


def form(actor: Actor, data: Mapping[str, Any]) -> VisitForm:
    return VisitForm(data, villages=reached_villages(actor), book=code_book(actor.commune))


def add(*, actor: Actor, at: datetime, made_as: UUID, **facts: Any) -> Visit:
    return add_visit(actor=actor, at=at, visit_id=made_as, source=VisitSource.PHONE, **facts)


def correct(*, actor: Actor, at: datetime, made_as: UUID, replaces: UUID, **facts: Any) -> Visit:
    return correct_visit(
        actor=actor,
        at=at,
        visit_id=replaces,
        new_visit_id=made_as,
        source=VisitSource.PHONE,
        **facts,
    )


def attach(*, actor: Actor, made_as: UUID, file: StoredFile, at: datetime) -> VisitPhoto:
    return add_photo(actor=actor, visit_id=made_as, file=file, at=at)


def own_codes(actor: Actor) -> QuerySet[OwnCode]:
    return OwnCode.objects.of(actor.commune)


def shown(_actor: Actor, code: OwnCode) -> dict[str, Any]:
    return {
        "which": code.which,
        "code": code.code,
        "label": code.label,
        "asks_reason": code.asks_reason,
        "from": code.first_date.isoformat(),
        "until": code.last_date.isoformat() if code.last_date else "",
    }


share(
    Shared(
        "team_code",
        right="teams.log",
        rows=own_codes,
        shown=shown,
        heard={"teams.code.*": subject},
    ),
    REPORTS,
    VILLAGES,
    OWN_FORMS,
    OWN_ITEMS,
)
accept(
    Command(
        "teams.report",
        1,
        form=report_form,
        run=report,
        correct=correct_report,
        follows=same_month,
        about=about_report,
        hidden=guarded_numbers,
        label=_("Báo cáo tháng của thôn"),
    ),
    Command(
        "teams.add_visit",
        1,
        form=form,
        run=add,
        correct=correct,
        attach=attach,
        label=_("Ghi lượt hỗ trợ"),
    ),
)
