"""Rows of a pack's CSV to items."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.modules.indicators.packs.params import read_params
from xaso.modules.indicators.packs.value_defs import ValueDef, value_defs
from xaso.modules.indicators.scoring.numbers import read_fraction
from xaso.modules.indicators.scoring.pack import (
    FORMULA_TYPES,
    UNKNOWN_TYPE,
    BadPackError,
    Item,
)

Row = Mapping[str, str]
NONE: Mapping[str, ValueDef] = {}
NO_DEF = ValueDef("", "", "", "đếm", "", "", "", "", "")


def read_items(
    rows: list[dict[str, str]],
    *,
    incomplete: bool,
    labels: Mapping[str, str],
    own: Mapping[str, ValueDef] = NONE,
) -> tuple[Item, ...]:
    """`own` are numbers of the pack itself, by their code."""
    if not rows:
        raise BadPackError(_("Bộ chỉ số không có dòng nào."))
    return tuple(
        read_item(row, line=line, incomplete=incomplete, labels=labels, own=own)
        for line, row in enumerate(rows, start=2)
    )


def read_item(
    row: Row,
    *,
    line: int,
    incomplete: bool,
    labels: Mapping[str, str],
    own: Mapping[str, ValueDef] = NONE,
) -> Item:
    code = row["code"]
    if not code or not row["name"]:
        raise BadPackError(_("Dòng %(line)d: thiếu mã hoặc tên chỉ số.") % {"line": line})
    top = _max(row, code, incomplete=incomplete)
    formula_type = _formula_type(row, code, incomplete=incomplete)
    numerator, denominator = (
        _value_def(row, column, code, own) for column in ("num_def", "den_def")
    )
    target = read_fraction(row.get("target", ""))
    return Item(
        code=code,
        name=row["name"],
        max=top,
        formula_type=formula_type,
        group_code=row.get("group_code", ""),
        numerator=row.get("numerator", ""),
        denominator=row.get("denominator", ""),
        num_def=numerator.code,
        den_def=denominator.code,
        numerator_unit=numerator.unit,
        denominator_unit=denominator.unit,
        numerator_whole=numerator.is_whole,
        denominator_whole=denominator.is_whole,
        numerator_period=numerator.period_rule,
        denominator_period=denominator.period_rule,
        target=target,
        target_rule="" if target is not None else row.get("target", ""),
        params=read_params(
            row.get("params", ""), code=code, formula_type=formula_type, top=top, labels=labels
        ),
        zero_denominator=row.get("zero_denominator", "") or "na",
        evidence_kinds=_list(row.get("evidence_kinds", "")),
        source_system=row.get("source_system", ""),
        verifier=row.get("verifier", ""),
        period=row.get("period", ""),
        effective_from=_day(row, "effective_from"),
        effective_to=_day(row, "effective_to"),
        basis=_list(row.get("basis", "")),
        origin=row.get("origin", ""),
        source=row.get("source", ""),
        known=row.get("known", "") or "yes",
        note=row.get("note", ""),
    )


def _max(row: Row, code: str, *, incomplete: bool) -> Decimal | None:
    written = row["max_score"].replace(",", ".")
    if not written and incomplete:
        return None
    if not written.replace(".", "", 1).isdigit() or Decimal(written) <= 0:
        raise BadPackError(_("%(code)s: điểm tối đa phải là số lớn hơn 0.") % {"code": code})
    top = Decimal(written)
    if top != round(top, 2):
        raise BadPackError(_("%(code)s: điểm tối đa có quá hai chữ số lẻ.") % {"code": code})
    return top


def _formula_type(row: Row, code: str, *, incomplete: bool) -> str:
    formula_type = row["formula_type"]
    if formula_type in FORMULA_TYPES or (incomplete and formula_type == UNKNOWN_TYPE):
        return formula_type
    raise BadPackError(
        _("%(code)s: kiểu “%(type)s” không có; các kiểu: %(types)s.")
        % {"code": code, "type": formula_type, "types": ", ".join(FORMULA_TYPES)}
    )


def _value_def(row: Row, column: str, code: str, own: Mapping[str, ValueDef]) -> ValueDef:
    name = row.get(column, "")
    if not name:
        return NO_DEF
    found = value_defs().get(name) or own.get(name)
    if found is None:
        raise BadPackError(
            _("%(code)s: không có định nghĩa số liệu “%(name)s”.") % {"code": code, "name": name}
        )
    return found


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _day(row: Row, column: str) -> date | None:
    text = row.get(column, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadPackError(
            _("%(code)s: “%(text)s” không phải là ngày (YYYY-MM-DD).")
            % {"code": row["code"], "text": text}
        ) from error
