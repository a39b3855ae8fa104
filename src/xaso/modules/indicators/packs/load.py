"""A pack is a CSV of items with a JSON of the same name beside it.

A wrong pack is refused, never repaired.
"""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from xaso.modules.indicators.packs.check import check_pack
from xaso.modules.indicators.packs.items import read_items
from xaso.modules.indicators.packs.value_defs import ValueDef
from xaso.modules.indicators.scoring.pack import BadPackError, Group, Item, Pack

DATA = Path(__file__).parent / "data"
NA_POLICIES = ("rescale", "full", "zero")


def pack_codes() -> list[str]:
    """The packs that come with the program."""
    return sorted(path.stem for path in DATA.glob("*.json"))


def load_pack(code_or_path: str | Path) -> Pack:
    """A packaged pack by its code, or a file. BadPackError names the group, item or line."""
    path = _find(code_or_path)
    settings = _read_settings(path.with_suffix(".json"))
    return build_pack(path.stem, settings, _read_rows(path))


def build_pack(
    code: str,
    settings: dict[str, Any],
    rows: list[dict[str, str]],
    own_defs: tuple[ValueDef, ...] = (),
) -> Pack:
    """From the lines of a CSV and what stands in its JSON; `code` where that names none."""
    incomplete = bool(settings.get("incomplete", False))
    labels = settings.get("labels", {})
    own = {definition.code: definition for definition in own_defs}
    items = read_items(rows, incomplete=incomplete, labels=labels, own=own)
    groups = _groups(rows, items, incomplete=incomplete)
    pack = Pack(
        code=str(settings.get("code", code)),
        title=str(settings.get("title", code)),
        short_label=str(settings.get("short_label", "")),
        groups=groups,
        items=items,
        max=_max(settings, groups),
        incomplete=incomplete,
        na_policy=_na_policy(settings),
        basis=tuple(settings.get("basis", ())),
        effective_from=_day(settings.get("effective_from")),
        effective_to=_day(settings.get("effective_to")),
        note=str(settings.get("note", "")),
        own_defs=own_defs,
    )
    check_pack(pack)
    return pack


def _find(code_or_path: str | Path) -> Path:
    packaged = DATA / f"{code_or_path}.csv"
    if str(code_or_path) in pack_codes():
        return packaged
    path = Path(code_or_path)
    if not path.is_file():
        raise BadPackError(
            _("Không thấy bộ chỉ số “%(pack)s”. Các bộ có sẵn: %(codes)s.")
            % {"pack": str(code_or_path), "codes": ", ".join(pack_codes())},
            code="pack_not_found",
        )
    return path


def _read_settings(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        settings = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except ValueError as error:
        raise BadPackError(
            _("Tệp %(name)s không phải JSON hợp lệ.") % {"name": path.name}
        ) from error
    if not isinstance(settings, dict):
        raise BadPackError(_("Tệp %(name)s phải là một đối tượng JSON.") % {"name": path.name})
    return settings


def _read_rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadPackError(_("Tệp %(name)s không phải UTF-8.") % {"name": path.name}) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    missing = {"code", "name", "max_score", "formula_type"} - set(reader.fieldnames or ())
    if missing:
        raise BadPackError(
            _("Tệp %(name)s thiếu cột: %(columns)s.")
            % {"name": path.name, "columns": ", ".join(sorted(missing))}
        )
    return [{key: value.strip() for key, value in row.items() if key} for row in reader]


def _groups(
    rows: list[dict[str, str]], items: tuple[Item, ...], *, incomplete: bool
) -> tuple[Group, ...]:
    groups: dict[str, Group] = {}
    for row in rows:
        group = _group(row, incomplete=incomplete)
        known = groups.setdefault(group.code, group)
        if known != group:
            raise BadPackError(
                _("Nhóm %(code)s ghi hai tên hoặc hai điểm tối đa khác nhau.")
                % {"code": group.code}
            )
    if set(groups) == {""}:
        total = sum((item.max or Decimal(0) for item in items), Decimal(0))
        return (Group("", _("Toàn bộ"), total),)
    return tuple(groups.values())


def _group(row: dict[str, str], *, incomplete: bool) -> Group:
    code, written = row.get("group_code", ""), row.get("group_max", "").replace(",", ".")
    top = Decimal(written) if written.replace(".", "", 1).isdigit() else None
    if top is None and code and (written or not incomplete):
        raise BadPackError(_("Nhóm %(code)s thiếu điểm tối đa.") % {"code": code})
    return Group(code, row.get("group_name", ""), top)


def _max(settings: dict[str, Any], groups: tuple[Group, ...]) -> Decimal | None:
    written = settings.get("max")
    if isinstance(written, int | Decimal) and not isinstance(written, bool):
        return Decimal(written)
    if written is not None:
        raise BadPackError(_("Điểm tối đa của bộ chỉ số phải là số."))
    known = [group.max for group in groups if group.max is not None]
    return sum(known, Decimal(0)) if len(known) == len(groups) else None


def _na_policy(settings: dict[str, Any]) -> Any:
    policy = settings.get("na_policy", "rescale")
    if policy not in NA_POLICIES:
        raise BadPackError(_("na_policy phải là rescale, full hoặc zero."))
    return policy


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError as error:
        raise BadPackError(
            _("“%(text)s” không phải là ngày (YYYY-MM-DD).") % {"text": text}
        ) from error
