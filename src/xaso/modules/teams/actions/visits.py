"""A visit is written down, put right by another row, or withdrawn; photos come after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.files.models import StoredFile
from xaso.core.residents.models import Household
from xaso.core.residents.queries import standing_for
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.teams.codes import ABSENT, PLACE, REASON, CodeBook
from xaso.modules.teams.lines import Line, trouble_of
from xaso.modules.teams.models import (
    DossierResult,
    Visit,
    VisitLine,
    VisitPhoto,
    VisitSource,
    VisitState,
)
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.visits import team_on

from .rows import not_after

MOST_PHOTOS = 2


@transaction.atomic
def add_visit(
    *,
    actor: Actor,
    lines: Sequence[Line],
    at: datetime,
    visit_id: UUID | None = None,
    source: str = VisitSource.OFFICE,
    **facts: Any,
) -> Visit:
    """`visit_id`: the id a phone gave it where there was no line."""
    actor.must("teams.log")
    visit = _written(actor, lines, at, visit_id, source, facts)
    record("teams.visit.added", actor=actor, subject_id=visit.pk, day=str(visit.day))
    return visit


@transaction.atomic
def correct_visit(
    *,
    actor: Actor,
    visit_id: UUID,
    lines: Sequence[Line],
    at: datetime,
    new_visit_id: UUID | None = None,
    source: str = VisitSource.OFFICE,
    **facts: Any,
) -> Visit:
    """The old row stays as it was and counts no longer."""
    actor.must("teams.log")
    old = _counting(actor, visit_id)
    old.state = VisitState.CORRECTED
    old.version += 1
    old.save(update_fields=["state", "version"])
    if (facts.get("follow_by"), facts.get("follow_date")) == (old.follow_by, old.follow_date):
        facts |= {"followed_date": old.followed_date, "followed_note": old.followed_note}
    visit = _written(actor, lines, at, new_visit_id, source, facts, replaces=old)
    record(
        "teams.visit.corrected",
        actor=actor,
        subject_id=visit.pk,
        day=str(visit.day),
        replaces=str(old.pk),
    )
    return visit


@transaction.atomic
def withdraw_visit(*, actor: Actor, visit_id: UUID, reason: str) -> Visit:
    actor.must("teams.log")
    visit = _counting(actor, visit_id)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi vì sao rút phiếu này.")})
    visit.state, visit.withdrawn_reason = VisitState.WITHDRAWN, reason.strip()
    visit.version += 1
    visit.save(update_fields=["state", "withdrawn_reason", "version"])
    record("teams.visit.withdrawn", actor=actor, subject_id=visit.pk, day=str(visit.day))
    return visit


@transaction.atomic
def add_photo(*, actor: Actor, visit_id: UUID, file: StoredFile, at: datetime) -> VisitPhoto:
    """Came from the phone after its visit, which may have been put right meanwhile."""
    actor.must("teams.log")
    visit = Visit.objects.of(actor.commune).select_for_update().get(pk=visit_id)
    photo, _made = VisitPhoto.objects.get_or_create(
        visit=visit, file=file, defaults={"commune": actor.commune, "at": at}
    )
    record("teams.photo.added", actor=actor, subject_id=visit.pk, photo=str(photo.pk))
    return photo


def _counting(actor: Actor, visit_id: UUID) -> Visit:
    """Locked; of the person who wrote it, or of anybody for those who keep the register."""
    visit = Visit.objects.of(actor.commune).select_for_update().get(pk=visit_id)
    if not actor.reaches_village(visit.village_id):
        raise ObjectDoesNotExist
    if visit.by_id != actor.account_id and not actor.may("teams.write"):
        raise PermissionDenied("teams.write")
    if visit.state == VisitState.CORRECTED:
        raise ValidationError(_("Phiếu này đã có người sửa. Mở bản mới để xem."))
    if visit.state == VisitState.WITHDRAWN:
        raise ValidationError(_("Phiếu này đã rút."))
    return visit


def _written(
    actor: Actor,
    lines: Sequence[Line],
    at: datetime,
    visit_id: UUID | None,
    source: str,
    facts: dict[str, Any],
    replaces: Visit | None = None,
) -> Visit:
    household = facts.pop("household", "")
    visit = Visit(
        id=visit_id or new_id(),
        commune=actor.commune,
        at=at,
        by_id=actor.account_id,
        source=source,
        replaces=replaces,
        **facts,
    )
    if not actor.reaches_village(visit.village_id):
        raise ObjectDoesNotExist
    book = code_book(actor.commune)
    not_after(visit.day, at, "day")
    _check_lines(lines, book, visit)
    _check_people(visit, lines)
    _check_rest(visit, book)
    _place(visit, household)
    visit.save(force_insert=True)
    VisitLine.objects.bulk_create(
        VisitLine(
            commune=actor.commune,
            visit=visit,
            number=number,
            service=line.service,
            outcome=line.outcome,
            reason=line.reason,
        )
        for number, line in enumerate(lines, start=1)
    )
    return visit


def _check_lines(lines: Sequence[Line], book: CodeBook, visit: Visit) -> None:
    if not lines:
        raise ValidationError({"service_1": _("Chọn ít nhất một nội dung hỗ trợ.")})
    for each in trouble_of(lines, book, visit.day):
        raise ValidationError({f"{each.field}_{each.place + 1}": each.text})


def _check_people(visit: Visit, lines: Sequence[Line]) -> None:
    is_absent = all(line.outcome == ABSENT for line in lines)
    if not visit.people and not is_absent:
        raise ValidationError({"male": _("Ghi số người được giúp, nam hoặc nữ.")})
    if visit.under_15 + visit.from_15 + visit.from_60 > visit.people:
        raise ValidationError({"under_15": _("Các nhóm tuổi cộng lại nhiều hơn số người.")})


def _check_rest(visit: Visit, book: CodeBook) -> None:
    place = book.find(PLACE, visit.place)
    if place is None or not place.is_used_on(visit.day):
        raise ValidationError({"place": _("Chọn nơi hỗ trợ.")})
    has_dossier = visit.outside_code or visit.dossier_result or visit.dossier_reason
    if has_dossier and not visit.procedure:
        raise ValidationError({"procedure": _("Ghi thủ tục đã nộp, hoặc bỏ trống cả phần hồ sơ.")})
    failed = visit.dossier_result in (DossierResult.NOT_FILED, DossierResult.RETURNED)
    if failed and book.find(REASON, visit.dossier_reason) is None:
        raise ValidationError({"dossier_reason": _("Chọn vì sao hồ sơ chưa nộp được.")})
    if bool(visit.follow_by) != bool(visit.follow_date):
        missing = "follow_date" if visit.follow_by else "follow_by"
        raise ValidationError({missing: _("Ghi cả ai theo dõi và trước ngày nào.")})
    if visit.follow_date and visit.follow_date < visit.day:
        raise ValidationError({"follow_date": _("Ngày theo dõi phải sau ngày hỗ trợ.")})


def _place(visit: Visit, household: str) -> None:
    """The team of the village that day, and the household by its code or id."""
    team = team_on(visit.village_id, visit.day)
    if team is None or team.commune_id != visit.commune_id:
        raise ValidationError({"village": _("Thôn này chưa có tổ vào ngày ấy.")})
    visit.team = team
    if not household:
        return
    rows = Household.objects.of(visit.commune).filter(village=visit.village_id)
    found = rows.filter(**_named(household)).first()
    if found is None:
        raise ValidationError({"household": _("Thôn này không có hộ nào mang mã ấy.")})
    visit.household = standing_for(found)
    if visit.household.village_id != visit.village_id:
        said = _("Hộ này đã gộp vào hộ %(code)s ở %(village)s. Ghi lượt ở thôn ấy.")
        words = {"code": visit.household.code, "village": visit.household.village}
        raise ValidationError({"household": said % words})


def _named(household: str) -> dict[str, Any]:
    try:
        return {"pk": UUID(household)}
    except ValueError:
        return {"code__iexact": household.strip()}
