"""Targets from the target table of an annex, and back."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.modules.plans.annex.shapes import AnnexTarget
from xaso.modules.plans.models import AnnexImport, ImportedRow, Plan, Target
from xaso.modules.plans.queries.imports import ReviewTarget, plain_code, review_targets
from xaso.modules.plans.stored_annex import target_from_json

from .annex_choices import plain
from .copies import keep_copies
from .rows import keep

Effect = ImportedRow.Effect


def take_targets(actor: Actor, annex_import: AnnexImport, rows: Collection[int]) -> None:
    """`rows` are the 1-based rows of the target table."""
    if not rows:
        return
    plan = annex_import.plan
    if not plan.is_open_to_edits:
        raise ValidationError(
            _(
                "Kế hoạch đang trình hoặc đã ban hành. Chuyển sang điều chỉnh trước khi sửa chỉ tiêu."
            )
        )
    stored = [target_from_json(each) for each in annex_import.target_rows]
    wanted = [each for each in review_targets(plan, stored) if each.row.row in rows]
    for order, each in enumerate(wanted, start=1):
        _take(actor, annex_import, each, order)


def undo_target(row: ImportedRow) -> None:
    """A new target that no task serves goes; a changed one gets its old numbers back."""
    target = row.target
    if target is None:
        return
    if row.effect == Effect.SUA:
        for name, value in row.before.items():
            setattr(target, name, value)
        keep(target)
    elif row.effect == Effect.MOI:
        if target.tasks.exists():
            raise ValidationError(
                _("Chỉ tiêu %(code)s đã có việc gắn vào, không hoàn tác được.")
                % {"code": target.code}
            )
        row.target = None
        row.save(update_fields=["target"])
        target.delete()


def _take(actor: Actor, annex_import: AnnexImport, each: ReviewTarget, order: int) -> None:
    said = _said(each.row)
    if each.target_id is None:
        target = Target(
            commune=actor.commune,
            plan=annex_import.plan,
            code=_free_code(annex_import.plan, each.row.code),
            order=order,
            pillar=each.row.pillar,
            by_date=annex_import.plan.period_to,
            **said,
        )
        effect, before = Effect.MOI, {}
    else:
        target = Target.objects.of(actor.commune).get(pk=each.target_id)
        before = {name: plain(getattr(target, name)) for name in said}
        effect = Effect.GIU if each.change == "same" else Effect.SUA
        for name, value in said.items() if effect == Effect.SUA else ():
            setattr(target, name, value)
        target.version += 1
    _must_be_whole(target, each.row)
    target.save()
    keep_copies(target)
    ImportedRow.objects.create(
        commune=actor.commune,
        annex_import=annex_import,
        row=each.row.row,
        row_key=f"target {target.code}",
        target=target,
        effect=effect,
        before=before,
        after={"version": target.version},
    )


def _free_code(plan: Plan, wanted: str) -> str:
    taken = {plain_code(code) for code in plan.targets.values_list("code", flat=True)}
    numbered = (_("CT%(number)02d") % {"number": number} for number in count(1))
    codes = chain([wanted] if wanted else [], numbered)
    return next(code for code in codes if plain_code(code) not in taken)


def _said(row: AnnexTarget) -> dict[str, Any]:
    return {
        "name": row.name[:300],
        "unit": row.unit[:40],
        "baseline_number": row.last_year,
        "target_number": row.plan_year,
        "note": row.explanation[:500],
    }


def _must_be_whole(target: Target, row: AnnexTarget) -> None:
    try:
        target.full_clean(exclude=["commune"])
    except ValidationError as error:
        raise ValidationError(
            _("Chỉ tiêu ở dòng %(row)s: %(why)s")
            % {"row": row.row, "why": " ".join(error.messages)}
        ) from error
