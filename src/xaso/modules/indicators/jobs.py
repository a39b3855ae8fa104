"""Work of this module that takes longer than a page may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.figures import Period
from xaso.core.files.storage import path_of
from xaso.core.jobs.kinds import Running, job
from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number

from .actions.binding import BINDER_JOB
from .binder_file import BoundProof, bind, place_of
from .models import Binder, ValueEvidence
from .queries.assessment import Assessment, ItemRow
from .queries.book import book_of
from .queries.packs import assess_packs
from .queries.words import lacking

KEPT_FOR = timedelta(days=14)


@job(BINDER_JOB, label=gettext_lazy("Gom hồ sơ minh chứng"))
def make_binder(running: Running) -> str:
    commune = running.actor.commune
    binder = Binder.objects.of(commune).get(pk=UUID(running.arguments["binder"]))
    period = Period(binder.first, binder.last)
    today = timezone.localdate(running.at)
    pack = book_of(commune, period).named(binder.pack_code)
    if pack is None:
        raise LookupError(binder.pack_code)
    assessment = assess_packs(commune, [pack], period, today)[pack.code]
    words = {"first": write_date(period.first), "last": write_date(period.last)}
    bound = bind(
        binder.pk,
        list(_proofs(assessment, commune_id=commune.pk)),
        title=binder.title,
        subtitle=_("Từ %(first)s đến %(last)s. Điểm tự chấm, chưa thẩm định") % words,
        body=commune.full_name,
        day=today,
        progress=lambda done, total: running.progress(done, total, _("Gom tệp")),
    )
    with running.finishing():
        binder.files, binder.size_bytes, binder.sha256 = (
            bound.files,
            bound.size_bytes,
            bound.sha256,
        )
        binder.made_at = timezone.now()
        binder.save()
    return _("Đã gom %(files)d tệp, %(size)s kB.") % {
        "files": bound.files,
        "size": write_number(bound.size_bytes // 1024),
    }


@job(
    "indicators.old_binders",
    label=gettext_lazy("Xóa tệp ZIP minh chứng cũ"),
    cron="50 2 * * *",
)
def drop_old_binders(running: Running) -> str:
    """The evidence itself stays; a binder is made again with one button."""
    old = Binder.objects.filter(asked_at__lt=running.at - KEPT_FOR).values_list("pk", flat=True)
    dropped = [place for pk in old if (place := place_of(pk)).exists()]
    for place in dropped:
        place.unlink(missing_ok=True)
    return _("Đã dọn %(count)d hồ sơ cũ.") % {"count": len(dropped)}


def _proofs(assessment: Assessment, commune_id: str) -> Iterator[BoundProof]:
    """Item by item; an item without evidence says so, so that nobody thinks it was forgotten."""
    values = {row.pk for each in assessment.rows for now in each.values for row in now.rows}
    answers = {each.answer.pk for each in assessment.rows if each.answer}
    found: dict[object, list[ValueEvidence]] = {}
    rows = ValueEvidence.objects.filter(commune_id=commune_id).filter(
        Q(value__in=values) | Q(entry__in=answers)
    )
    for proof in rows.select_related("file").order_by("pk"):
        found.setdefault(proof.value_id or proof.entry_id, []).append(proof)
    for row in assessment.rows:
        yield from _of_row(row, found)


def _of_row(row: ItemRow, found: dict[object, list[ValueEvidence]]) -> Iterator[BoundProof]:
    keys = [value.pk for now in row.values for value in now.rows]
    keys += [row.answer.pk] if row.answer else []
    proofs = {proof.pk: proof for key in keys for proof in found.get(key, ())}
    code, name = row.item.code, row.item.name
    for proof in proofs.values():
        stored = proof.file
        if stored is None:
            yield BoundProof(code, name, str(proof))
        else:
            suffix = Path(stored.name).suffix.lower()
            yield BoundProof(code, name, stored.name, path_of(stored.sha256), suffix)
    for now in row.values:
        for link in now.evidence:
            yield BoundProof(code, name, f"{now.definition.name}: {link.text} ({now.source})")
    if not proofs and not any(now.evidence for now in row.values):
        yield BoundProof(code, name, lacking(row) or _("Chưa có minh chứng"))
