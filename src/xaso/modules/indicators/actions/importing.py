"""A province's own pack on its way from Excel into use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.files.actions import keep_file
from xaso.core.files.storage import read
from xaso.core.rights.actor import Actor
from xaso.lib.text import header_key
from xaso.modules.indicators.models import PackEdition
from xaso.modules.indicators.packs.load import pack_codes
from xaso.modules.indicators.packs.sheet.read import Reading, pack_of, read_workbook
from xaso.modules.indicators.proofs import Upload
from xaso.modules.indicators.queries.book import settings_of

LETTERS_OF_CODE = 24


@transaction.atomic
def start_pack_import(*, actor: Actor, file: Upload, at: datetime) -> PackEdition:
    """The workbook is kept and can be looked through; no pack comes of it yet."""
    actor.must("indicators.manage")
    reading = read_workbook(file.content)
    edition = PackEdition.objects.create(
        commune=actor.commune,
        title=reading.title,
        file=keep_file(actor=actor, name=file.name, content=file.content, at=at),
        by_id=actor.account_id,
        at=at,
    )
    record(
        "indicators.edition.begun",
        actor=actor,
        subject_id=edition.pk,
        file=edition.file.sha256,
        items=len(reading.rows),
        problems=len(reading.problems),
    )
    return edition


@transaction.atomic
def correct_pack_row(
    *, actor: Actor, edition_id: UUID, row: int, corrections: Mapping[str, str]
) -> PackEdition:
    """What stands in place of cells of one row, counted as Excel does; nothing takes it back."""
    actor.must("indicators.manage")
    edition = _open_import(actor, edition_id)
    said = {name: text.strip() for name, text in corrections.items() if text.strip()}
    kept = {**edition.corrections, str(row): said}
    edition.corrections = {number: each for number, each in kept.items() if each}
    edition.save()
    record("indicators.edition.corrected", actor=actor, subject_id=edition.pk, row=row, said=said)
    return edition


@transaction.atomic
def take_pack(
    *,
    actor: Actor,
    edition_id: UUID,
    title: str,
    at: datetime,
    code: str = "",
    effective_from: date | None = None,
    effective_to: date | None = None,
    basis: str = "",
    shared: bool = False,
) -> PackEdition:
    """All lines or none. With the `code` of a pack there is, it becomes its next edition; periods
    begun with an older one keep that."""
    actor.must("indicators.manage")
    edition = _open_import(actor, edition_id)
    reading = read_workbook(read(edition.file.sha256), edition.corrections)
    if reading.problems:
        raise ValidationError(
            _("Còn %(count)d chỗ chưa đúng. Sửa hết rồi mới nhận được.")
            % {"count": len(reading.problems)}
        )
    edition.title = " ".join(title.split())
    edition.effective_from, edition.effective_to = effective_from, effective_to
    edition.basis, edition.shared = " ".join(basis.split()), shared
    _name(edition, code)
    _fill(edition, reading)
    edition.state, edition.taken_at = PackEdition.State.DA_NHAN, at
    edition.full_clean(exclude=["commune", "file", "by"])
    edition.save()
    record(
        "indicators.edition.taken",
        actor=actor,
        subject_id=edition.pk,
        pack=edition.code,
        edition=edition.edition,
        version=edition.fingerprint,
    )
    return edition


@transaction.atomic
def drop_pack_import(*, actor: Actor, edition_id: UUID) -> PackEdition:
    """A workbook that was looked through comes to nothing; the file itself stays."""
    actor.must("indicators.manage")
    edition = _open_import(actor, edition_id)
    edition.state = PackEdition.State.DA_BO
    edition.save()
    record("indicators.edition.dropped", actor=actor, subject_id=edition.pk)
    return edition


def _open_import(actor: Actor, edition_id: UUID) -> PackEdition:
    rows = PackEdition.objects.of(actor.commune).select_related("file")
    edition = rows.select_for_update(of=("self",)).get(pk=edition_id)
    if edition.state != PackEdition.State.XEM_TRUOC:
        raise ValidationError(_("Tệp này đã nhận hoặc đã bỏ. Nhập lại tệp nếu cần."))
    return edition


def _name(edition: PackEdition, code: str) -> None:
    if (
        edition.effective_from
        and edition.effective_to
        and edition.effective_to < edition.effective_from
    ):
        raise ValidationError({"effective_to": _("Ngày hết áp dụng phải sau ngày bắt đầu.")})
    taken = PackEdition.objects.of(edition.commune).filter(state=PackEdition.State.DA_NHAN)
    known = set(taken.values_list("code", flat=True))
    if code and code not in known:
        raise ValidationError({"code": _("Không có bộ chỉ số mang mã %(code)s.") % {"code": code}})
    edition.code = code or _free_code(edition.title, known | set(pack_codes()))
    last = taken.filter(code=edition.code).aggregate(last=Max("edition"))["last"]
    edition.edition = (last or 0) + 1


def _free_code(title: str, taken: set[str]) -> str:
    stem = header_key(title).replace(" ", "-")[:LETTERS_OF_CODE].strip("-") or "bo-chi-so"
    numbers = (f"{stem}-{number}" for number in range(2, 1000))
    return next(code for code in (stem, *numbers) if code not in taken)


def _fill(edition: PackEdition, reading: Reading) -> None:
    edition.rows = reading.csv_rows()
    edition.own_numbers = [asdict(each) for each in reading.own_defs]
    edition.layout = dict(reading.layout)
    pack_of(reading, edition.code, settings_of(edition))
    whole = json.dumps(
        [edition.rows, edition.own_numbers, settings_of(edition)],
        sort_keys=True,
        ensure_ascii=False,
    )
    edition.fingerprint = hashlib.sha256(whole.encode()).hexdigest()
    twins = PackEdition.objects.of(edition.commune).filter(fingerprint=edition.fingerprint)
    if twins.exclude(pk=edition.pk).exists():
        raise ValidationError(_("Bản này giống hệt bản đã nhận. Không có gì mới để nhận."))
